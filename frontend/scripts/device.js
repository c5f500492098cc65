// The device at the counter, which nobody looks after: a page that was left alone goes back by itself, the waiting one
// looks whether a question was opened and changes only then. Whoever types, touches or scrolls is never interrupted.
// Without scripts the page says the same with <meta http-equiv="refresh"> in <noscript>.
const SIGNS_OF_LIFE = ["keydown", "pointerdown", "input", "scroll", "focusin"];

function goBackWhenLeft(address, seconds) {
  let waiting;
  const begin = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => location.replace(address), seconds * 1000);
  };
  SIGNS_OF_LIFE.forEach((sign) => document.addEventListener(sign, begin, { capture: true, passive: true }));
  begin();
}

function waitForQuestion(seconds) {
  setInterval(async () => {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const found = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!found.querySelector("[data-device-waits]")) location.reload();
    } catch { /* the next look may come through */ }
  }, seconds * 1000);
}

export function startDevice() {
  const waits = document.querySelector("[data-device-waits]"), left = document.querySelector("[data-device-left]");
  if (waits) waitForQuestion(Number(waits.dataset.deviceWaits));
  if (left) goBackWhenLeft(left.dataset.deviceBack || location.href, Number(left.dataset.deviceLeft));
}
