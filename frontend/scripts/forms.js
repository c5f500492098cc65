// Buttons that are not ready say what is missing; a form is sent once.
import { say } from "./say.js";
import { words } from "./words.js";

const SENT_FOR = 15000; // after this long without an answer the button may be pressed again; the server knows repeats

function isMissing(element) {
  if (element.matches("input[type=checkbox], input[type=radio]")) {
    return !document.querySelector(`input[name="${CSS.escape(element.name)}"]:checked`);
  }
  if (element.matches("input, select, textarea")) return element.value.trim() === "";
  const choices = element.querySelectorAll("input[type=checkbox], input[type=radio]");
  return choices.length === 0 || ![...choices].some((choice) => choice.checked);
}

/** What keeps the act back, in the order of the page. */
function missingFor(button) {
  const selector = button.dataset.missing;
  return selector ? [...document.querySelectorAll(selector)].filter(isMissing) : [];
}

function nameOf(element) {
  if (element.dataset.missingSays) return element.dataset.missingSays;
  const label = element.labels?.[0] ?? element.querySelector("legend, .mc-section__name, h2, h3") ??
    element.closest(".mc-section")?.querySelector(".mc-section__name");
  return words("missing", { what: (label ?? element).textContent.trim().replace(/\s+/g, " ") });
}

function showMissing(button) {
  const [element] = missingFor(button);
  if (!element) return say(button.dataset.missingSays ?? words("notReady"));
  const target = element.matches("input[type=hidden]") ? element.closest("[data-combobox]")?.querySelector("input:not([type=hidden])") ?? element
    : element.matches("input, select, textarea, a, button") ? element
    : element.querySelector("input:not([type=hidden]), select, textarea, a[href], button") ?? element;
  if (target === element && !target.hasAttribute("tabindex") && target.tabIndex < 0) target.tabIndex = -1;
  target.focus();
  say(nameOf(element));
}

const notReady = (button) => button.getAttribute("aria-disabled") === "true" || missingFor(button).length > 0;

/** Press a button or link, or go to the first thing it lacks. */
export function press(button) {
  if (notReady(button)) showMissing(button);
  else button.click();
}

/** Show readiness on every button that names what it needs; the server says it for the others. */
function showReadiness() {
  for (const button of document.querySelectorAll("[data-missing]")) {
    button.setAttribute("aria-disabled", String(missingFor(button).length > 0));
  }
}

function onClick(event) {
  const button = event.target.closest("a, button");
  if (!button || !notReady(button)) return;
  event.preventDefault();
  event.stopPropagation();
  showMissing(button);
}

function onSubmit(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.target || form.hasAttribute("data-many")) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
  setTimeout(() => release(form), SENT_FOR);
}

function release(form) {
  delete form.dataset.sent;
  form.removeAttribute("aria-busy");
}

let listening = false;

export function startForms() {
  showReadiness();
  if (listening) return;
  listening = true;
  document.addEventListener("click", onClick, true);
  document.addEventListener("submit", onSubmit);
  document.addEventListener("input", showReadiness);
  document.addEventListener("change", showReadiness);
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
}
