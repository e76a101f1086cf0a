// Search as you type: the hits of a search form ([data-typing] names where they stand) follow the words, without a reload.
const form = document.querySelector("form[data-typing]");
const place = form && document.querySelector(form.dataset.typing);
let turn = null;
let running = null;

async function follow() {
  const asked = new URLSearchParams(new FormData(form));
  running?.abort();
  running = new AbortController();
  const address = `${form.getAttribute("action")}?${asked}`;
  asked.set("teil", "1");
  try {
    const answer = await fetch(`${form.getAttribute("action")}?${asked}`, { signal: running.signal });
    if (!answer.ok) return;
    place.innerHTML = await answer.text();
    history.replaceState(null, "", address);
  } catch {
    // a newer word is on its way, or the network is gone: the button still works
  }
}

form?.querySelector("input[type=search]").addEventListener("input", () => {
  clearTimeout(turn);
  turn = setTimeout(follow, 200);
});
