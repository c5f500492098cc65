// Public pages once seen are there without a network: a service worker keeps them (worker.js). Nothing of a dossier is kept.
// A browser without service workers, or one that forbids them, loses nothing but that.

/** Let the worker of public pages in, on pages that say where it is. */
export function startOffline() {
  const address = document.body.dataset.worker;
  if (!address || !("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register(address).catch(() => {});
}
