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

function found(place, text) {
  const field = place.querySelector("[data-scan-field]");
  field.value = text;
  say(place.dataset.wordFound);
  field.form.requestSubmit();
}

async function look(place, video, reads) {
  while (video.srcObject) {
    const [code] = video.readyState >= 2 ? await reads.detect(video) : [];
    if (code?.rawValue) {
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
    if (code?.rawValue) return found(place, code.rawValue);
    tell(place, place.dataset.wordNothing);
  } catch {
    tell(place, place.dataset.wordNothing);
  }
}

for (const place of document.querySelectorAll("[data-scan]")) {
  const video = place.querySelector("video"), button = place.querySelector("[data-scan-start]"), picture = place.querySelector("[data-scan-picture]");
  for (const part of place.querySelectorAll("[data-scan-part]")) part.hidden = false;
  button.hidden = !navigator.mediaDevices?.getUserMedia;
  button.addEventListener("click", () => (video.srcObject ? stop(video) : start(place, video, button)));
  picture.addEventListener("change", () => { if (picture.files[0]) readPicture(place, picture.files[0]); });
  addEventListener("pagehide", () => stop(video));
}
