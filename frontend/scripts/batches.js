// Long work for many rows goes in small parts, with a bar that tells how far it is. Afterwards the whole form is sent as
// without scripts: its key makes the server answer for what is done already, and the page says what became of all.
const AT_ONCE = 3;

const chosenOf = (form) => [...form.querySelectorAll(`input[name="${CSS.escape(form.dataset.batches)}"]:checked`)];

function partOf(form, boxes) {
  const data = new FormData(form);
  data.delete(form.dataset.batches);
  boxes.forEach((box) => data.append(form.dataset.batches, box.value));
  return data;
}

async function work(form, boxes) {
  const place = form.querySelector("[data-batches-shown]"), bar = place.querySelector("progress");
  const says = place.querySelector("[data-batches-says]");
  const show = (done) => {
    bar.value = done;
    says.textContent = says.dataset.batchesSays.replace("{done}", done).replace("{all}", boxes.length);
  };
  bar.max = boxes.length;
  place.hidden = false;
  place.scrollIntoView({ block: "center" });
  show(0);
  for (let from = 0; from < boxes.length; from += AT_ONCE) {
    const body = partOf(form, boxes.slice(from, from + AT_ONCE));
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "batch" } });
    if (!answer.ok) return;
    show(Math.min(from + AT_ONCE, boxes.length));
  }
}

async function onSubmit(event) {
  const form = event.target;
  if (event.defaultPrevented || !form.dataset.batches) return;
  if (form.dataset.sent) return event.preventDefault();
  const boxes = chosenOf(form);
  if (boxes.length <= AT_ONCE) return;
  event.preventDefault();
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
  try {
    await work(form, boxes);
  } catch { /* the whole form goes the usual way, and the browser says what is wrong */ }
  form.submit();
}

export function startBatches() {
  document.addEventListener("submit", onSubmit);
}
