// A board of codes on a television or tablet: one sheet at a time. It turns by itself only where motion is welcome, and
// stops at the button. Without this script all sheets stand below each other.
const LOOK_AGAIN = 10 * 60 * 1000; // a new version of the board is shown after some minutes

export function startScreen() {
  const screen = document.querySelector("[data-screen]");
  const sheets = [...screen.querySelectorAll("[data-sheet]")], turn = screen.querySelector("[data-turn]");
  const pause = turn.querySelector("[data-pause]"), where = turn.querySelector("[data-where]");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let place = 0, turns = !still.matches;

  const show = (wanted) => {
    place = (wanted + sheets.length) % sheets.length;
    sheets.forEach((sheet, number) => { sheet.hidden = number !== place; });
    where.textContent = `${place + 1}/${sheets.length}`;
  };
  const say = () => { pause.textContent = turns ? pause.dataset.wordStop : pause.dataset.wordGo; };
  const byHand = (step) => () => {
    turns = false;
    say();
    show(place + step);
  };
  if (sheets.length > 1) {
    turn.hidden = false;
    turn.querySelector("[data-before]").addEventListener("click", byHand(-1));
    turn.querySelector("[data-after]").addEventListener("click", byHand(1));
    pause.addEventListener("click", () => { turns = !turns; say(); });
    still.addEventListener("change", () => { turns = turns && !still.matches; say(); });
    setInterval(() => { if (turns && !document.hidden) show(place + 1); }, Number(screen.dataset.screen) * 1000);
    say();
    show(0);
  }
  setInterval(async () => {
    try {
      if ((await fetch(location.href, { cache: "no-store" })).ok) location.reload();
    } catch { /* without a network what is shown stays */ }
  }, LOOK_AGAIN);
}
