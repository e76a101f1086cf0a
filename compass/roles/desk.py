"""The office notes ties, changes and ends them, takes wrong ones out, and notes that somebody has changed jobs."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass import queries, services, tied
from compass.fields import iso
from compass.forms import PressedForm
from compass.models import Actor, ActorKind, Tie, TieKind
from compass.roles import queries as roles
from compass.roles import seating
from compass.roles import services as wing
from compass.roles.forms import MoveForm, TieForm, TiesForm, split
from compass.rows import RowForm
from core import accounts, clock
from core.audience import desk
from core.errors import FormExpired, NotThere
from core.rights import Right

door = desk(
    "compass_roles", __name__, reads=Right.NETWORK_EDIT, writes=Right.NETWORK_EDIT, url_prefix="/buero/netzwerk"
)
AGAIN = "Die Seite war zu lange offen. Bitte laden Sie sie neu und drücken Sie noch einmal."


@door.get("/<int:number>/verbinden")
def several(number: int) -> str:
    """Show the form for several ties."""
    actor = queries.one(number, public=False)
    form = TiesForm().fit(actor, seating.members(actor), request.args.get("art", "")[:50])
    return render_template("compass/roles/several.html", actor=actor, form=form)


@door.post("/<int:number>/verbinden")
def note(number: int) -> Response | tuple[str, int]:
    """Note several ties."""
    actor = queries.one(number, public=False)
    form = TiesForm(request.form).fit(actor, seating.members(actor))
    if not form.validate():
        form.refresh()
        return render_template("compass/roles/several.html", actor=actor, form=form), 422
    wing.note([_new(actor, row, form.source.data or "") for row in form.rows.filled()], accounts.require().who)
    return _to(number, "verbunden")


def _new(actor: Actor, row: RowForm, source: str) -> wing.NewTie:
    kind, outward = split(row["kind"].data)
    other = row["pick"].data or 0
    first, second = (actor.id, other) if outward else (other, actor.id)
    since, until = iso(row["since"].data), iso(row["until"].data)
    said = services.TieDraft(row["role"].data or "", since, until, source, is_main=bool(row["is_main"].data))
    return wing.NewTie(first, second, kind, said, row["stands_for"].data if kind == TieKind.DEPUTY_IN else None)


@door.get("/<int:number>/verbindungen/<int:tie_id>")
def show(number: int, tie_id: int) -> str:
    """Show the form for one tie."""
    row = roles.tie_of(number, tie_id)
    days = {"since": seating.as_day(row.since_on), "until": seating.as_day(row.until_on)}
    plain = {name: getattr(row, name) for name in ("role", "source", "is_main", "version")}
    return _tie_page(number, row, TieForm(**plain, **days, stands_for=roles.stands_in_for(tie_id)))


def _tie_page(number: int, row: Tie, form: TieForm) -> str:
    line = next((one for one in tied.of(number, public=False) if one.id == row.id), None)
    if line is None:
        raise NotThere
    actor = queries.one(number, public=False)
    ends = (actor.kind, line.other_kind) if line.outward else (line.other_kind, actor.kind)
    return render_template(
        "compass/roles/tie.html",
        actor=actor,
        line=line,
        form=form.offer(seating.others(row)),
        is_deputy=row.kind == TieKind.DEPUTY_IN,
        may_be_main=ends[0] is ActorKind.PERSON and ends[1] is not ActorKind.PERSON,
        press=PressedForm(),
    )


@door.post("/<int:number>/verbindungen/<int:tie_id>")
def change(number: int, tie_id: int) -> Response | tuple[str, int]:
    """Change one tie."""
    row, form = roles.tie_of(number, tie_id), TieForm(request.form)
    if not form.validate():
        form.refresh()
        return _tie_page(number, row, form), 422
    since, until, who = iso(form.since.data), iso(form.until.data), accounts.require().who
    said = services.TieDraft(form.role.data or "", since, until, form.source.data or "", bool(form.is_main.data))
    wing.change(tie_id, said, form.stands_for.data, who, form.version.data)
    return _to(number, "verbindung-geaendert")


@door.post("/<int:number>/verbindungen/<int:tie_id>/<any(beenden, hauptrolle, entfernen):act>")
def press(number: int, tie_id: int, act: str) -> Response:
    """End a tie today, make it the main role, or take out one that was never right."""
    if not PressedForm(request.form).validate():
        raise FormExpired(AGAIN)
    roles.tie_of(number, tie_id)
    does, notice = {
        "beenden": (services.end_tie, "verbindung-beendet"),
        "hauptrolle": (services.choose_main, "hauptrolle"),
        "entfernen": (services.untie, "getrennt"),
    }[act]
    does(tie_id, accounts.require().who)
    return _to(number, notice)


@door.get("/<int:number>/wechsel")
def choose(number: int) -> str:
    """Show the form for a new job."""
    actor = _person(number)
    main = next((one.id for one in queries.roles(number) if one.is_main), None)
    form = MoveForm(version=actor.version, day=clock.today(), old=main).fit(actor, seating.jobs(actor))
    return render_template("compass/roles/move.html", actor=actor, form=form)


def _person(number: int) -> Actor:
    actor = queries.one(number, public=False)
    if actor.kind is not ActorKind.PERSON:
        raise NotThere
    return actor


@door.post("/<int:number>/wechsel")
def move(number: int) -> Response | tuple[str, int]:
    """Note a new job: one role ends, another begins, the old e-mail becomes a former one."""
    actor = _person(number)
    form = MoveForm(request.form).fit(actor, seating.jobs(actor))
    if not form.validate():
        form.refresh()
        return render_template("compass/roles/move.html", actor=actor, form=form), 422
    said = services.Move(
        to_id=form.pick.data or 0,
        kind=split(form.kind.data)[0],
        day=iso(form.day.data),
        role=form.role.data or "",
        from_tie=form.old.data,
        email=form.email.data or "",
        keeps_email=bool(form.keeps_email.data),
        source=form.source.data or "",
    )
    services.move(number, said, accounts.require().who, form.version.data)
    return _to(number, "gewechselt")


def _to(number: int, notice: str) -> Response:
    return redirect(url_for("compass_desk.show", number=number, notiz=notice, _anchor="h-verbindungen"), 303)
