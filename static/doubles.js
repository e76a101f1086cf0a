// "Gibt es schon?": likely doubles while the office types an entry. Asks quietly after a pause, never blocks, never keeps anybody waiting.

const PAUSE = 350;
const place = document.querySelector("[data-doubles]");
const form = place?.closest("form");

if (form) {
  const said = place.querySelector("[data-doubles-said]");
  const list = place.querySelector("[data-doubles-list]");
  const fields = ["name", "email", "phone", "web"].map((name) => form.elements[name]).filter(Boolean);
  const seen = form.elements.doubles_seen;
  let asked = "", timer = 0, running = null;

  const show = (piece) => {
    if (place.contains(document.activeElement)) return;
    list.innerHTML = piece;
    said.textContent = list.querySelector("[data-doubles-found]")?.dataset.doublesFound ?? "";
    if (piece && seen) seen.value = "1";
  };

  const ask = async () => {
    const question = new URLSearchParams(fields.map((field) => [field.name, field.value.slice(0, 200)]));
    if (question.toString() === asked) return;
    asked = question.toString();
    running?.abort();
    if (!fields.some((field) => field.value.trim().length > 2)) return show("");
    running = new AbortController();
    question.set("id", place.dataset.doublesOwn);
    try {
      const answer = await fetch(place.dataset.doubles, { method: "POST", body: question, signal: running.signal });
      if (answer.ok) show(answer.status === 204 ? "" : await answer.text());
    } catch {
      // no network, or a newer question: whoever types goes on typing
    }
  };

  form.addEventListener("input", ({ target }) => {
    if (!fields.includes(target)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
}
