// A field with suggestions (ARIA combobox). The first one is highlighted, and what the page shows follows the
// highlight; Enter takes it. Without scripts the field and its button ask for a page of results.
// data-combobox-free: the typed text counts, nothing is highlighted by itself, and a suggestion taken leads to its page.
import { words } from "./words.js";

const REST = 120; // ms without a key before suggestions are asked for
let made = 0;

function partsOf(root) {
  return {
    root,
    input: root.querySelector("input[type=text], input[type=search], input:not([type])"),
    value: root.querySelector("[data-combobox-value]"),
    says: root.querySelector("[data-combobox-says]"),
    least: Number(root.dataset.least ?? 2),
    free: root.hasAttribute("data-combobox-free"),
  };
}

function makeList(box) {
  const list = document.createElement("ul");
  list.className = "mc-suggest";
  list.id = `goi-y-${++made}`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.root.dataset.name ?? words("suggestions"));
  box.input.after(list);
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off" };
  for (const [name, value] of Object.entries(attributes)) box.input.setAttribute(name, value);
  for (const button of box.root.querySelectorAll("[data-combobox-button]")) button.hidden = true;
  return list;
}

const optionsOf = (box) => [...box.list.querySelectorAll("[role=option]")];
const chosen = (box) => box.list.querySelector("[aria-selected=true]");
const labelOf = (option) => option.dataset.label ?? option.firstElementChild?.textContent ?? option.textContent;

function tell(box, type, option) {
  const detail = { value: option.dataset.value, label: labelOf(option).trim() };
  box.root.dispatchEvent(new CustomEvent(type, { bubbles: true, detail }));
}

function highlight(box, option) {
  for (const other of optionsOf(box)) other.setAttribute("aria-selected", String(other === option));
  box.input.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
  setValue(box, option.dataset.value);
  tell(box, "mc:highlight", option);
}

function setValue(box, value) {
  if (!box.value || box.value.value === value) return;
  box.value.value = value;
  box.value.dispatchEvent(new Event("change", { bubbles: true }));
}

function close(box) {
  box.list.hidden = true;
  box.input.setAttribute("aria-expanded", "false");
  box.input.removeAttribute("aria-activedescendant");
}

function take(box, option) {
  if (box.free) return location.assign(option.dataset.href);
  box.input.value = labelOf(option).trim();
  setValue(box, option.dataset.value);
  close(box);
  if (box.says) box.says.textContent = "";
  tell(box, "mc:take", option);
}

function optionFrom({ value, label, hint, href }) {
  const option = document.createElement("li"), name = document.createElement("span");
  option.setAttribute("role", "option");
  option.dataset.value = value;
  if (href) option.dataset.href = href;
  name.textContent = label;
  option.append(name);
  if (hint) {
    const small = document.createElement("small");
    small.textContent = hint;
    option.append(small);
  }
  return option;
}

/** Fill the list from the server's HTML (options) or JSON ({items: [{value, label, hint}]}). */
async function fill(box, answer) {
  if (answer.headers.get("Content-Type")?.includes("json")) {
    box.list.replaceChildren(...(await answer.json()).items.map(optionFrom));
  } else {
    const parts = new DOMParser().parseFromString(`<ul>${await answer.text()}</ul>`, "text/html");
    box.list.replaceChildren(...parts.querySelectorAll("[role=option]"));
  }
  optionsOf(box).forEach((option, at) => { option.id = `${box.list.id}-${at}`; });
}

function show(box) {
  const options = optionsOf(box);
  if (box.says) box.says.textContent = options.length ? box.root.dataset.some ?? "" : box.root.dataset.none ?? words("noSuggestion");
  if (options.length === 0) return close(box);
  box.list.hidden = false;
  box.input.setAttribute("aria-expanded", "true");
  if (!box.free) highlight(box, options[0]);
}

async function ask(box) {
  const text = box.input.value.trim();
  box.stop?.abort();
  if (text.length < box.least) return close(box);
  box.stop = new AbortController();
  try {
    const url = new URL(box.root.dataset.url, location.href);
    url.searchParams.set(box.root.dataset.parameter ?? "q", text);
    const answer = await fetch(url, { signal: box.stop.signal, credentials: "same-origin", headers: { "X-Requested-With": "fragment" } });
    if (!answer.ok) throw new Error(String(answer.status));
    await fill(box, answer);
    if (document.activeElement === box.input) show(box);
  } catch (error) {
    if (error.name !== "AbortError" && box.says) box.says.textContent = words("suggestionsFailed");
  }
}

function step(box, by) {
  const options = optionsOf(box);
  if (box.list.hidden) return options.length ? show(box) : ask(box);
  const at = options.indexOf(chosen(box));
  const from = at < 0 && by < 0 ? 0 : at;
  highlight(box, options[(from + by + options.length) % options.length]);
}

function onKey(box, event) {
  if (event.isComposing || event.ctrlKey || event.altKey) return;
  const open = !box.list.hidden;
  if (event.key === "ArrowDown") step(box, 1);
  else if (event.key === "ArrowUp" && open) step(box, -1);
  else if (event.key === "Enter" && open && chosen(box)) take(box, chosen(box));
  else if (event.key === "Escape" && open) {
    close(box);
    setValue(box, "");
  } else return;
  event.preventDefault();
}

function start(root) {
  const box = partsOf(root);
  if (!box.input || root.dataset.started) return;
  root.dataset.started = "1";
  box.list = makeList(box);
  box.input.addEventListener("input", () => {
    setValue(box, "");
    clearTimeout(box.rest);
    box.rest = setTimeout(() => ask(box), REST);
    if (box.free && !box.input.value.trim()) close(box);
  });
  box.input.addEventListener("keydown", (event) => onKey(box, event));
  box.input.addEventListener("blur", () => {
    clearTimeout(box.rest);
    box.stop?.abort();
    if (box.free) close(box);
    else if (!box.list.hidden) take(box, chosen(box)); // the page already follows the highlight
  });
  box.list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[role=option]");
    event.preventDefault(); // the field keeps the focus
    if (option) take(box, option);
  });
}

export function startCombobox(root) {
  if (root.matches?.("[data-combobox]")) start(root);
  root.querySelectorAll?.("[data-combobox]").forEach(start);
}
