// The page of a challenge: a decision about the team, or another kind of team, changes the page in place. Without this
// file the same forms and links load the page anew.

const said = document.createElement("p");
said.className = "hidden";
said.setAttribute("role", "status");
document.querySelector("main").append(said);

const live = () => document.querySelector("[data-live]");
const busy = (on) => live().toggleAttribute("aria-busy", on);

// What had the focus, in words that hold on the new page too: the same form, another one of the same person, else the heading.
function find(mark) {
  const all = [...live().querySelectorAll("[data-in-place]")];
  const same = mark.replace(/ \w+$/, " ");
  const again = all.find((one) => markOf(one) === mark) ?? all.find((one) => one.matches("form") && markOf(one).startsWith(same));
  return again?.querySelector("button") ?? again ?? live().querySelector("[data-team]");
}

function markOf(one) {
  if (one.matches("a")) return one.getAttribute("href");
  const { actor, step } = one.elements;
  return `${one.closest("aside") ? "team" : "list"} ${actor.value} ${step.value}`;
}

async function put(answer, mark) {
  if (!answer.ok || !answer.headers.get("Content-Type")?.startsWith("text/html")) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-live]");
  if (!fresh) return false;
  const open = [...live().querySelectorAll("details[open][id]")].map(({ id }) => id);
  live().replaceWith(fresh);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  find(mark)?.focus({ preventScroll: true });
  const words = fresh.querySelector("[data-team] + span")?.textContent ?? "";
  said.textContent = "";
  setTimeout(() => { said.textContent = `Team neu zusammengesetzt: ${words}.`; }, 50);
  const { pathname, search, hash } = new URL(answer.url);
  const plain = new URLSearchParams(search);
  plain.delete("notiz");
  history.replaceState(null, "", `${pathname}${plain.size ? `?${plain}` : ""}${hash}`);
  return true;
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-live] form[data-in-place]");
  if (!form) return;
  event.preventDefault();
  busy(true);
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (await put(answer, markOf(form))) return;
  } catch { /* no net: the browser says so itself */ }
  form.submit();
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-live] a[data-in-place]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  busy(true);
  try {
    if (await put(await fetch(link.href), markOf(link))) return;
  } catch { /* the same */ }
  location.href = link.href;
});
