// The papers of a procedure, ticked on the phone of whoever prepares them: kept there, sent nowhere.
// Without this script every case stands on the page and boxes can be ticked until it is closed.
const PREFIX = "mc-papers ";
const FEW = 3; // cases that are seen together with the papers of the chosen one
const MOST = 40; // procedures remembered on one phone; the one untouched longest gives way

function read(key) {
  try { return JSON.parse(localStorage.getItem(key)) ?? {}; } catch { return {}; }
}

function write(key, kept) {
  try {
    localStorage.setItem(key, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

function dropOldest() {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    keys.sort((a, b) => (read(a).at ?? 0) - (read(b).at ?? 0));
    for (const key of keys.slice(0, Math.max(0, keys.length - MOST))) localStorage.removeItem(key);
  } catch { /* nothing is kept then */ }
}

function count(place, list, isKept) {
  for (const part of list.querySelectorAll("[data-case]")) {
    const every = [...part.querySelectorAll("[data-paper]")];
    const needed = every.filter((box) => !("onlyIf" in box.dataset) || box.checked); // and what else is there
    const boxes = needed.length ? needed : every;
    const says = part.querySelector("[data-count]");
    if (!says) continue;
    const sentence = isKept ? place.wordCount : `${place.wordCount.split(". ")[0]}. ${place.wordNowhere}`;
    const counted = sentence.replace("{done}", boxes.filter((box) => box.checked).length).replace("{all}", boxes.length);
    says.textContent = every.length > boxes.length ? `${counted} ${place.wordBeside}` : counted;
  }
}

function show(list, number) {
  for (const part of list.querySelectorAll("[data-case]")) part.hidden = part.dataset.case !== number;
}

function start(list) {
  const key = `${PREFIX}${list.dataset.checklist}`, kept = read(key), boxes = [...list.querySelectorAll("[data-paper]")];
  const ticked = new Set(kept.ticked ?? []), cases = list.querySelector("[data-cases]");
  for (const box of boxes) box.checked = ticked.has(box.dataset.paper);
  let isKept = true;
  const keep = () => {
    const now = boxes.filter((box) => box.checked).map((box) => box.dataset.paper);
    isKept = write(key, { at: Date.now(), chosen: cases?.querySelector(":checked")?.value, ticked: now });
    count(list.dataset, list, isKept);
  };
  if (cases) {
    const radios = [...cases.querySelectorAll("input")], first = radios.find((one) => one.value === kept.chosen) ?? radios[0];
    first.checked = true;
    cases.hidden = false;
    if (radios.length <= FEW) for (const name of list.querySelectorAll("[data-case-name]")) name.classList.add("mc-on-paper"); // the chosen one is named close above
    show(list, first.value);
    cases.addEventListener("change", (event) => { show(list, event.target.value); keep(); });
  }
  for (const box of boxes) box.addEventListener("change", () => {
    for (const same of boxes) if (same.dataset.paper === box.dataset.paper) same.checked = box.checked;
    keep();
  });
  count(list.dataset, list, isKept);
  dropOldest();
}

/** Bring back what was ticked, show one case at a time, count. */
export function startChecklists() {
  for (const list of document.querySelectorAll("[data-checklist]")) start(list);
}
