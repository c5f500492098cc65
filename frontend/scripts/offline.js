// Public pages once seen are there without a network: a service worker keeps them (worker.js). Nothing of a dossier is kept.
// A browser without service workers, or one that forbids them, loses nothing but that.

/** List the kept pages on the page that stands in for one that is not there: the newest first, by their titles. */
async function listKept(place) {
  const list = place.querySelector("ul");
  for (const name of (await caches.keys()).filter((one) => one.endsWith(" pages"))) {
    const pages = await caches.open(name);
    for (const { url } of [...(await pages.keys())].reverse()) {
      const kept = new DOMParser().parseFromString(await (await pages.match(url)).text(), "text/html");
      const item = document.createElement("li"), link = document.createElement("a");
      Object.assign(link, { href: url, className: "mc-line-link", lang: "vi", textContent: kept.title.split(" | ")[0] });
      item.append(link);
      list.append(item);
    }
  }
  place.hidden = !list.children.length;
}

/** Let the worker of public pages in, on pages that say where it is. */
export function startOffline() {
  const kept = document.querySelector("[data-kept]");
  if (kept && "caches" in window) listKept(kept).catch(() => {});
  const address = document.body.dataset.worker;
  if (!address || !("serviceWorker" in navigator)) return;
  const workers = navigator.serviceWorker, isSeen = Boolean(workers.controller);
  workers.register(address).then(() => workers.ready).then(({ active }) => { if (!isSeen) active.postMessage("keep"); }).catch(() => {});
}
