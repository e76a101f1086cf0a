// Does the sum of the form while somebody writes. Nobody is asked for anything; who is faster than the sum waits a moment.

const PATIENCE = 15000;
const field = document.querySelector("input[data-proof]");
const form = field?.form;

if (form && window.Worker && window.crypto?.subtle) {
  const said = form.querySelector("[data-proof-said]");
  let running = null;

  const solve = async () => {
    const task = await (await fetch(field.dataset.proof)).json();
    const worker = new Worker(field.dataset.proofWorker);
    const number = await new Promise((found, failed) => {
      worker.onmessage = ({ data }) => found(data);
      worker.onerror = failed;
      worker.postMessage(task);
    }).finally(() => worker.terminate());
    const { algorithm, challenge, salt, signature } = task;
    if (number !== null) field.value = btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
  };

  const begin = () => {
    running ??= solve().catch(() => {}); // without a solution the idea is read last, and never lost
    return running;
  };

  form.addEventListener("input", begin, { once: true });
  let waiting = false, over = false;
  form.addEventListener("submit", async (event) => {
    if (field.value || over) return;
    event.preventDefault();
    if (waiting) return;
    waiting = true;
    said.textContent = "Einen Moment, wir schicken Ihren Text ab.";
    await Promise.race([begin(), new Promise((late) => setTimeout(late, PATIENCE))]);
    over = true;
    form.requestSubmit(event.submitter ?? undefined);
  });
}
