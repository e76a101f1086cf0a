"""Every state in which a phone, the wall and the moderator can stand during an evening, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Error

from core.db import writing
from core.journal import HOUSE
from dialogues import ballots, codes
from dialogues.groups import services as pace
from dialogues.models import Pace
from dialogues.rankings import services as rankings
from tests.support import front, meetings
from tests.support.making_rankings import OFFICE, closed, draft, give, made
from tests.support.making_visions import make_vision
from tests.support.meetings import Meeting

THESES = (
    "Was die Stadt mit meinem Geld misst, muss ich ansehen dürfen.",
    "Ich gebe der Stadt meine Bewegungsdaten, wenn der Bus dann besser fährt und öfter kommt.",
    "Die Auswertung unserer Daten überlassen wir am besten großen Konzernen.",
    "Jede Straßenlaterne darf zählen, wie viele Menschen vorbeigehen, solange sie niemanden erkennt.",
)
LAID = ((14, 7, 2, 2, 0), (10, 2, 1, 3, 8, 1), (0, 1, 3, 9, 12), (5, 6, 8, 4, 2))
AFTER = ((16, 7, 1, 1, 0), (12, 6, 2, 2, 3), (0, 1, 3, 9, 12), (6, 9, 6, 3, 1))
NEEDS = ("Hilfe beim Handy, zu Fuß erreichbar", "Aufzug kaputt: bitte vorher sagen", "Eine Karte der kühlen Orte")


@dataclass
class Evening:
    """One evening on its screens: phone, wall, moderator; `look` is called for each screen in each state with its name."""

    phone: Any
    wall: Any
    lead: Any
    look: Callable[[Any, str], None]
    inside: Callable[[], Any]
    meeting: Meeting = field(default_factory=lambda: Meeting(0, ()))
    groups: list[int] = field(default_factory=list)

    def front(self, name: str) -> None:
        """Look at wall and moderator as they stand now."""
        for screen, page in (("wall", self.wall), ("moderator", self.lead)):
            page.reload()
            self.look(page, f"{screen} {name}")

    def seat(self, name: str, path: str = "") -> None:
        """Look at the phone's page as it stands now."""
        try:
            self.phone.goto(f"/mitmachen/platz{path}")
        except Error:  # the page was just on its way to the next state by itself
            self.phone.goto(f"/mitmachen/platz{path}")
        self.look(self.phone, f"phone {name}")

    def begin(self, *groups: str, **more: Any) -> None:
        """Plan a meeting, divide it and open its front."""
        with self.inside():
            self.meeting = meetings.planned(THESES, title="Urbane Daten", sounds=True, vibration=True, **more)
            self.groups = front.divided(self.meeting, *groups)
            addresses = front.wall(self.meeting, self.groups[0]), front.moderator(self.meeting, self.groups[0])
        for page, address in zip((self.wall, self.lead), addresses, strict=True):
            page.goto(address)

    def open(self) -> None:
        """Let the phone come in: the door, then the seat."""
        with self.inside():
            with writing():
                code = ballots.open_up(self.meeting.id, HOUSE).meeting_code or ""
            self.meeting = Meeting(self.meeting.id, self.meeting.theses, code)
        self.phone.goto(f"/mitmachen/{codes.grouped(code)}")

    def go(self, *steps: str) -> None:
        """Lead every group on."""
        with self.inside():
            for group in self.groups:
                front.go(group, *steps)

    def lay(self, counts: tuple[tuple[int, ...], ...] = LAID, turn: int = 1) -> None:
        """Let everybody else lay their stones."""
        with self.inside():
            for thesis, some in zip(self.meeting.theses, counts, strict=True):
                front.lay(self.meeting, thesis, some, group=self.groups[0], turn=turn)

    def hang(self, name: str, state: str) -> None:
        """Let the moderator show a ranking or a vision to everybody, and look."""
        self.lead.reload()
        self.lead.locator(f"#h-{name}").click()
        self.lead.wait_for_load_state()
        self.front(state)

    def press(self, words: str) -> None:
        """Press a button on the phone and wait for what follows."""
        self.phone.get_by_role("button", name=words).click()


def _every_stone(evening: Evening) -> int:
    """Lay a stone to each thesis on the phone; return the first one."""
    first, *_, last = evening.meeting.theses
    evening.seat("thesis", f"/{first}")
    evening.phone.get_by_role("radio", name="stimme eher zu").check()
    evening.look(evening.phone, "phone chosen")
    for thesis in evening.meeting.theses:
        evening.seat("last" if thesis == last else "next", f"/{thesis}")
        evening.phone.get_by_role("radio", name="stimme eher zu").check()
        with evening.phone.expect_response(lambda answer: answer.request.method == "POST"):
            evening.press("Stein legen")
    return first


def own_pace(evening: Evening) -> None:
    """Walk through an evening at one's own pace, in two rounds and two groups, to the end."""
    evening.begin("Gruppe Lesesaal", "Gruppe Werkstatt", rounds=2)
    evening.front("before")
    evening.open()
    evening.look(evening.phone, "phone door")
    evening.press("Platz nehmen")
    evening.phone.wait_for_url("**/platz")
    evening.seat("waiting")
    evening.seat("rules", "/regeln")
    evening.front("waiting")
    evening.go("open-1")
    evening.seat("open")
    first = _every_stone(evening)
    evening.seat("done")
    evening.lay()
    evening.front("laying")
    evening.go("talking-1")
    evening.seat("talking")
    evening.front("results")
    evening.lead.get_by_role("button", name="Auf die Leinwand").first.click()
    evening.front("one")
    evening.go("open-2")
    evening.seat("second")
    evening.seat("second thesis", f"/{first}")
    evening.lay(AFTER, 2)
    evening.front("second")
    evening.go("talking-2")
    evening.seat("result")
    evening.front("shift")
    evening.lead.get_by_role("button", name="Auf die Leinwand").first.click()
    evening.front("one shift")
    evening.go("closed")
    evening.front("ended")


def led(evening: Evening) -> None:
    """Walk through an evening for a school: "Du", a moderator who calls each thesis, one group, a rehearsal of nothing."""
    evening.begin("Alle", informal=True, pace=Pace.MODERATED, asks_sector=False)
    evening.open()
    evening.look(evening.phone, "phone du door")
    evening.press("Platz nehmen")
    evening.phone.wait_for_url("**/platz")
    evening.seat("du waiting")
    evening.go("open-1")
    evening.seat("du called")
    evening.front("du called")
    evening.press("Dazu sage ich nichts")
    evening.seat("du laid")
    with evening.inside(), writing():
        pace.point(evening.groups[0], evening.meeting.theses[-1])
    evening.seat("du last", f"/{evening.meeting.theses[-1]}")
    evening.lay()
    evening.go("talking-1")
    evening.seat("du result")
    evening.front("du results")


def points(evening: Evening) -> None:
    """Walk through a ranking and a vision on all screens: prepared, running, counted, on the wall, worded together."""
    evening.begin("Alle")
    evening.open()
    evening.press("Platz nehmen")
    evening.phone.wait_for_url("**/platz")
    evening.go("open-1", "talking-1")
    with evening.inside():
        ranking = made(evening.meeting.id, draft(*NEEDS), opened=False)
        vision = make_vision(title="Wer losfährt, weiß Bescheid", dialogue_id=evening.meeting.id, released=False)
    way = f"/reihung/{ranking.id}"
    evening.seat("points planned", way)
    with evening.inside(), writing():
        rankings.open_up(evening.meeting.id, ranking.id, OFFICE)
    evening.seat("points offered")
    evening.seat("points", way)
    evening.phone.get_by_label(NEEDS[0], exact=True).fill("4")
    evening.press("Punkte abgeben")
    evening.look(evening.phone, "phone points given")
    evening.hang(f"ranking-{ranking.id}", "ranking runs")
    with evening.inside():
        for name in range(7):
            give(ranking, name, (name % 5, 3, 2))
        closed(ranking)
    evening.seat("points counted", way)
    evening.front("ranking counted")
    evening.hang(f"vision-{vision}", "vision")
    evening.lead.get_by_role("link", name="Gemeinsam schreiben").click()
    evening.look(evening.lead, "moderator wording")
