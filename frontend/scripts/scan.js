// The camera at a counter reads the code on a receipt and looks it up. Loaded only on the page that has it; whoever has no
// camera types the code into the same field, or a hand scanner does. The pictures never leave this machine.
// The reader is the browser's own where it has one, else zxing in WebAssembly, which lies beside this script.
import { BarcodeDetector as Ponyfill, prepareZXingModule } from "barcode-detector/ponyfill";
import reader from "zxing-wasm/reader/zxing_reader.wasm?url";

import { say } from "./say.js";

const REST = 200; // milliseconds between two looks
const FORMATS = { formats: ["qr_code"] };

async function detector() {
  const own = globalThis.BarcodeDetector;
  if (own && (await own.getSupportedFormats()).includes("qr_code")) return new own(FORMATS);
  prepareZXingModule({ overrides: { locateFile: (path, prefix) => (path.endsWith(".wasm") ? new URL(reader, import.meta.url).href : prefix + path) } });
  return new Ponyfill(FORMATS);
}

/** Why a text is no dossier's code; empty where it may be one. What is refused stays on this page: an identity card's code
 * holds name, number and address, and they belong in no address line. */
function refusal(place, text) {
  if (text.includes("/theo-doi/")) return "";
  if (/\/q\/[^/?#]+$/i.test(text)) return place.dataset.wordBoard;
  return /:\/\/|\|/.test(text) ? place.dataset.wordForeign : "";
}

function found(place, text) {
  const field = place.querySelector("[data-scan-field]");
  field.value = text;
  say(place.dataset.wordFound);
  field.form.requestSubmit();
}

async function look(place, video, reads) {
  while (video.srcObject) {
    const [code] = video.readyState >= 2 ? await reads.detect(video) : [];
    const refused = code?.rawValue && refusal(place, code.rawValue);
    if (refused) tell(place, refused);
    else if (code?.rawValue) {
      stop(video);
      return found(place, code.rawValue);
    }
    await new Promise((resolve) => { setTimeout(resolve, REST); });
  }
}

function stop(video) {
  for (const track of video.srcObject?.getTracks() ?? []) track.stop();
  video.srcObject = null;
  video.hidden = true;
}

function tell(place, sentence) {
  const says = place.querySelector("[data-scan-says]");
  if (says.textContent === sentence && says.hidden === !sentence) return; // not read aloud at every look
  says.textContent = sentence;
  says.hidden = !sentence;
}

async function start(place, video, button) {
  tell(place, "");
  try {
    const reads = await detector();
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
    video.hidden = false;
    await video.play();
    button.textContent = place.dataset.wordStop;
    await look(place, video, reads);
  } catch (error) {
    stop(video);
    tell(place, error.name === "NotAllowedError" ? place.dataset.wordForbidden : place.dataset.wordNoCamera);
  }
  button.textContent = place.dataset.wordStart;
}

async function readPicture(place, file) {
  tell(place, "");
  try {
    const [code] = await (await detector()).detect(await createImageBitmap(file));
    const refused = code?.rawValue ? refusal(place, code.rawValue) : place.dataset.wordNothing;
    if (!refused) return found(place, code.rawValue);
    tell(place, refused);
  } catch {
    tell(place, place.dataset.wordNothing);
  }
}

/** Begin at once where the camera was allowed before: with people waiting each press counts. */
async function startIfAllowed(place, video, button) {
  try {
    const allowed = await navigator.permissions.query({ name: "camera" });
    if (allowed.state === "granted" && !video.srcObject) start(place, video, button);
  } catch { /* a browser that cannot say so waits for the button */ }
}

for (const place of document.querySelectorAll("[data-scan]")) {
  const video = place.querySelector("video"), button = place.querySelector("[data-scan-start]"), picture = place.querySelector("[data-scan-picture]");
  for (const part of place.querySelectorAll("[data-scan-part]")) part.hidden = false;
  button.hidden = !navigator.mediaDevices?.getUserMedia;
  button.addEventListener("click", () => (video.srcObject ? stop(video) : start(place, video, button)));
  picture.addEventListener("change", () => { if (picture.files[0]) readPicture(place, picture.files[0]); });
  place.querySelector("form").addEventListener("submit", (event) => {
    const refused = refusal(place, place.querySelector("[data-scan-field]").value);
    if (!refused) return;
    event.preventDefault();
    place.querySelector("[data-scan-field]").select();
    tell(place, refused);
  });
  if (!button.hidden) startIfAllowed(place, video, button);
  addEventListener("pagehide", () => stop(video));
}
