// Comfort only: every task works without this file. What a page wants is said by data-* attributes.

// What a page wants read first takes the focus (error summaries do so by themselves: autofocus).
document.querySelector("[data-focus]")?.focus();

// Buttons that only a script can serve (copy, print) appear only here.
for (const button of document.querySelectorAll("[data-copy], [data-print]")) button.hidden = false;

document.addEventListener("click", async ({ target }) => {
  const button = target.closest?.("[data-copy], [data-print]");
  if (!button) return;
  if ("print" in button.dataset) return window.print();
  const word = button.querySelector(".kern-label");
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    word.textContent = "Kopiert";
  } catch {
    word.textContent = "Bitte von Hand kopieren";
  }
});

// The QR code of the thanks page carries the Merk-Code in the fragment, which no server sees: put it into its field.
const codeField = document.querySelector("input[data-code]");
if (codeField && !codeField.value && location.hash.length > 1) {
  codeField.value = location.hash.slice(1, 41);
  history.replaceState(null, "", location.pathname);
}

// Ctrl+Enter in a text that is typed again and again sends its form.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !("send" in (event.target.dataset ?? {}))) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

// Long texts: how many characters are left, said quietly near the limit.
for (const field of document.querySelectorAll("textarea[data-limit]")) {
  const limit = Number(field.dataset.limit);
  const count = document.createElement("p");
  count.className = "field__count";
  count.setAttribute("aria-live", "polite");
  field.after(count);
  const say = () => {
    const left = limit - [...field.value].length;
    const number = Math.abs(left).toLocaleString("de-DE");
    count.hidden = left > limit * 0.2;
    count.classList.toggle("is-over", left < 0);
    count.textContent = left < 0 ? `${number} Zeichen zu viel` : `Noch ${number} Zeichen`;
  };
  field.addEventListener("input", say);
  say();
}

// An open menu or filter closes with Escape and gives the focus back to its word.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest?.("details[open].menu, details[open].filter");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

// Office: j and k walk through the list, Enter opens, other keys lead to the button that names them (data-key).
// Single keys can trouble people who speak to their computer, so each can switch them off (WCAG 2.1.4).
const listed = () => [...document.querySelectorAll("[data-rows] a[data-row]")];
const writing = (element) => element.closest?.("input, textarea, select, [contenteditable]");
const quiet = () => localStorage.getItem("tasten") === "aus";
const keySwitch = document.querySelector("[data-keys-switch]");

if (keySwitch) {
  const say = () => { keySwitch.textContent = quiet() ? "Tasten einschalten" : "Tasten ausschalten"; };
  keySwitch.hidden = false;
  keySwitch.addEventListener("click", () => {
    localStorage.setItem("tasten", quiet() ? "an" : "aus");
    say();
  });
  say();
}

const help = document.querySelector("[data-keys-help]");
const opener = document.querySelector("[data-keys-open]");
if (opener) {
  opener.hidden = false;
  opener.addEventListener("click", () => help.showModal());
}

document.addEventListener("keydown", (event) => {
  if (help?.open || quiet() || event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
  if (event.key === "?" && help) {
    event.preventDefault();
    return help.showModal();
  }
  if (event.key === "x") {
    const box = document.activeElement.closest?.("li.pick, li.picked")?.querySelector("[name=picked], [name=wahl]");
    if (box) box.checked = !box.checked;
    return;
  }
  const step = { j: 1, k: -1 }[event.key];
  let goal = null;
  if (step) {
    const rows = listed();
    const focused = rows.indexOf(document.activeElement);
    const at = focused >= 0 ? focused : rows.findIndex((row) => row.hasAttribute("aria-current"));
    goal = at < 0 ? rows[0] : rows[Math.min(rows.length - 1, Math.max(0, at + step))];
  } else if (/^[a-z/]$/.test(event.key)) {
    goal = document.querySelector(`[data-key="${event.key}"]`);
  }
  if (!goal) return;
  goal.focus();
  event.preventDefault();
});

// A text that smells of something broken: the hint at the form appears while one types, and never stands in the way.
for (const hint of document.querySelectorAll("form [data-smells][hidden]")) {
  const plain = (text) => text.toLowerCase().replaceAll("ä", "ae").replaceAll("ö", "oe").replaceAll("ü", "ue").replaceAll("ß", "ss");
  const words = JSON.parse(hint.dataset.smells);
  const field = hint.closest("form").querySelector("textarea");
  field?.addEventListener("input", () => {
    const text = ` ${plain(field.value).replace(/[^\p{L}\p{N}]+/gu, " ")}`;
    hint.hidden = !words.some((word) => text.includes(` ${word}`));
  });
}
