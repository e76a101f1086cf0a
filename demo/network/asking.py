"""People who ask to be listed by themselves: some are welcomed, one waits for the office, one has not confirmed the address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time
from functools import partial
from typing import Any

from compass import joining
from compass.joining import Asked
from compass.models import Actor, ActorKind, Purpose, Sector
from core import texts
from demo.cast import Cast, Event, area, district, in_order

INVENTED = "Erfunden für die Vorführung."
EVENING = time(19, 20)
WAITED = 4
"""Days until the office answers."""


def story(cast: Cast, entry: dict[str, Any]) -> Iterator[Event]:
    """Yield a request nobody has answered yet."""
    numbers: list[int] = []
    moment = cast.calendar.at_home(entry["day"], EVENING)
    acts: list[tuple[datetime, Callable[[], object]]] = [(moment, partial(_ask, entry, numbers))]
    if entry["confirmed"]:
        acts.append((moment, lambda: joining.confirm(numbers[0])))
    yield from in_order(acts)


def welcomed(cast: Cast, entry: dict[str, Any], remember: Callable[[Actor], None]) -> Iterator[Event]:
    """Yield how somebody asked, confirmed the address, and was welcomed by the office on the day of the entry."""
    numbers: list[int] = []

    def accept() -> None:
        areas = tuple(area(key) for key in entry["areas"])
        remember(joining.accept(numbers[0], cast.who(f"actor {entry['key']}"), areas=areas))

    moment = cast.calendar.at_home(entry["day"] - WAITED, EVENING)
    ask: Callable[[], object] = partial(_ask, entry, numbers)
    acts = [(moment, ask), (moment, lambda: joining.confirm(numbers[0]))]
    yield from in_order([*acts, (cast.calendar.at_work(entry["day"], f"actor {entry['key']}"), accept)])


def _ask(entry: dict[str, Any], numbers: list[int]) -> None:
    invited = {Purpose.INVITATIONS.value: _wording(Purpose.INVITATIONS)} if "key" in entry else {}
    further = {
        "languages": list(entry.get("languages", ())),
        "districts": [number for key in entry.get("districts", ()) if (number := district(key))],
    }
    asked = Asked(
        entry["name"],
        ActorKind(entry["kind"]),
        Sector(entry.get("sector", Sector.CIVIL_SOCIETY)),
        entry.get("email") or mailbox(entry["key"]),
        about=f"{entry['about']}\n\n{INVENTED}",
        competences="\n".join(entry["can"]),
        interests="\n".join(entry.get("wants", ())),
        offers="\n".join(entry.get("offers", ())),
        public_wording=_wording(Purpose.PUBLIC),
        matching_wording=_wording(Purpose.MATCHING),
        further=further,
        wordings=invited,
    )
    numbers.append(joining.ask(asked, f"demo year: {entry['name']}").id)


def mailbox(key: int | str) -> str:
    """Return the invented address of an invented person."""
    return f"{str(key).replace('a_', 'alltag-')}@example.org"


def _wording(purpose: Purpose) -> str:
    return texts.text(f"compass.consent.{purpose}")
