// Live pages: the numbers are fetched again every few seconds without moving focus or scroll. A page that has
// not heard for 30 seconds says so, with the last time; the numbers stay.
import { loadFragment } from "./fragment.js";
import { words } from "./words.js";

const STALE_AFTER = 30000;

function start(root) {
  const every = Number(root.dataset.renewSeconds ?? 10) * 1000;
  const stale = document.querySelector("[data-renew-stale]"), button = document.querySelector("[data-renew-stop]");
  let heard = Date.now(), stopped = false;

  const showStale = () => {
    if (!stale) return;
    const late = !stopped && Date.now() - heard > STALE_AFTER;
    if (late && stale.hidden) {
      stale.querySelector("[data-renew-last]")?.replaceChildren(new Date(heard).toLocaleTimeString("vi-VN", { hour12: false }));
    }
    stale.hidden = !late;
  };
  const turn = async () => {
    if (!stopped && !document.hidden) {
      try {
        await loadFragment(root.dataset.renewUrl);
        heard = Date.now();
      } catch { /* the note below says it */ }
    }
    showStale();
  };
  button?.addEventListener("click", () => {
    stopped = !stopped;
    button.textContent = stopped ? words("renewAgain") : words("renewStop");
    if (!stopped) turn();
  });
  setInterval(turn, every);
}

export function startRenewal() {
  document.querySelectorAll("[data-renew-url]").forEach(start);
}
