"""The office changes many actors at once: which, what, a look before, the press, back again."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass import asked, further
from compass.asked import MOST
from compass.bulk import queries, services, words
from compass.bulk.forms import BulkForm, PressForm
from compass.bulk.models import Bulk, Fate, State
from core import accounts
from core.audience import desk
from core.errors import FormExpired, NotThere
from core.rights import Right

door = desk(
    "compass_bulk",
    __name__,
    reads=Right.NETWORK_EDIT,
    writes=Right.NETWORK_EDIT,
    url_prefix="/buero/netzwerk/sammeln",
)
AGAIN = "Die Seite war zu lange offen. Bitte laden Sie sie neu und drücken Sie noch einmal."
CHANGING, STAYING = (Fate.WAITING, Fate.DONE, Fate.UNDONE), (Fate.LEFT, Fate.KEPT)
BUSY = (State.RUNNING, State.UNDOING)


@door.get("")
def choose() -> str:
    """Show how many a list holds, and what can be changed about all of them."""
    found = asked.of(request.args)
    return _form(BulkForm(query=found.query), found)


def _form(form: BulkForm, found: asked.Asked) -> str:
    return render_template(
        "compass/bulk/choose.html",
        form=form,
        total=found.total(),
        most=MOST,
        narrowed=found.words,
        back=f"/buero/netzwerk?{found.query}" if not found.ticked else "/buero/netzwerk",
        tags=queries.tag_names(),
        latest=[(one, words.sentence(one.act, one.said)) for one in queries.latest(accounts.require().id)],
        states=words.STATE_WORDS,
    )


@door.post("")
def plan() -> Response | tuple[str, int]:
    """Write down what the change would do, and show it."""
    form = BulkForm(request.form)
    found = asked.of(form.asked())
    if not form.validate():
        form.refresh()
        return _form(form, found), 422
    made = services.plan(found, *form.wish(), accounts.require().who, form.nonce)
    return redirect(url_for("compass_bulk.show", number=made.id), 303)


@door.get("/<int:number>")
def show(number: int) -> str:
    """Show a change: who changes, who does not and why; before the press, while it runs and after."""
    bulk = queries.one(number)
    staying = request.args.get("bleiben") == "1"
    rows = queries.lines(number, STAYING if staying else CHANGING, _after())
    return render_template(
        "compass/bulk/show.html",
        **_face(bulk),
        staying=staying,
        rows=[(line, name, words.FATE_WORDS[line.fate]) for line, name in rows[: queries.PAGE]],
        after=rows[queries.PAGE - 1][0].id if len(rows) > queries.PAGE else None,
    )


def _after() -> int:
    said = request.args.get("nach", "0")
    after = further.number(said)
    if after is None:
        raise NotThere
    return after


def _face(bulk: Bulk) -> dict[str, object]:
    summed = queries.summed(bulk.id)
    return {
        "bulk": bulk,
        "sentence": words.sentence(bulk.act, bulk.said),
        "state": words.STATE_WORDS[bulk.state],
        "busy": bulk.state in BUSY,
        "changing": summed.of(*CHANGING),
        "waiting": summed.of(Fate.WAITING),
        "stays": summed.of(*STAYING),
        "reasons": summed.reasons,
        "until": queries.until(bulk),
        "press": PressForm(),
    }


@door.post("/<int:number>/los")
def press(number: int) -> Response:
    """Change them."""
    _pressed()
    services.press(number, accounts.require().who)
    return redirect(url_for("compass_bulk.show", number=number, notiz="sammeln-los"), 303)


@door.post("/<int:number>/zurueck")
def undo(number: int) -> Response:
    """Take the whole change back."""
    _pressed()
    services.undo(number, accounts.require().who)
    return redirect(url_for("compass_bulk.show", number=number, notiz="sammeln-zurueck"), 303)


def _pressed() -> None:
    """Refuse a button whose token is no longer good."""
    if not PressForm(request.form).validate():
        raise FormExpired(AGAIN)
