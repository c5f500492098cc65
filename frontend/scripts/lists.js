// Lists with one tab stop: arrows, Home and End move, Enter opens, Space ticks, Shift with arrows ticks a range.
// The row that was opened has the focus again when the person comes back.
import { say } from "./say.js";
import { words } from "./words.js";

const RETURN = "mc-return";
const here = () => location.pathname + location.search;

const rowsOf = (list) => [...list.querySelectorAll("[data-row]")].filter((row) => row.getClientRects().length > 0);
const controlsOf = (row) => [...row.querySelectorAll("a[href], button, input, select")];
const tickOf = (row) => row.querySelector("input[type=checkbox]:not([data-plain])");
const handleOf = (row) => row.querySelector("[data-open]") ?? row.querySelector("a[href], button") ?? tickOf(row) ?? row;
const keyOf = (row) => row.dataset.row || handleOf(row).getAttribute("href") || row.dataset.href || "";

const store = {
  get: (key) => { try { return sessionStorage.getItem(key); } catch { return null; } },
  set: (key, value) => { try { sessionStorage.setItem(key, value); } catch { /* nothing is remembered then */ } },
  drop: (key) => { try { sessionStorage.removeItem(key); } catch { /* as above */ } },
};
const placeOf = (list) => `mc-row ${here()} ${list.id}`;

/** Make one row the list's tab stop. */
function setCurrent(list, row, marked) {
  for (const other of list.querySelectorAll("[data-row]")) {
    const current = other === row;
    for (const control of controlsOf(other)) control.tabIndex = current ? 0 : -1;
    if (handleOf(other) === other) other.tabIndex = current ? 0 : -1;
    else if (tickOf(other) && handleOf(other) !== tickOf(other)) tickOf(other).tabIndex = -1; // Space ticks
    other.classList.toggle("is-here", current && marked);
  }
}

function focusRow(list, row) {
  setCurrent(list, row, true);
  handleOf(row).focus();
  row.scrollIntoView({ block: "nearest" });
}

function tick(row, ticked) {
  const box = tickOf(row);
  if (!box || box.disabled || box.checked === ticked) return;
  box.checked = ticked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Shift with an arrow: going away from where the range began ticks, coming back unticks. */
function stretch(list, rows, from, to) {
  const began = Number(list.dataset.began ?? from);
  list.dataset.began = began;
  const grows = Math.abs(to - began) > Math.abs(from - began);
  tick(rows[from], grows || from === began);
  if (grows) tick(rows[to], true);
}

function move(list, row, event) {
  const rows = rowsOf(list), at = rows.indexOf(row);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  if (to < 0 || to >= rows.length) return;
  if (event.shiftKey && event.key.startsWith("Arrow")) stretch(list, rows, at, to);
  else delete list.dataset.began;
  focusRow(list, rows[to]);
}

function onKey(event) {
  const list = event.currentTarget, row = event.target.closest("[data-row]");
  if (!row || event.isComposing || event.target.matches("input:not([type=checkbox]), select, textarea")) return;
  if (event.key === " " && tickOf(row) && !event.target.matches("button, input")) {
    event.preventDefault();
    delete list.dataset.began;
    tick(row, !tickOf(row).checked);
  } else if (event.key === "Enter" && !event.ctrlKey && event.target.matches("[data-row], input[type=checkbox]")) {
    event.preventDefault();
    open(row);
  } else move(list, row, event);
}

function open(row) {
  if (row.dataset.href) {
    store.set(RETURN, here());
    location.assign(row.dataset.href);
  } else if (handleOf(row).matches("a, button")) handleOf(row).click();
}

function restore(list) {
  const rows = rowsOf(list), key = store.get(placeOf(list));
  const row = rows.find((one) => key && keyOf(one) === key);
  setCurrent(list, row ?? rows[0], Boolean(row));
  if (row && store.get(RETURN) === here()) {
    store.drop(RETURN);
    focusRow(list, row);
  }
}

// Ticked rows and the acts for them.

const tickedIn = (list) => [...list.querySelectorAll("[data-row]")].filter((row) => tickOf(row)?.checked);

/** One act for many rows only if all of them allow it; otherwise the dock names those that do not. */
function judgeActs(dock, rows) {
  const says = dock.querySelector("[data-dock-says]");
  if (says) says.textContent = "";
  for (const act of dock.querySelectorAll("[data-act]")) {
    const against = rows.filter((row) => !(row.dataset.acts ?? act.dataset.act).split(" ").includes(act.dataset.act));
    act.setAttribute("aria-disabled", String(against.length > 0));
    if (against.length === 0) continue;
    const sentence = words("notForThese", { act: act.dataset.actName ?? words("thisAct"), which: against.map(keyOf).join(", ") });
    act.dataset.missingSays = sentence;
    if (says && act.matches("[data-key-main]")) says.textContent = sentence;
  }
}

function showTicks(list) {
  const rows = tickedIn(list), dock = document.querySelector("[data-dock]");
  for (const row of list.querySelectorAll("[data-row]")) row.classList.toggle("is-ticked", rows.includes(row));
  const all = list.querySelector("[data-tick-all]");
  if (all) {
    all.checked = rows.length > 0 && rows.length === rowsOf(list).filter(tickOf).length;
    all.indeterminate = rows.length > 0 && !all.checked;
  }
  if (!dock) return;
  dock.hidden = rows.length === 0;
  document.body.classList.toggle("mc-has-dock", rows.length > 0);
  for (const count of dock.querySelectorAll("[data-dock-count]")) count.textContent = rows.length;
  judgeActs(dock, rows);
}

function onChange(event) {
  const list = event.currentTarget;
  if (event.target.matches("[data-tick-all]")) {
    for (const row of rowsOf(list)) if (tickOf(row) && !tickOf(row).disabled) tickOf(row).checked = event.target.checked;
  }
  showTicks(list);
}

function untickAll() {
  for (const list of document.querySelectorAll("[data-list]")) {
    for (const row of tickedIn(list)) tickOf(row).checked = false;
    showTicks(list);
  }
  say(words("unticked"));
}

function startList(list) {
  list.dataset.started = "1";
  list.addEventListener("keydown", onKey);
  list.addEventListener("change", onChange);
  list.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row) return;
    setCurrent(list, row, true);
    store.set(placeOf(list), keyOf(row));
  });
  list.addEventListener("click", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && event.target.closest("a[href]")) {
      store.set(placeOf(list), keyOf(row));
      store.set(RETURN, here());
    }
  });
  restore(list);
  if (list.querySelector("[data-row] input[type=checkbox]")) showTicks(list);
}

/** An arrow pressed while nothing has the focus goes to the page's first list. Returns whether it did. */
export function enterList(event) {
  if (!["ArrowDown", "ArrowUp"].includes(event.key) || event.shiftKey || event.ctrlKey || event.altKey) return false;
  if (document.activeElement !== document.body && document.activeElement?.id !== "noi-dung") return false;
  if (document.querySelector("dialog[open]")) return false;
  const list = document.querySelector("[data-list]:not([data-list=quiet])");
  const rows = list ? rowsOf(list) : [];
  if (rows.length === 0) return false;
  focusRow(list, rows.find((row) => row.classList.contains("is-here")) ?? rows[0]);
  return true;
}

let listening = false;

export function startLists(root) {
  const lists = [...(root.querySelectorAll?.("[data-list]") ?? [])];
  if (root.matches?.("[data-list]")) lists.push(root);
  for (const list of lists) if (!list.dataset.started) startList(list);
  if (listening) return;
  listening = true;
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-untick]")) return;
    event.preventDefault();
    untickAll();
  });
}
