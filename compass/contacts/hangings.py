"""What this wing hangs into other pages: the log beside actors and things, the office's day, the account, the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from flask import render_template
from markupsafe import Markup

from compass.contacts import lines, offering, queries
from compass.contacts.forms import FollowForm, NewContactForm, PressForm
from compass.contacts.models import OCCASION_WORDS, Contact
from compass.contacts.queries import Waiting
from compass.contacts.services.calendars import PURPOSE
from compass.models import Actor
from compass.told import Told, row
from compass.weekly import Line, Section
from core import accounts, clock, links
from core.deadlines import DuePart
from core.forms import HouseForm
from core.rights import Right, Role, allows
from core.things import Thing

SHOWN = 10
TODAY = 8
PLACE = "/buero/netzwerk/wiedervorlagen"


def _may(right: Right = Right.NETWORK_CONTACT) -> bool:
    viewer = accounts.viewer()
    return viewer is not None and allows(viewer.role, right)


def desk(actor: Actor) -> list[Markup]:
    """Return the log of an actor with what is to follow, and the small forms for more."""
    if not _may():
        return []
    viewer = accounts.require()
    found = queries.of_actor(actor.id, viewer, SHOWN + 1)
    waiting = [Waiting(one, actor.name, is_person=False, restricted=False) for one in queries.of_actor_open(actor.id)]
    open_to_notes = _may(Right.NETWORK_EDIT) and actor.restricted_at is None
    follow = FollowForm(owner=str(viewer.id)).offer() if open_to_notes else None
    page = render_template(
        "compass/contacts/section.html",
        actor=actor,
        rows=lines.of_contacts(found[:SHOWN]),
        more=len(found) > SHOWN,
        waiting=lines.of_waiting(waiting),
        may_edit=_may(Right.NETWORK_EDIT),
        press=PressForm(),
        form=_apart(NewContactForm(held_on=offering.today()), "kontakt") if open_to_notes else None,
        follow=_apart(follow, "wiedervorlage") if follow else None,
    )
    return [Markup(page)]  # noqa: S704 - our own template


def _apart(form: HouseForm, name: str) -> HouseForm:
    """Give the fields names of their own on a page with many forms."""
    for field in form:
        field.id = f"{name}-{field.name}"
        field.label.field_id = field.id
    return form


def beside(kind: str) -> Callable[..., list[Markup]]:
    """Return the hook that shows the log on the office's page of one kind of things, asked with the thing itself."""

    def hook(**shown: Any) -> list[Markup]:  # noqa: ANN401 - rows of rooms above, of which only the number is read
        if not _may():
            return []
        (row,) = shown.values()
        if getattr(row, "rehearsal", False):  # only tried: talks are about the real thing
            return []
        found = queries.of_thing(Thing(kind, row.id), accounts.require(), SHOWN)
        rows, may = lines.of_contacts(found), _may(Right.NETWORK_EDIT)
        page = render_template("compass/contacts/beside.html", rows=rows, kind=kind, number=row.id, may_edit=may)
        return [Markup(page)]  # noqa: S704 - our own template

    return hook


def links_of_list() -> list[tuple[str, str]]:
    """Return the ways from the office's list."""
    return [("Kontakte", "/buero/netzwerk/kontakte"), ("Wiedervorlagen", PLACE)] if _may() else []


def due() -> list[DuePart]:
    """Return what is due today and before, one's own first; of more than a few only how many."""
    if not _may():
        return []
    found = queries.due(accounts.require().id, clock.today(), TODAY + 1)
    parts = [
        DuePart.until(
            f"{one.words}: {one.name}",
            f"Wiedervorlage, {one.owner}",
            "Netzwerk",
            f"{PLACE}/{one.follow_up.id}",
            one.follow_up.due_on,
        )
        for one in lines.of_waiting(found[:TODAY])
    ]
    if len(found) > TODAY:
        parts.append(DuePart("Weitere Wiedervorlagen", "Die ganze Liste", "Netzwerk", PLACE, "heute", late=False))
    return parts


def tiles() -> list[tuple[int, str, str]]:
    """Return with how many nobody has spoken for long."""
    if not _may():
        return []
    return [(queries.how_many_quiet(), "im Netzwerk lange still", f"{PLACE}/still")]


def account() -> list[Markup]:
    """Return the calendar on "Mein Konto"."""
    if not _may():
        return []
    number = accounts.require().id
    page = render_template(
        "compass/contacts/calendar.html", on=links.outstanding(PURPOSE, Thing("account", number)), form=PressForm()
    )
    return [Markup(page)]  # noqa: S704 - our own template


def told(actor_id: int) -> list[Told]:
    """Return every contact with somebody and all that was to follow; other private persons are not named (Art. 15 (4))."""
    found = queries.every(actor_id)
    return [
        Told("Kontakte", _contacts(found)),
        Told(
            "Wiedervorlagen",
            [
                row(Fällig=_day(one.due_on), Was=one.words, Angelegt=one.made_at, Erledigt=one.done_at)
                for one in queries.of_actor_told(actor_id)
            ],
        ),
    ]


def _contacts(found: Sequence[Contact]) -> list[dict[str, str]]:
    ids = [one.id for one in found]
    others, links = queries.people(ids), queries.linked(ids)
    titles = queries.titled({thing for some in links.values() for thing in some})
    return [
        row(
            Wann=_day(one.held_on),
            Art=OCCASION_WORDS[one.occasion],
            Worum_es_ging=one.text,
            Wozu="; ".join(f"{titles[thing][0]}: {titles[thing][1]}" for thing in links[one.id] if thing in titles),
            Sichtbar="privat" if one.is_private else "",
            Aufgeschrieben=one.written_at,
            Weitere_Beteiligte=str(len(others[one.id]) - 1) if len(others[one.id]) > 1 else "",
        )
        for one in found
    ]


def _day(iso: str) -> str:
    return clock.day_in_words(date.fromisoformat(iso))


def monday(account_id: int, role: Role, since: date) -> list[Line]:  # noqa: ARG001 - what is due knows no beginning
    """Return for the Monday letter what this account should do this week, and how many are quiet.

    Private persons and restricted entries are not named, and what was written about them stays in the house.
    """
    if not allows(role, Right.NETWORK_CONTACT):
        return []
    sunday = clock.today() + timedelta(days=6 - clock.today().weekday())
    mine = [one for one in queries.feed(account_id) if one.due_on <= sunday]
    parts = [Line(Section.DUE, _said(one), f"{PLACE}/{one.follow_up.id}") for one in mine[:SHOWN]]
    if len(mine) > SHOWN:
        parts.append(Line(Section.DUE, f"Und {len(mine) - SHOWN} weitere Wiedervorlagen", f"{PLACE}?wer=ich"))
    nobodys = queries.how_many_unowned(sunday)
    if nobodys:
        words = f"{nobodys} {'Wiedervorlage' if nobodys == 1 else 'Wiedervorlagen'}, um die sich noch niemand kümmert"
        parts.append(Line(Section.WAITING, words, PLACE))
    number = queries.how_many_quiet()
    if number:
        words = f"{number} im Netzwerk seit {queries.months()} Monaten ohne Kontakt"
        parts.append(Line(Section.QUIET, words, f"{PLACE}/still"))
    return parts


def _said(one: Waiting) -> str:
    when = "überfällig" if one.due_on < clock.today() else f"bis {clock.day_in_words(one.due_on)}"
    if one.is_person or one.restricted:
        return f"Wiedervorlage zu einer Einzelperson ({when})" if one.is_person else f"Wiedervorlage ({when})"
    return f"{one.words or 'Wieder melden'}: {one.name} ({when})"
