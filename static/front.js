// In front of the room: wall and moderator ask for the part that changes, every two seconds and a little apart from each
// other. Nothing changed costs a 304. Without this file the wall loads itself anew and the moderator has a link for it.
const part = document.querySelector("[data-front]");
const late = document.querySelector("[data-late]");
const address = new URL(location.href);
address.searchParams.set("teil", "1");
address.hash = "";
const PERIOD = 2000;
const SLOWEST = 30000;
let tag = "";
let wait = PERIOD;
let timer = null;
let loud = null;

// A knock of wood, made here: no file to load. Browsers allow sound only after a press, so the switch makes it possible.
function knock() {
  if (!loud) return;
  const at = loud.currentTime;
  const tone = loud.createOscillator();
  const volume = loud.createGain();
  tone.frequency.setValueAtTime(320, at);
  tone.frequency.exponentialRampToValueAtTime(90, at + 0.12);
  volume.gain.setValueAtTime(0.25, at);
  volume.gain.exponentialRampToValueAtTime(0.001, at + 0.15);
  tone.connect(volume).connect(loud.destination);
  tone.start(at);
  tone.stop(at + 0.16);
}

const sound = document.querySelector("[data-sound]");
if (sound) sound.hidden = false;
sound?.addEventListener("click", () => {
  loud?.close();
  loud = loud ? null : new AudioContext();
  sound.setAttribute("aria-pressed", String(Boolean(loud)));
  sound.querySelector("b").textContent = loud ? "an" : "aus";
  knock();
});

document.querySelector("[data-reload]")?.setAttribute("hidden", "");

const stones = () => Number(part.querySelector("[data-stones]")?.dataset.stones ?? 0);

// The focus stays where it was when the thing it was on is still there (a summary goes by the id of its details), and what
// was opened stays open.
function show(html) {
  const before = stones();
  const here = document.activeElement;
  const kept = part.contains(here) ? here.id || here.closest("summary")?.parentElement.id : "";
  const open = [...part.querySelectorAll("details[open][id]")].map((one) => one.id);
  part.innerHTML = html;
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  const found = kept && document.getElementById(kept);
  if (found) (found.querySelector(":scope > summary") ?? found).focus({ preventScroll: true });
  if (stones() <= before) return;
  part.querySelector(".bowl")?.classList.add("bowl--falls");
  knock();
}

async function ask() {
  try {
    const headers = tag ? { "If-None-Match": tag } : {};
    const answer = await fetch(address, { headers, cache: "no-store" });
    if (answer.status === 404) return location.reload(); // the office has ended the link: say so
    if (answer.status === 200) {
      tag = answer.headers.get("ETag") ?? "";
      show(await answer.text());
    } else if (answer.status !== 304) throw new Error(String(answer.status));
    wait = PERIOD;
    late.hidden = true;
  } catch {
    wait = Math.min(wait * 2, SLOWEST);
    late.hidden = false;
  }
  later();
}

function later() {
  clearTimeout(timer);
  const pause = document.hidden ? SLOWEST : wait;
  timer = setTimeout(ask, pause * (0.8 + 0.4 * Math.random()));
}

document.addEventListener("visibilitychange", () => (document.hidden ? later() : ask()));
later();
