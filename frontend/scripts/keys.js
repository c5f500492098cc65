// The one keyboard map of officers. Letters are never keys: Vietnamese typing takes them.
import { press } from "./forms.js";
import { enterList } from "./lists.js";
import { say } from "./say.js";
import { words } from "./words.js";

const OFF = "mc-keys-off";

const visible = (element) => element.getClientRects().length > 0;
const first = (selector, root = document) => [...root.querySelectorAll(selector)].find(visible);

/** Whether what is typed belongs to this element. */
function isField(element) {
  return element.matches?.("textarea, select, [contenteditable]") ||
    (element.matches?.("input") && !["checkbox", "radio", "button", "submit", "file"].includes(element.type));
}

function switchedOff() {
  try { return localStorage.getItem(OFF) === "1"; } catch { return false; }
}

/** Where the main act is looked for: an open dialog, then the acts for chosen rows, then the page. */
function mainAct() {
  const dialog = document.querySelector("dialog[open]");
  if (dialog) return first("[data-key-main]", dialog);
  return first("[data-dock] [data-key-main]") ?? first("[data-key-main]");
}

function doMainAct() {
  const act = mainAct();
  if (!act) say(words("noMainAct"));
  else if (act.matches("form")) act.requestSubmit();
  else press(act);
}

const openActs = () => document.querySelector("details[data-other-acts][open], details[data-menu][open]");
const itemsOf = (acts) => [...acts.querySelectorAll("a[href], button")].filter(visible);

function close(acts) {
  acts.open = false;
  acts.querySelector("summary").focus();
}

function doOtherActs() {
  const acts = first("[data-dock] details[data-other-acts]") ?? first("details[data-other-acts]");
  if (!acts) return pressNamed("Shift+F9") || say(words("noOtherAct"));
  if (acts.open) return close(acts);
  acts.open = true;
  itemsOf(acts)[0]?.focus();
}

/** Press the visible thing that carries this key's name, if the page has one. */
function pressNamed(key) {
  const act = first(`[data-key="${key}"]`);
  if (act) press(act);
  return Boolean(act);
}

function search() {
  const field = first("[data-search]");
  field?.focus();
  field?.select();
}

function showKeys() {
  const sheet = document.querySelector("[data-all-keys]");
  if (sheet && !sheet.open) sheet.showModal();
}

/** Close what is open; leave a field without touching its text; else go back to the list. */
function escape(event) {
  if (document.querySelector("dialog[open]")) return; // the browser closes it
  const acts = openActs();
  if (acts) close(acts);
  else if (isField(event.target)) event.target.blur(); // Tab goes on from here
  else if (first("[data-key-back]")) first("[data-key-back]").click();
  else return;
  event.preventDefault();
}

/** Arrows in the list of other acts. */
function moveInActs(event) {
  const acts = event.target.closest?.("details[data-other-acts][open], details[data-menu][open]");
  if (!acts || isField(event.target)) return false;
  const items = itemsOf(acts), at = items.indexOf(event.target);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to === undefined) return false;
  items[(to + items.length) % items.length]?.focus();
  return true;
}

const SHORTCUTS = {
  F2: () => pressNamed("F2"),
  F4: search,
  F8: () => pressNamed("F8"),
  F9: doMainAct,
  "Ctrl+Enter": doMainAct,
  "Shift+F9": doOtherActs,
};
const OUTSIDE_FIELDS = { "/": search, "?": showKeys };

function nameOf(event) {
  const shift = event.shiftKey && event.key.length > 1 ? "Shift+" : "";
  return `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${shift}${event.key}`;
}

function onKey(event) {
  if (event.defaultPrevented || event.isComposing) return;
  const name = nameOf(event);
  if (name === "Escape") return escape(event);
  if (moveInActs(event) || enterList(event)) return event.preventDefault();
  if (switchedOff()) return;
  const act = SHORTCUTS[name] ?? (isField(event.target) ? undefined : OUTSIDE_FIELDS[name]);
  if (!act) return;
  event.preventDefault();
  if (!event.repeat) act();
}

function startSwitch() {
  const box = document.querySelector("[data-keys-off]");
  const apply = () => document.body.classList.toggle(OFF, switchedOff());
  apply();
  if (!box) return;
  box.checked = switchedOff();
  box.addEventListener("change", () => {
    try { localStorage.setItem(OFF, box.checked ? "1" : "0"); } catch { /* a browser that keeps nothing: until the page is left */ }
    apply();
  });
}

export function startKeys() {
  startSwitch();
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-show-keys]")) showKeys();
    const acts = openActs();
    if (acts && !acts.contains(event.target)) acts.open = false;
    const back = event.target.closest("[data-back]");
    if (back && history.length > 1 && document.referrer.startsWith(location.origin)) {
      event.preventDefault();
      history.back();
    }
  });
}
