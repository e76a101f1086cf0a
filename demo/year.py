"""Plays the demo year through the services, in the order of time, the house's clock moved to each moment."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from core import clock
from core.accounts import services as keys
from core.accounts.rehearsal import DEMO_ACCOUNT
from core.config import settings
from core.db import writing
from core.journal import Who
from core.rights import Role
from demo import answers, bureau, decisions, gathered, meetings, voices, work
from demo.calendar import Calendar, chance
from demo.cast import SHORTLY, Cast, Event, district, written
from demo.network import story as network
from demo.script import Act, Scene, scenes
from ideas import codes, queries, services
from ideas.answering import services as answering
from ideas.asking import services as asking
from ideas.services import Draft, Said
from ideas.stages import Stage
from radar import queries as radar

AT_ONCE = 60
STAFF = (
    ("Demo Büro", DEMO_ACCOUNT, Role.OFFICE),
    ("Demo Kollegin", "kollegin@example.org", Role.OFFICE),
    ("Demo Leitung", "leitung@example.org", Role.ADMIN),
)
EXAMPLE = "Warnung, wenn der Bach steigt"
"""The title of the idea whose Merk-Code visitors of the demo may try."""

Progress = Callable[[Sequence["Event"]], Iterable["Event"]]


@dataclass
class Author:
    """A citizen with an idea: hands it in, confirms an address, rewrites, takes it back; `idea` is its number then."""

    scene: Scene
    idea: int = 0

    def draft(self, text: str | None = None) -> Draft:
        """Return what the author writes into the form."""
        scene = self.scene
        return Draft(
            text=text or scene.text,
            title=scene.title,
            category_id=category(scene.kind),
            district_id=district(scene.district),
            source=scene.way,
        )

    def hand_in(self) -> None:
        """Hand the idea in."""
        taken = services.submit(self.draft(), nonce(self.scene.title), self.scene.email, self.scene.suspicion)
        self.idea = taken.idea.id

    def confirm(self) -> None:
        """Follow the link in the letter."""
        services.confirm(self.idea)

    def redact(self, text: str, who: Who) -> None:
        """Have the office take out what only the author knows."""
        services.redact(self.idea, self.scene.title, text, who)

    def rewrite(self, text: str) -> None:
        """Send the text anew."""
        services.rewrite(queries.one(self.idea, public=False), self.draft(text))

    def withdraw(self) -> None:
        """Take the idea back."""
        services.withdraw(queries.one(self.idea, public=False))


@dataclass
class Office:
    """The people who read and answer; each idea has one of them."""

    staff: Sequence[Who]
    calendar: Calendar
    placed: set[int] = field(default_factory=set)

    def who(self, scene: Scene) -> Who:
        """Return who cares for an idea."""
        return self.staff[chance(scene.title, len(self.staff))]

    def step(self, author: Author, act: Act) -> None:
        """Place the idea on the Themenradar if nobody has, then take the step."""
        scene, who = author.scene, self.who(author.scene)
        if scene.areas and author.idea not in self.placed:
            areas = [radar.taxonomy().areas_by_key[key].id for key in scene.areas]
            services.tag(
                author.idea, areas, category_id=category(scene.kind), district_id=district(scene.district), who=who
            )
            self.placed.add(author.idea)
        on = "" if act.on is None else self.calendar.weekday(act.on).isoformat()
        if act.stage is Stage.QUESTION:
            asking.ask(author.idea, act.reason, date.fromisoformat(on), who)
        elif (words := answers.words(scene.title, act)) is not None:
            answering.give(author.idea, words, who, act.stage, Said(act.place, on))
        else:
            services.advance(author.idea, act.stage, who, Said(act.place, on, act.reason))


def nonce(title: str) -> str:
    """Return the form's nonce of a scene; with the secret key it gives the Merk-Code."""
    return f"demo year: {title}"


def category(key: str | None) -> int | None:
    """Return the id of a category."""
    return next((one.id for one in queries.categories() if one.key == key), None)


def play(progress: Progress = iter) -> int:
    """Play the whole year up to this moment, inside an application context; return how many things happened."""
    calendar = Calendar(clock.now())
    office = Office(hire(calendar), calendar)
    authors = [Author(scene) for scene in scenes()]
    stories = [*(life(author, office) for author in authors), *thread(cast_of(authors, office))]
    happening = sorted(itertools.chain.from_iterable(stories), key=lambda event: event.at)
    for alone, some in itertools.groupby(progress(happening), key=lambda event: event.alone):
        while several := list(itertools.islice(some, AT_ONCE)):
            with nullcontext() if alone else writing():
                _happen(several)
    return len(happening)


def _happen(events: Iterable[Event]) -> None:
    for event in events:
        with clock.at(event.at):
            event.do()


def cast_of(authors: Sequence[Author], office: Office) -> Cast:
    """Return the cast: ideas are found by their number in the material or by their title."""
    known: dict[int | str, Author] = {author.scene.title: author for author in authors}
    known.update({author.scene.number: author for author in authors if author.scene.number})
    return Cast(office.calendar, office.staff, lambda name: known[name].idea)


def thread(cast: Cast) -> Iterator[Iterable[Event]]:
    """Yield the stories of the rooms: network, bundles, what citizens and office do besides, meetings, work, papers."""
    yield from network.stories(cast)
    yield (_bundling(cast, entry) for entry in written("bundles")["bundle"])
    yield from voices.stories(cast)
    yield bureau.story(cast)
    yield from gathered.stories(cast)
    yield meetings.story(cast)
    yield work.story(cast)
    yield decisions.story(cast)


def _bundling(cast: Cast, entry: dict[str, Any]) -> Event:
    at = cast.calendar.at_work(entry["day"], entry["title"])
    who = cast.who(entry["title"])
    return Event(at, lambda: services.bundle(cast.ideas(entry["ideas"]), entry["title"], who))


def hire(calendar: Calendar) -> list[Who]:
    """Make the accounts, none of which has a password; return those who read ideas."""
    with writing(), clock.at(calendar.at_work(-360, "first day")):
        hired = [keys.create_demo_account(*person) for person in STAFF]
        return [Who("office", account.id) for account in hired if account.role is Role.OFFICE]


def life(author: Author, office: Office) -> Iterator[Event]:
    """Yield everything that happens to one idea, each thing after the one before."""
    scene, calendar = author.scene, office.calendar
    at = calendar.at_home(scene.day, scene.time)
    yield Event(at, author.hand_in)
    if scene.email and scene.confirmed and not scene.suspicion:
        yield Event(at + SHORTLY, author.confirm)
    later: list[tuple[datetime, Callable[[], object]]] = []
    for act in scene.steps:
        moment = calendar.at_work(act.day, f"{scene.title} {act.day}")
        later.append((moment, lambda act=act: office.step(author, act)))  # type: ignore[misc]  # bound as the loop runs
    if scene.rewrite:
        again, text = scene.rewrite.day, scene.rewrite.text
        later.append((calendar.at_home(again, scene.time), lambda: author.rewrite(text)))
    if scene.redacted:
        day, kept = scene.redacted.day, scene.redacted.text
        later.append((calendar.at_work(day, scene.title), lambda: author.redact(kept, office.who(scene))))
    if scene.withdrawn is not None:
        later.append((calendar.at_home(scene.withdrawn, scene.time), author.withdraw))
    for moment, do in sorted(later, key=lambda pair: pair[0]):
        at = max(moment, at + SHORTLY)
        yield Event(at, do)


def example_code() -> str:
    """Return the Merk-Code that visitors of the demo may try."""
    return codes.grouped(codes.derive(settings().secret_key, nonce(EXAMPLE)))
