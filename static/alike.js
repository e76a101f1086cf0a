// "Gibt es das schon?": similar ideas while somebody writes. Asks quietly after a pause, never blocks, never keeps anybody waiting.

const PAUSE = 800;
const ENOUGH = 12;
const form = document.querySelector("form[data-alike]");
const place = document.querySelector("#aehnlich");

if (form && place) {
  const said = place.querySelector("[data-alike-said]");
  const list = place.querySelector("[data-alike-list]");
  const { title, text } = form.elements;
  let asked = "", timer = 0, running = null;

  const show = (piece) => {
    if (place.contains(document.activeElement)) return;
    list.innerHTML = piece;
    said.textContent = list.querySelector("[data-alike-found]")?.dataset.alikeFound ?? "";
  };

  const ask = async () => {
    const question = new URLSearchParams({ title: title.value.slice(0, 120), text: text.value.slice(0, 2000) });
    if (question.toString() === asked) return;
    asked = question.toString();
    running?.abort();
    if (title.value.trim().length + text.value.trim().length < ENOUGH) return show("");
    running = new AbortController();
    try {
      const answer = await fetch(form.dataset.alike, { method: "POST", body: question, signal: running.signal });
      if (answer.ok) show(answer.status === 204 ? "" : await answer.text());
    } catch {
      // no network, or a newer question: whoever writes goes on writing
    }
  };

  form.addEventListener("input", ({ target }) => {
    if (target !== title && target !== text) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  timer = setTimeout(ask, PAUSE);
}

// One tap of interest stays on this page: what somebody has written, or their Merk-Code, must not be lost by it.
document.addEventListener("submit", async (event) => {
  const tap = event.target.closest(".alike__list form");
  if (!tap) return;
  event.preventDefault();
  const button = tap.querySelector("button");
  button.disabled = true;
  const thanks = document.createElement("p");
  thanks.className = "small strong";
  thanks.tabIndex = -1;
  try {
    const answer = await fetch(tap.action, { method: "POST", body: new URLSearchParams(new FormData(tap)) });
    if (!answer.ok) throw new Error(answer.statusText);
    thanks.textContent = "Danke! Das zählt dort mit.";
    tap.replaceWith(thanks);
    thanks.focus();
  } catch {
    button.disabled = false;
    thanks.textContent = "Das hat nicht geklappt. Versuchen Sie es bitte noch einmal.";
    tap.querySelector("p[tabindex]")?.remove();
    tap.append(thanks);
    thanks.focus();
  }
});
