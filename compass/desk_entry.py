"""The office writes an actor down and changes it; the second of two people is told what the other changed."""

from __future__ import annotations

import re
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass import alike, changes, pages, queries, services
from compass.fields import iso
from compass.forms import kind_of, sector_of
from compass.forms_actor import ActorForm
from compass.models import Actor, Basis, Capacity, ContactKind
from compass.rows import RowForm
from core import accounts, clock
from core.audience import desk
from core.rights import Right

door = desk(
    "compass_entry", __name__, reads=Right.NETWORK_EDIT, writes=Right.NETWORK_EDIT, url_prefix="/buero/netzwerk"
)
PLAIN = (
    *("name", "about", "web", "contact_name", "email", "phone", "note"),
    *("everyday_expertise", "phone_label", "source", "reach"),
)
MARKS = ("in_politics", "city_owned", "advisory_board", "sector_follows")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@door.get("/neu")
def new() -> str:
    """Show the form for a new actor."""
    return render_template("compass/actor_form.html", form=ActorForm(), actor=None)


@door.post("/neu")
def add() -> Response | tuple[str, int]:
    """Write down a new actor."""
    form = ActorForm(request.form)
    if not form.validate():
        form.refresh()
        return render_template("compass/actor_form.html", form=form, actor=None), 422
    found = [] if request.form.get("doubles_seen") else _likely(form)
    if found:
        form.refresh()
        return render_template("compass/actor_form.html", form=form, actor=None, likely=found), 409
    return _to(services.add(drafted(form), accounts.require().who).id)


def _likely(form: ActorForm) -> list[alike.Likely]:
    """Return who is likely the same one; whoever has seen them saves all the same."""
    emails, phones, webs = ((form[name].data or "",) for name in ("email", "phone", "web"))
    return alike.likely(name=form.name.data or "", emails=emails, phones=phones, webs=webs, kind=kind_of(form))


@door.get("/<int:number>/bearbeiten")
def edit(number: int) -> str:
    """Show the form for an actor."""
    actor = queries.in_full(number)
    form = ActorForm(**pages.filled_in(actor))
    form.seen.data = changes.prints(form)
    return render_template("compass/actor_form.html", form=form, actor=actor)


@door.post("/<int:number>/bearbeiten")
def change(number: int) -> Response | tuple[str, int]:
    """Change an actor; the second of two people is told what the first changed and keeps what was typed."""
    actor = queries.in_full(number)
    present = pages.filled_in(actor)
    form = ActorForm(request.form, **{name: present[name] for name in ("areas", "traits", "districts")})
    valid = form.validate()
    first = _first(actor, form)
    if not valid or first:
        form.refresh()
        page = render_template("compass/actor_form.html", form=form, actor=actor, first=first)
        return page, 409 if valid else 422
    services.change(number, drafted(form), accounts.require().who, actor.version)
    return _to(number)


def _first(actor: Actor, form: ActorForm) -> changes.Meanwhile | None:
    """Return what somebody else did first, if anybody did; sending the form again then counts."""
    if form.version.data == actor.version:
        return None
    stored = ActorForm(**pages.filled_in(actor))
    news = changes.since(form.seen.data or "", stored)
    for field, now in ((form.version, actor.version), (form.seen, changes.prints(stored))):
        field.raw_data, field.data = None, now
    return changes.Meanwhile(queries.meanwhile(actor), news)


def drafted(form: ActorForm) -> services.ActorDraft:
    """Return what the form says."""
    said: dict[str, Any] = {name: form[name].data or "" for name in PLAIN}
    said |= {name: bool(form[name].data) for name in MARKS}
    said |= {name: field.lines() for name, field in form.lists().items()}
    said |= {name: tuple(form[name].data or ()) for name in ("areas", "traits", "districts", "languages")}
    return services.ActorDraft(
        kind=kind_of(form),
        sector=sector_of(form),
        capacity=Capacity(form.capacity.data),
        capacity_on=iso(form.capacity_on.data),
        basis=Basis(form.basis.data),
        points=tuple(map(_point, form.points.filled())),
        addresses=tuple(map(_address, form.addresses.filled())),
        references=tuple(map(_reference, form.references.filled())),
        **said,
    )


def _point(row: RowForm) -> services.PointLine:
    until = row["ended_on"].data or ""
    until = until if ISO_DAY.fullmatch(until) else clock.today().isoformat()
    kind, label = ContactKind(row["kind"].data), row["label"].data or ""
    return services.PointLine(kind, row["value"].data, label, until if row["former"].data else "")


def _address(row: RowForm) -> services.AddressLine:
    return services.AddressLine(*(row[name].data or "" for name in ("street", "postcode", "town", "label")))


def _reference(row: RowForm) -> services.ReferenceLine:
    title, web, year = (row[name].data or "" for name in ("title", "web", "year"))
    return services.ReferenceLine(title, web, year, bool(row["highlighted"].data))


def _to(number: int) -> Response:
    return redirect(url_for("compass_desk.show", number=number, notiz="gespeichert"), 303)
