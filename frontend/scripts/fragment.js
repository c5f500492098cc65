// Parts of a page that the server draws again: fetch HTML and put it in place of what has the same id.
import { say } from "./say.js";
import { words } from "./words.js";

const TYPING_REST = 200; // ms without a key before a field's part is asked for
const running = new Map(); // by address and target: two sources may ask for the same part

/** Put the answer in place. Focus stays where it was; scroll does not move. */
function place(html, target) {
  const parts = new DOMParser().parseFromString(html, "text/html").body;
  const focused = document.activeElement;
  const mark = focused && focused !== document.body ? { id: focused.id, name: focused.getAttribute("name"), href: focused.getAttribute("href") } : null;
  const placed = target ? [inside(target, parts)] : [...parts.children].map(inPlaceOf).filter(Boolean);
  for (const part of placed) part.dispatchEvent(new CustomEvent("mc:renewed", { bubbles: true }));
  if (mark && !focused.isConnected) refocus(mark, placed);
  return placed;
}

function inside(target, parts) {
  target.replaceChildren(...parts.childNodes);
  return target;
}

function inPlaceOf(part) {
  const old = part.id && document.getElementById(part.id);
  if (!old) return null;
  old.replaceWith(part);
  return part;
}

function refocus({ id, name, href }, placed) {
  const same = (element) => (id && element.id === id) || (!id && name && element.getAttribute("name") === name) ||
    (!id && !name && href && element.getAttribute("href") === href);
  placed.flatMap((part) => [...part.querySelectorAll("a, button, input, select, textarea, [tabindex]")]).find(same)?.focus({ preventScroll: true });
}

function markBusy(target, busy) {
  target?.classList.toggle("mc-renewing", busy);
  target?.setAttribute("aria-busy", String(busy));
}

/** Fetch a part and put it in place; a newer request for the same part ends the older one. */
export async function loadFragment(url, { body, target } = {}) {
  const part = `${new URL(url, location.href).pathname} ${target?.id ?? ""}`;
  running.get(part)?.abort();
  const stop = new AbortController();
  running.set(part, stop);
  const slow = setTimeout(() => markBusy(target, true), 1000);
  try {
    const answer = await fetch(url, {
      method: body ? "POST" : "GET", body, signal: stop.signal, credentials: "same-origin",
      headers: { "X-Requested-With": "fragment", Accept: "text/html" },
    });
    if (answer.redirected && new URL(answer.url).pathname !== new URL(url, location.href).pathname) throw new Error("signed out");
    if (!answer.ok) throw new Error(String(answer.status));
    return place(await answer.text(), target);
  } finally {
    clearTimeout(slow);
    markBusy(target, false);
  }
}

function requestOf(source, value) {
  const form = source.closest("form");
  const url = source.dataset.fragmentUrl.replaceAll("{value}", encodeURIComponent(value ?? ""));
  const target = source.dataset.fragmentTarget ? document.querySelector(source.dataset.fragmentTarget) : undefined;
  return { url, options: { target, body: source.hasAttribute("data-fragment-post") && form ? new FormData(form) : undefined } };
}

async function ask(source, { url, options }) {
  try {
    const placed = await loadFragment(url, options);
    const next = placed.map((part) => part.dataset.focusNext).find(Boolean);
    if (next && source.contains(document.activeElement)) document.querySelector(next)?.focus();
  } catch (error) {
    if (error.name !== "AbortError") say(words("partFailed", { what: source.dataset.fragmentName ?? words("thisPart") }));
  }
}

const resting = new WeakMap();

function onEvent(event) {
  const source = event.target.closest?.("[data-fragment-url]");
  if (!source || !(source.dataset.fragmentOn ?? "change").split(" ").includes(event.type)) return;
  const value = event.detail?.value ?? event.target.value;
  const when = source.dataset.fragmentWhen;
  if (when && !new RegExp(`^(?:${when})$`).test(String(value ?? "").replace(/\s/g, ""))) return;
  if (event.type === "click") event.preventDefault();
  clearTimeout(resting.get(source));
  // What was chosen is read at once: an answer that is on its way may replace these very fields.
  if (event.type !== "input") queueMicrotask(() => ask(source, requestOf(source, value)));
  else resting.set(source, setTimeout(() => source.isConnected && ask(source, requestOf(source, value)), TYPING_REST));
}

export function startFragments() {
  for (const type of ["change", "input", "click", "mc:highlight", "mc:take"]) document.addEventListener(type, onEvent);
}
