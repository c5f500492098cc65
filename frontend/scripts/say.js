// One sentence, read aloud by screen readers and shown at the foot of the page until the next key or click.

/** Say a sentence. Saying the same again is heard again. */
export function say(sentence) {
  const place = document.querySelector("[data-say]");
  if (!place) return;
  place.textContent = "";
  requestAnimationFrame(() => {
    place.textContent = sentence;
    const clear = () => {
      place.textContent = "";
      document.removeEventListener("keydown", clear, true);
      document.removeEventListener("pointerdown", clear, true);
    };
    document.addEventListener("keydown", clear, true);
    document.addEventListener("pointerdown", clear, true);
  });
}
