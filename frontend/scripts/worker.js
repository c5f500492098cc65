// The service worker of public pages. The server writes above it which pages may be kept (KEEPS), what every page needs
// (SHELL), where the page for "not seen yet" is (OFFLINE) and a name that changes with each release (KEPT).
// A page is always asked of the network first: what is kept answers only where the network does not.
const { KEEPS, SHELL, OFFLINE, KEPT } = self;
const MOST = 60; // pages kept on one phone; the one kept first gives way
const PATIENCE = 6000; // milliseconds until a kept page stands in for a slow network
const PAGES = `${KEPT} pages`;
const allowed = KEEPS.map((pattern) => new RegExp(pattern));

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll([...SHELL, OFFLINE])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => ![KEPT, PAGES].includes(name));
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

/** Mark a kept page as such: the sentence is on it already, hidden. */
async function asKept(response) {
  const text = (await response.text()).replace(/data-offline-says hidden/g, "data-offline-says");
  return new Response(text, { headers: { "Content-Type": "text/html; charset=utf-8" } });
}

async function keep(request, response) {
  const pages = await caches.open(PAGES);
  await pages.delete(request);
  await pages.put(request, response);
  const keys = await pages.keys();
  for (const key of keys.slice(0, Math.max(0, keys.length - MOST))) await pages.delete(key);
}

async function page(event) {
  const seen = await caches.match(event.request, { cacheName: PAGES });
  const asked = fetch(event.request).then((response) => {
    if (response.ok && !response.redirected) event.waitUntil(keep(event.request, response.clone()));
    return response;
  });
  if (!seen) return asked.catch(() => caches.match(OFFLINE));
  const late = new Promise((resolve) => { setTimeout(() => resolve(null), PATIENCE); });
  const first = await Promise.race([asked.catch(() => null), late]);
  return first ?? asKept(seen);
}

self.addEventListener("fetch", (event) => {
  const { request } = event, address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate" && allowed.some((one) => one.test(address.pathname))) event.respondWith(page(event));
  else if (SHELL.includes(address.pathname)) event.respondWith(caches.match(request).then((found) => found ?? fetch(request)));
});
