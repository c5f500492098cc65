// Sentences that scripts say. The page brings them in its own language, on the place where they are said (base.html).

/** Return a sentence of the page by its name, with `{fact}` places filled. */
export function words(name, facts = {}) {
  const place = document.querySelector("[data-say]");
  const sentence = place?.dataset[`word${name[0].toUpperCase()}${name.slice(1)}`] ?? "";
  return sentence.replace(/\{(\w+)\}/g, (gap, fact) => facts[fact] ?? gap);
}
