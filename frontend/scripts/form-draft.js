// Typed text is never lost: forms with data-draft keep it for this tab until the server has taken it.
// Only for the person who typed it, and gone with signing out.
import { words } from "./words.js";

const PREFIX = "mc-draft ";
const REST = 300;

const owner = () => document.body.dataset.me ?? "";
const keyOf = (form) => `${PREFIX}${form.dataset.draft}`;
const isChoice = (field) => field.hasAttribute("data-combobox-value"); // what a suggestion stands for
const isKept = (field) => field.name && !field.hasAttribute("data-no-draft") &&
  (isChoice(field) || !["password", "hidden", "file", "submit", "button"].includes(field.type));

function read(key) {
  try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; }
}

function write(key, draft) {
  try { sessionStorage.setItem(key, JSON.stringify(draft)); } catch { /* full or forbidden: nothing is kept then */ }
}

function valuesOf(form) {
  return [...form.elements].filter(isKept).map((field) =>
    ["checkbox", "radio"].includes(field.type) ? [field.name, field.value, field.checked] : [field.name, field.value]);
}

function keep(form, sent = false) {
  write(keyOf(form), { owner: owner(), at: Date.now(), sent, values: valuesOf(form) });
}

function put(field, value, checked) {
  if (checked === undefined) {
    field.value = value;
    const detail = { value };
    if (isChoice(field) && value) field.closest("[data-combobox]").dispatchEvent(new CustomEvent("mc:highlight", { bubbles: true, detail }));
  } else if (field.value === value && field.checked !== checked) {
    field.checked = checked;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function fill(form, values, within = form) {
  for (const [name, value, checked] of values) {
    for (const field of [...form.elements].filter((one) => isKept(one) && one.name === name && within.contains(one))) put(field, value, checked);
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Parts that the server draws for the restored choice get their values too, until the person types again. */
function fillLater(form, values) {
  const renewed = (event) => { if (form.contains(event.target)) fill(form, values, event.target); };
  document.addEventListener("mc:renewed", renewed);
  const stop = (event) => {
    if (!event.isTrusted) return;
    document.removeEventListener("mc:renewed", renewed);
    form.removeEventListener("input", stop);
  };
  form.addEventListener("input", stop);
}

function tell(form, at) {
  const place = form.querySelector("[data-draft-says]");
  if (!place) return;
  const time = new Date(at), two = (number) => String(number).padStart(2, "0");
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "mc-link";
  drop.textContent = words("dropDraft");
  drop.addEventListener("click", () => {
    sessionStorage.removeItem(keyOf(form));
    location.reload();
  });
  place.replaceChildren(`${words("draftTaken", { hour: two(time.getHours()), minute: two(time.getMinutes()) })} `, drop);
  place.hidden = false;
}

/** What was sent and answered by another page has been taken; an error page and the sign-in page leave it. */
function sweep(formsHere) {
  const failed = document.body.matches("[data-error], [data-keep-drafts]");
  for (const key of Object.keys(sessionStorage).filter((one) => one.startsWith(PREFIX))) {
    const draft = read(key);
    if (!draft?.sent) continue;
    if (failed) write(key, { ...draft, sent: false });
    else if (!formsHere.has(key) || draft.owner === owner()) sessionStorage.removeItem(key);
  }
}

function start(form) {
  const draft = read(keyOf(form));
  const answered = form.hasAttribute("data-errors"); // the server sent the text back itself
  if (draft && draft.owner === owner() && !answered) {
    fill(form, draft.values);
    fillLater(form, draft.values);
    tell(form, draft.at);
  }
  let rest;
  const soon = () => { clearTimeout(rest); rest = setTimeout(() => keep(form), REST); };
  form.addEventListener("input", (event) => { if (event.isTrusted) soon(); });
  form.addEventListener("change", (event) => { if (event.isTrusted) soon(); });
  form.addEventListener("submit", () => { clearTimeout(rest); keep(form, true); });
}

export function startDrafts() {
  const forms = [...document.querySelectorAll("form[data-draft]")];
  try {
    sweep(new Set(forms.map(keyOf)));
    forms.forEach(start);
  } catch { /* a browser that keeps nothing */ }
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-sign-out]")) try { sessionStorage.clear(); } catch { /* nothing was kept */ }
  });
}
