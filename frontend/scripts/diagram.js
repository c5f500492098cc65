// The diagram of a process, by bpmn-js. Loaded only on pages that have one; the list beside it says the same in words.
// The watermark of bpmn.io stays as its licence asks.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-js.css";
import { words } from "./words.js";

const marked = (viewer, names, marker) => {
  const canvas = viewer.get("canvas");
  const elements = viewer.get("elementRegistry");
  for (const name of names.split(" ").filter(Boolean)) if (elements.get(name)) canvas.addMarker(name, marker);
};

async function draw(place) {
  const says = place.parentElement.querySelector("[data-diagram-says]");
  try {
    const answer = await fetch(place.dataset.diagram, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    const viewer = new NavigatedViewer({ container: place });
    await viewer.importXML(await answer.text());
    marked(viewer, place.dataset.done ?? "", "mc-done");
    marked(viewer, place.dataset.here ?? "", "mc-here");
    viewer.get("canvas").zoom("fit-viewport");
    const shown = viewer.get("canvas").zoom();
    if (shown > 1) viewer.get("canvas").zoom(1, "auto");
    place.dataset.drawn = "";
    for (const button of place.parentElement.querySelectorAll("[data-diagram-zoom]")) {
      button.addEventListener("click", () => zoom(viewer.get("canvas"), button.dataset.diagramZoom));
      button.hidden = false;
    }
    if (says) says.hidden = true;
  } catch {
    place.hidden = true;
    if (says) says.textContent = words("noDiagram");
  }
}

function zoom(canvas, how) {
  if (how === "all") canvas.zoom("fit-viewport");
  else canvas.zoom(canvas.zoom() * (how === "in" ? 1.25 : 0.8), "auto");
}

document.querySelectorAll("[data-diagram]").forEach(draw);
