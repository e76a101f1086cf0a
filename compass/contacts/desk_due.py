"""The office's follow-ups: overdue, this week, later, and those with whom nobody has spoken for long; buttons of one press."""

from __future__ import annotations

from datetime import date

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass import looks
from compass import queries as actors
from compass.contacts import lines, queries, services
from compass.contacts.desk import ROOT, pressed
from compass.contacts.forms import FollowForm, PlanForm, PressForm
from compass.contacts.queries import VIEWS, View
from compass.fields import iso
from core import accounts, clock
from core.audience import desk
from core.errors import NotThere
from core.rights import Right, allows

PLACE = f"{ROOT}/wiedervorlagen"
QUIET = "still"
door = desk("compass_due", __name__, reads=Right.NETWORK_CONTACT, writes=Right.NETWORK_EDIT, url_prefix=PLACE)
actor_door = desk(
    "compass_actor_due", __name__, reads=Right.NETWORK_CONTACT, writes=Right.NETWORK_EDIT, url_prefix=ROOT
)


@door.get("")
def index() -> str:
    """Show one list of follow-ups, of everybody or one's own."""
    viewer, mine = accounts.require(), request.args.get("wer") == "ich"
    owner, word = viewer.id if mine else None, request.args.get("liste", "")
    if word not in {"", *View}:
        raise NotThere
    numbers = queries.counts()
    view = View(word) if word else next((one for one in View if numbers[one]), View.WEEK)
    found = queries.waiting(view, owner, request.args.get("nach"))
    looks.note("Wiedervorlagen", len({one.follow_up.actor_id for one in found.rows}))
    return render_template(
        "compass/contacts/due.html",
        rows=lines.of_waiting(found.rows),
        view=view,
        mine=mine,
        after=found.after,
        tabs=[(one, VIEWS[one], numbers[one]) for one in View],
        **_beside(),
    )


def _beside() -> dict[str, object]:
    return {
        "quiet": queries.how_many_quiet(),
        "months": queries.months(),
        "press": PressForm(),
        "may_edit": allows(accounts.require().role, Right.NETWORK_EDIT),
    }


@door.get(f"/{QUIET}")
def quiet() -> str:
    """Show with whom nobody has spoken for some months."""
    found, numbers = queries.quiet(request.args.get("nach")), queries.counts()
    rows = [
        (actor, f"zuletzt {clock.day_in_words(date.fromisoformat(day))}" if day else "noch nie")
        for actor, day in found.rows
    ]
    tabs = [(one, VIEWS[one], numbers[one]) for one in View]
    return render_template("compass/contacts/quiet.html", rows=rows, after=found.after, tabs=tabs, **_beside())


@actor_door.post("/<int:number>/wiedervorlagen")
def follow(number: int) -> Response | tuple[str, int]:
    """Plan a follow-up from the page of an actor."""
    form = FollowForm(request.form).offer()
    if not form.validate():
        form.refresh()
        actor = actors.one(number, public=False)
        return render_template("compass/contacts/again.html", actor=actor, form=form, address=request.path), 422
    services.follow(number, _plan(form), accounts.require().who, form.nonce)
    return _back(number, "wiedervorlage-gespeichert", "akteur")


def _plan(form: FollowForm) -> services.Plan:
    return services.Plan(iso(form.due_on.data), form.words.data or "", form.owner.data)


@door.get("/<int:number>")
def show(number: int) -> str:
    """Show one follow-up to be changed."""
    row = queries.follow_up(number).follow_up
    given = {"due_on": date.fromisoformat(row.due_on), "words": row.words, "version": row.version}
    return _page(number, PlanForm(owner=str(row.owner_id or ""), **given))


def _page(number: int, form: PlanForm) -> str:
    found = queries.follow_up(number)
    form.offer(found.follow_up.owner_id)
    (line,) = lines.of_waiting([found])
    return render_template(
        "compass/contacts/follow_up.html",
        line=line,
        form=form,
        press=PressForm(),
        may_edit=allows(accounts.require().role, Right.NETWORK_EDIT),
    )


@door.post("/<int:number>")
def change(number: int) -> Response | tuple[str, int]:
    """Store another day, other words or who takes care."""
    found, form = queries.follow_up(number), PlanForm(request.form)
    form.before = found.due_on
    if not form.validate():
        form.refresh()
        return _page(number, form), 422
    services.change_plan(number, _plan(form), accounts.require().who, form.version.data)
    return _back(found.follow_up.actor_id, "wiedervorlage-gespeichert")


@door.post("/<int:number>/erledigt")
def done(number: int) -> Response:
    """Note that it is done."""
    pressed()
    row = services.done(number, accounts.require().who)
    return _back(row.actor_id, "wiedervorlage-erledigt")


@door.post("/<int:number>/wieder-offen")
def reopen(number: int) -> Response:
    """Take "done" back."""
    pressed()
    row = services.reopen(number, accounts.require().who)
    return redirect(url_for("compass_due.show", number=row.id, notiz="wiedervorlage-offen"), 303)


@door.post("/<int:number>/woche")
def postpone(number: int) -> Response:
    """Move it on by a week, if its day is still the one that was seen."""
    pressed()
    row = services.postpone(number, request.form.get("seen_on", ""), accounts.require().who)
    return _back(row.actor_id, "wiedervorlage-verschoben")


def _back(number: int, notice: str, to: str | None = None) -> Response:
    """Lead back to where the button was: the actor's page or the list, with its narrowing."""
    if (to or request.args.get("von")) == "akteur":
        here = url_for("compass_desk.show", number=number, notiz=notice, _anchor="h-kontakte")
        return redirect(here, 303)
    view, mine = request.args.get("liste"), request.args.get("wer")
    kept, whose = view if view in set(View) else None, "ich" if mine == "ich" else None
    return redirect(url_for("compass_due.index", notiz=notice, liste=kept, wer=whose), 303)
