// A link to a folded part of the page opens it: a browser only goes there.

function open(hash) {
  const place = hash.length > 1 ? document.getElementById(hash.slice(1)) : null;
  if (place instanceof HTMLDetailsElement) place.open = true;
}

/** Open the folded part that the address or a link on the page leads to. */
export function startFolds() {
  open(location.hash);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link) open(link.hash);
  });
}
