// The service worker of public pages. The server writes above it which pages may be kept (KEEPS), which questions in an
// address change nothing of a page (PASSES), which pages the one for "no network" may stand in for (STANDS_IN), where that
// one is (OFFLINE), what every page needs (SHELL) and a name that changes with each release (KEPT).
// A page is always asked of the network first: what is kept answers only where the network does not.
const { KEEPS, PASSES, STANDS_IN, SHELL, OFFLINE, KEPT } = self;
const MOST = 60; // pages kept on one phone; the one kept first gives way
const ANEW = 20; // of these, how many are fetched anew after a release; the ones kept last
const PATIENCE = 6000; // milliseconds until a kept page stands in for a slow network
const PAGES = `${KEPT} pages`;
const matchers = (patterns) => patterns.map((pattern) => new RegExp(pattern));
const keeps = matchers(KEEPS), standsIn = matchers(STANDS_IN);
const fits = (patterns, address) => patterns.some((one) => one.test(address.pathname));

/** Whether a page may be kept: one of those that are the same for everybody, with no question in its address. */
function isKept(address) {
  return fits(keeps, address) && [...address.searchParams.keys()].every((name) => PASSES.includes(name));
}

const fillShell = () => caches.open(KEPT).then((cache) => cache.addAll([...SHELL, OFFLINE]));

self.addEventListener("install", (event) => event.waitUntil(fillShell().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// A page that came before there was a worker asks to be kept: the worker never saw it pass.
self.addEventListener("message", (event) => {
  const url = event.source?.url;
  if (url && isKept(new URL(url))) event.waitUntil(keepAnew(url));
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

async function keepAnew(url) {
  const answer = await fetch(url).catch(() => null);
  if (answer?.ok && !answer.redirected) await keep(url, answer);
}

/** Fetch what every page needs where the phone threw it away to make room; fetch anew what an earlier release had kept. */
async function settle() {
  if (!(await caches.match(OFFLINE, { cacheName: KEPT }))) await fillShell();
  for (const name of (await caches.keys()).filter((one) => ![KEPT, PAGES].includes(one))) {
    const seen = name.endsWith(" pages") ? [...(await (await caches.open(name)).keys())].slice(-ANEW) : [];
    await caches.delete(name);
    for (const { url } of seen) await keepAnew(url);
  }
}

const standIn = async () => (await caches.match(OFFLINE)) ?? Response.error();

async function page(event) {
  const seen = await caches.match(event.request, { cacheName: PAGES });
  const asked = fetch(event.request).then((response) => {
    if (response.ok && !response.redirected) event.waitUntil(keep(event.request, response.clone()));
    event.waitUntil(settle().catch(() => {}));
    return response;
  });
  if (!seen) return asked.catch(standIn);
  const late = new Promise((resolve) => { setTimeout(() => resolve(null), PATIENCE); });
  const first = await Promise.race([asked.catch(() => null), late]);
  return first ?? asKept(seen);
}

self.addEventListener("fetch", (event) => {
  const { request } = event, address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode !== "navigate") {
    if (SHELL.includes(address.pathname)) event.respondWith(caches.match(request).then((found) => found ?? fetch(request)));
  } else if (isKept(address)) event.respondWith(page(event));
  else if (fits(standsIn, address)) event.respondWith(fetch(request).catch(standIn));
});
