// The desks nearest to who asks. The phone says where it is and measures here, in this script: the position is sent
// nowhere and kept nowhere. Fetched only by pages with a [data-near]; without it one chooses from the list.
const NEAREST = 5; // how many are shown
const PATIENCE = 15000; // milliseconds until the phone is taken not to know
const FRESH = 60000; // a position of the last minute, in milliseconds, is good enough
const ROUGH = 1; // km; a phone that knows less well says so
const LEAST = 0.1; // km; nobody measures a door
const EARTH = 6371; // km, the mean radius
const REFUSALS = { 1: "wordRefused", 2: "wordNowhere", 3: "wordLate" }; // by the number of a GeolocationPositionError

/** Return the way between two places on the earth in km, as a bird flies: haversine. Degrees north and east. */
function apart([north, east], [toNorth, toEast]) {
  const radians = (degrees) => degrees * Math.PI / 180, half = (degrees) => Math.sin(radians(degrees) / 2) ** 2;
  const across = half(toNorth - north) + Math.cos(radians(north)) * Math.cos(radians(toNorth)) * half(toEast - east);
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(across)));
}

function written(km) {
  return new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(Math.max(LEAST, km));
}

function measured(near, here) {
  const places = [...document.querySelectorAll("[data-at]")].map((one) => ({
    name: one.textContent.trim(), href: one.href ?? `${near.dataset.near}${one.value}`, km: apart(here, one.dataset.at.split(",").map(Number)),
  }));
  return places.sort((a, b) => a.km - b.km);
}

function line({ name, href, km }) {
  const item = document.createElement("li"), link = document.createElement("a"), far = document.createElement("span"), place = document.createElement("span");
  Object.assign(link, { className: "mc-line-link mc-far", href });
  Object.assign(place, { lang: "vi", textContent: name });
  Object.assign(far, { className: "mc-muted", textContent: `${written(km)} km` });
  link.append(place, " ", far);
  item.append(link);
  return item;
}

function show(near, list, { coords }) {
  const places = measured(near, [coords.latitude, coords.longitude]), [first] = places, words = near.dataset;
  list.replaceChildren(...places.slice(0, NEAREST).map(line));
  list.hidden = false;
  const sure = coords.accuracy / 1000 > ROUGH ? ` ${words.wordRough.replace("{km}", written(coords.accuracy / 1000))}` : "";
  return words.wordFound.replace("{place}", first.name).replace("{km}", written(first.km)) + sure;
}

function start(near) {
  const says = near.querySelector("[data-near-says]"), list = near.querySelector("[data-near-list]");
  let waits = false;
  const tell = (sentence) => { waits = false; says.textContent = sentence; };
  near.querySelector("button").addEventListener("click", () => {
    if (waits) return;
    waits = true;
    says.textContent = near.dataset.wordAsking;
    navigator.geolocation.getCurrentPosition(
      (found) => tell(show(near, list, found)), ({ code }) => tell(near.dataset[REFUSALS[code]]), { timeout: PATIENCE, maximumAge: FRESH },
    );
  });
  near.hidden = false;
}

/** Offer to look for the nearest places, where the browser can be asked where it is. */
export function startNear() {
  if (!isSecureContext || !navigator.geolocation) return;
  for (const near of document.querySelectorAll("[data-near]")) start(near);
}
