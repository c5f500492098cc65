// One small script for all pages. Every page works without it; it brings the keys and saves steps.
// What markup it reads is told in frontend/README.md.
import { startBatches } from "./batches.js";
import { startChecklists } from "./checklist.js";
import { startCombobox } from "./combobox.js";
import { startDevice } from "./device.js";
import { startDrafts } from "./form-draft.js";
import { startFolds } from "./folds.js";
import { startForms } from "./forms.js";
import { startFragments } from "./fragment.js";
import { startKeys } from "./keys.js";
import { startLists } from "./lists.js";
import { startOffline } from "./offline.js";
import { startRenewal } from "./renew.js";

/** Prepare a part of the page: the whole page once, later each fragment that came from the server. */
function prepare(root) {
  startCombobox(root);
  startLists(root);
  startForms(root);
}

startBatches();
prepare(document);
startFragments();
startDrafts();
startRenewal();
startDevice();
startChecklists();
startFolds();
startOffline();
startKeys();
if (document.querySelector("[data-screen]")) import("./screen.js").then(({ startScreen }) => startScreen());
if (document.querySelector("[data-near]")) import("./near.js").then(({ startNear }) => startNear());
document.addEventListener("mc:renewed", (event) => prepare(event.target));
document.querySelector("[data-focus]")?.focus();
