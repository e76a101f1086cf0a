"""The actors of the demo year: written down with what they agreed to, some of them by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from compass import services
from compass.models import Actor, ActorKind, Basis, Capacity, ContactKind, Purpose, Sector
from compass.services import ActorDraft, AddressLine, PointLine, ReferenceLine
from core import texts
from core.db import db
from core.journal import HOUSE, Who
from demo.cast import Cast, Event, area, district, traits
from demo.network import asking
from demo.network.asking import INVENTED
from demo.network.stage import Stage, book, one_of, people

LISTED = (Purpose.PUBLIC, Purpose.MATCHING, Purpose.INVITATIONS)
OLDER = "Ja, Sie dürfen mich für Aufgaben vorschlagen. (Wortlaut der alten Liste)"
CHANNELS = (
    "Bogen, beim Treffen unterschrieben",
    "E-Mail",
    "Am Telefon gesagt, per E-Mail bestätigt",
    "Im Gespräch, Bogen mitgegeben und zurückbekommen",
    "Online-Formular",
)
SOURCES = (
    "Gespräch nach einem Treffen",
    "Visitenkarte vom Stadtteilfest",
    "Empfehlung aus dem Netzwerk",
    "hat sich selbst gemeldet",
    "Teilnahmeliste eines Workshops",
    "Anruf im Büro",
)


def stories(stage: Stage) -> Iterator[Event]:
    """Yield how everybody came into the network: most by the office, some asked to be listed themselves."""
    for entry in people():
        moment = stage.came[str(entry["key"])]
        if entry.get("asked"):
            yield from asking.welcomed(stage.cast, entry, partial(_on_stage, stage.cast, entry))
        else:
            yield Event(moment, partial(_write_down, stage.cast, entry))
    for entry in book("office")["request"]:
        yield from asking.story(stage.cast, entry)


def _write_down(cast: Cast, entry: dict[str, Any]) -> None:
    who = HOUSE if entry.get("old") else cast.who(f"actor {entry['key']}")
    actor = services.add(draft_of(cast, entry), who)
    _on_stage(cast, entry, actor)
    for purpose in map(Purpose, entry.get("agreed", LISTED)):
        wording = OLDER if purpose in entry.get("older", ()) else texts.text(f"compass.consent.{purpose}")
        channel = entry.get("channel") or one_of(f"channel {entry['key']}", *CHANNELS)
        services.give_consent(actor.id, purpose, channel, wording, who, evidence=entry.get("evidence", ""))
    _confirm(actor, entry, who)


def _on_stage(cast: Cast, entry: dict[str, Any], actor: Actor) -> None:
    """Remember an actor, and mark it as an example; examples get no letters by law, so who waits for one is none."""
    cast.actors[entry["key"]] = actor.id
    actor.is_example = not (entry.get("old") or entry.get("letter"))


def _confirm(actor: Actor, entry: dict[str, Any], who: Who) -> None:
    """Confirm what the office knows to be true."""
    db.session.flush()
    for row in [one for one in actor.competences if one.text in entry.get("known", ())]:
        services.confirm(actor.id, row.id, who)


def draft_of(cast: Cast, entry: dict[str, Any]) -> ActorDraft:
    """Return what the office writes about an actor of the material."""
    is_person = entry.get("kind") == ActorKind.PERSON
    marks = entry.get("marks", ())
    day = cast.calendar.day(entry["day"]).isoformat()
    agreed = bool(entry.get("agreed", LISTED))
    return ActorDraft(
        entry["name"],
        ActorKind(entry.get("kind", ActorKind.ORGANISATION)),
        Sector(entry.get("sector", Sector.CIVIL_SOCIETY)),
        about=f"{entry['about']}\n\n{entry.get('remark', INVENTED)}",
        web=entry.get("web", ""),
        contact_name=entry.get("contact", ""),
        email=entry.get("email", asking.mailbox(entry["key"]) if is_person else ""),
        phone=entry.get("phone", ""),
        areas=tuple(area(key) for key in entry["areas"]),
        competences=tuple(entry["can"]),
        interests=tuple(entry.get("wants", ())),
        offers=tuple(entry.get("offers", ())),
        reach=entry.get("reach"),
        everyday_expertise=entry.get("expert"),
        phone_label=entry.get("phone_label"),
        capacity=Capacity(entry["capacity"]) if "capacity" in entry else None,
        capacity_on=day,
        basis=Basis(entry.get("basis", Basis.CONSENT if agreed else Basis.PUBLIC_TASK)),
        source=entry.get("source") or one_of(f"source {entry['key']}", *SOURCES),
        sector_follows=entry.get("sector_follows", is_person),
        traits=traits(entry.get("traits", ())),
        districts=tuple(number for key in entry.get("districts", ()) if (number := district(key))),
        languages=tuple(entry.get("languages", ())),
        points=_points(cast, entry),
        addresses=(_address(entry["address"]),) if "address" in entry else (),
        references=tuple(ReferenceLine(title, "", year, shown) for title, year, shown in entry.get("refs", ())),
        in_politics="in_politics" in marks,
        city_owned="city_owned" in marks,
        advisory_board="advisory_board" in marks,
    )


def _points(cast: Cast, entry: dict[str, Any]) -> tuple[PointLine, ...]:
    before = cast.calendar.day(entry["day"]).isoformat()
    lines = entry.get("points", ())
    return tuple(
        PointLine(ContactKind(kind), value, label, before if label == "früher" else "") for kind, value, label in lines
    )


def _address(said: list[str]) -> AddressLine:
    street, postcode, town, label = said
    return AddressLine(street, postcode, town, label)
