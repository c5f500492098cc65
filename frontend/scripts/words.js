// Sentences that scripts say. The page brings them in its own language, on the place where they are said (base.html).

/** Return a sentence of the page by its name, with `{fact}` places filled. */
export function words(name, facts = {}) {
  const sentence = document.querySelector("[data-say]")?.dataset[name] ?? "";
  return sentence.replace(/\{(\w+)\}/g, (place, fact) => facts[fact] ?? place);
}
