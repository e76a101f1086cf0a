// Springen (Ctrl+K): a small window that asks /buero/springen while somebody types. Without this script the link leads there.
const opener = document.querySelector("[data-jump]");
let box = null;
let turn = null;
let running = null;

function made() {
  box = document.createElement("dialog");
  box.className = "jump";
  box.setAttribute("aria-label", "Springen");
  box.innerHTML = `<form role="search" action="${opener.getAttribute("href")}">
    <label class="kern-label" for="jump-q">Wohin?</label>
    <input class="kern-form-input__input" id="jump-q" name="q" type="search" autocomplete="off" enterkeyhint="go">
    </form><div class="jump__found"></div>
    <p class="tiny muted">Pfeiltasten wählen, Enter öffnet, Esc schließt.</p>`;
  document.body.append(box);
  box.querySelector("input").addEventListener("input", () => {
    clearTimeout(turn);
    turn = setTimeout(follow, 120);
  });
  box.addEventListener("keydown", walk);
  box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
}

async function follow() {
  running?.abort();
  running = new AbortController();
  const asked = new URLSearchParams({ q: box.querySelector("input").value, teil: "1" });
  try {
    const answer = await fetch(`${opener.getAttribute("href")}?${asked}`, { signal: running.signal });
    if (answer.ok) box.querySelector(".jump__found").innerHTML = await answer.text();
  } catch {
    // a newer word is on its way, or the network is gone: Enter still leads to the page
  }
}

function walk(event) {
  if (event.key === "Escape") { // a search field would only empty itself
    event.preventDefault();
    return box.close();
  }
  const places = [...box.querySelectorAll(".jump__places a")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Enter" && event.target.matches("input") && places.length) {
    event.preventDefault();
    places[0].click();
  }
  if (!step || !places.length) return;
  event.preventDefault();
  const at = places.indexOf(document.activeElement) + step;
  (at < 0 ? box.querySelector("input") : places[Math.min(at, places.length - 1)]).focus();
}

function open() {
  if (!box) made();
  if (box.open) return;
  box.showModal();
  box.querySelector("input").select();
  follow();
}

opener?.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open();
});

document.addEventListener("keydown", (event) => {
  if (!opener || event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  event.preventDefault();
  open();
});

// "/" where a page has no search of its own: the same small window.
document.addEventListener("keydown", (event) => {
  if (!opener || event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, dialog") || localStorage.getItem("tasten") === "aus") return;
  if (document.querySelector('[data-key="/"]')) return;
  event.preventDefault();
  open();
});
