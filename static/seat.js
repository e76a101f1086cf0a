// The seat: stones are laid without loading a page, so that a dead network keeps nobody. What the server has stored is kept there,
// what it has not waits in this tab (sessionStorage) and is said; the same stone sent twice counts once. Without this file forms do.
const seat = document.querySelector("[data-seat]");
const home = "/mitmachen/platz";
const shelf = `steine-${seat.dataset.seat}`;
const said = seat.querySelector("[data-said]");
const form = seat.querySelector("form[data-send]");
const read = (name) => { try { return sessionStorage.getItem(name); } catch { return null; } };
const write = (name, value) => { try { value ? sessionStorage.setItem(name, value) : sessionStorage.removeItem(name); } catch { /* kept in memory */ } };
const list = [...(seat.querySelector("[data-theses]")?.content.children ?? [])]; // on the page of a thesis all of them
const queue = new Map(JSON.parse(read(shelf) ?? "[]")); // "round:thesis" -> stone, 0 says nothing
// Own stones, for the second round: a counted round is deleted on the server, so only this tab can still know them.
const own = new Map(JSON.parse(read(`${shelf}-own`) ?? "[]"));
const recall = () => write(`${shelf}-own`, own.size ? JSON.stringify([...own]) : "");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let sending = false, after = 1000, timer = 0, then = null, lost = read(`${shelf}-lost`) ?? "";
write(`${shelf}-lost`, ""); // said once, here

const keep = () => write(shelf, queue.size ? JSON.stringify([...queue]) : "");
const tell = () => {
  said.textContent = queue.size && after > 1000 ? `${seat.dataset.unsent} ${queue.size}` : lost;
  said.classList.toggle("is-unsent", said.textContent !== "");
};
const lose = (sentence) => { lost = sentence; write(`${shelf}-lost`, sentence); };

const send = async () => {
  if (sending || !form || !queue.size) return;
  sending = true;
  clearTimeout(timer);
  const [name, stone] = queue.entries().next().value;
  const [turn, thesis] = name.split(":");
  const body = new URLSearchParams({ token: form.elements.token.value, turn });
  body.set(stone ? "stone" : "nothing", stone || 1);
  const patience = new AbortController();
  const over = setTimeout(() => patience.abort(), 8000);
  try {
    const answer = await fetch(`${home}/${thesis}`, { method: "POST", body, headers: { Accept: "application/json" }, signal: patience.signal });
    if (answer.status === 429 || answer.status >= 500) throw new Error(answer.status);
    if (answer.status === 422 && !read(`${shelf}-fresh`)) {
      write(`${shelf}-fresh`, "1"); // the page was open for a day: once more with a fresh one, the stone waits here
      return location.reload();
    }
    if (queue.get(name) === stone) queue.delete(name);
    keep();
    write(`${shelf}-fresh`, "");
    after = 1000;
    if (!answer.ok) {
      own.delete(name);
      recall();
      lose(answer.status === 422 ? seat.dataset.stale : seat.dataset.lost);
      then = then ?? (() => location.assign(home));
    }
  } catch {
    after = Math.min(after * 2, 15000);
    timer = setTimeout(send, after);
  } finally {
    clearTimeout(over);
    sending = false;
    tell();
  }
  if (after > 1000) return;
  if (queue.size) send();
  else if (then) then();
};
addEventListener("online", send);

// What changed in the room: asked every two seconds, seldom while nobody looks, ever slower while nobody answers.
let asking = 0;
const later = (wait, pause) => { clearTimeout(asking); asking = setTimeout(ask, wait, pause); };
const ask = async (pause) => {
  let next = seat.dataset.stand.startsWith("over") || document.hidden ? 10000 : 2000;
  try {
    const answer = await fetch(`${home}/stand`, { headers: { "If-None-Match": `W/"${seat.dataset.stand}"` }, cache: "no-store" });
    if (answer.status === 403) return;
    if (answer.status === 200) {
      const { stand } = await answer.json();
      const old = seat.dataset.stand;
      seat.dataset.stand = stand;
      if (!list.length || stand.split("-r")[0] !== old.split("-r")[0]) {
        if (!queue.size) return location.assign(home);
        then = () => location.assign(home);
        send();
      }
    } else if (answer.status !== 304) next = Math.max(pause * 2, 1000 * (answer.headers.get("Retry-After") ?? 0));
  } catch {
    next = pause * 2;
  }
  next = Math.min(next, 30000);
  later(next * (0.8 + Math.random() * 0.4), next);
};
later(2000 * (0.8 + Math.random() * 0.4), 2000);
document.addEventListener("visibilitychange", () => { if (!document.hidden) { send(); later(0, 2000); } });

// Vibration is a switch of this phone, off until somebody wants it.
const buzz = seat.querySelector("[data-vibration]");
const held = (value) => { try { return value === undefined ? localStorage.getItem("steine-vibration") : localStorage.setItem("steine-vibration", value); } catch { return null; } };
if (buzz && navigator.vibrate) {
  const box = buzz.querySelector("input");
  buzz.hidden = false;
  box.checked = held() === "1";
  box.addEventListener("change", () => { held(box.checked ? "1" : "0"); if (box.checked) navigator.vibrate(40); });
}

// A device that is handed on keeps nothing; a page is not left while a stone is still here.
document.addEventListener("submit", ({ target }) => {
  if ("leave" in target.dataset) { queue.clear(); own.clear(); keep(); recall(); lose(""); }
});

// One page for all theses.
if (list.length) {
  const part = (name) => seat.querySelector(`[data-${name}]`);
  const [head, back, on, bowl, fault, before] = [seat.querySelector("h1"), seat.querySelector("[rel=prev]"), seat.querySelector("[rel=next]"), part("bowl"), part("fault"), part("before")];
  const title = document.title;
  let at = list.findIndex((one) => location.pathname.endsWith(`/${one.dataset.id}`));
  for (const one of list) {
    const waiting = queue.get(`${seat.dataset.turn}:${one.dataset.id}`);
    if (waiting !== undefined) one.dataset.stone = waiting;
  }

  const words = (stone) => stone === undefined ? "" : (form.querySelector(`[name=stone][value="${stone}"] ~ span b`) ?? form.elements.nothing.firstChild).textContent;

  const show = (place, focus) => {
    const one = list[at = place];
    const { id, number, stone } = one.dataset;
    head.textContent = one.textContent;
    document.title = title.replace(/\d+/, number);
    part("number").textContent = number;
    form.action = `${home}/${id}`;
    for (const radio of form.elements.stone) radio.checked = radio.value === stone;
    part("lay").textContent = Number(stone) ? "Stein ändern" : "Stein legen";
    part("passed").hidden = stone !== "0";
    fault.hidden = true;
    if (before) before.hidden = !(before.querySelector("b").textContent = one.dataset.before || words(own.get(`1:${id}`)));
    for (const [link, other] of [[back, list[at - 1]], [on, list[at + 1]]]) {
      link.hidden = !other;
      if (other) link.href = `${home}/${other.dataset.id}`;
    }
    if (focus) { head.focus({ preventScroll: true }); scrollTo(0, 0); }
  };

  const go = (place) => {
    history.pushState(null, "", `${home}/${list[place].dataset.id}`);
    show(place, true);
  };

  const fall = (radio) => new Promise((done) => {
    if (calm.matches || !radio) return done();
    const shape = radio.closest("label").querySelector("svg").cloneNode(true);
    bowl.firstElementChild.replaceChildren(shape);
    bowl.classList.add("is-catching");
    setTimeout(() => { bowl.classList.remove("is-catching"); done(); }, 800);
  });

  let busy = false, pressed = null;
  form.addEventListener("click", ({ target }) => { pressed = target.closest("button") ?? pressed; }); // older phones name no submitter
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    const nothing = (event.submitter ?? pressed)?.name === "nothing";
    const radio = nothing ? null : form.querySelector("[name=stone]:checked");
    if (!radio && !nothing) {
      fault.textContent = fault.dataset.fault;
      fault.hidden = false;
      return form.elements.stone[0].focus();
    }
    busy = true;
    const stone = Number(radio?.value ?? 0);
    const name = `${seat.dataset.turn}:${list[at].dataset.id}`;
    queue.delete(name);
    queue.set(name, stone);
    list[at].dataset.stone = stone;
    own.set(name, stone);
    keep();
    recall();
    lose("");
    if (stone && held() === "1" && navigator.vibrate) navigator.vibrate(40);
    if (at + 1 === list.length) then = () => location.assign(home);
    const fallen = fall(radio);
    const last = then;
    then = null;
    send();
    await fallen;
    busy = false;
    if (!last) return go(at + 1);
    then = last;
    show(at, false);
    if (!queue.size) then();
  });

  seat.addEventListener("click", (event) => {
    const link = event.target.closest("a[rel], a.seat__here");
    if (!link || event.ctrlKey || event.metaKey) return;
    if (link.rel) { event.preventDefault(); go(at + (link === on ? 1 : -1)); }
    else if (queue.size) { event.preventDefault(); then = () => location.assign(home); after = Math.max(after, 1001); tell(); send(); }
  });
  addEventListener("popstate", () => {
    const place = list.findIndex((one) => location.pathname.endsWith(`/${one.dataset.id}`));
    if (place >= 0) show(place, true);
  });
  show(at, false);
}
if (!form) { // it is over: what is still here came too late, and nobody needs to remember
  if (queue.size) lost = seat.dataset.lost;
  queue.clear();
  own.clear();
  keep();
  recall();
}
tell();
send();
