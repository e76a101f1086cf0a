"""The office looks at likely doubles, says which are none, makes two entries one, takes it back."""

from __future__ import annotations

from flask import Response as Piece
from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass import alike
from compass.doubles import merging, page, queries, services
from compass.doubles.forms import MergeForm, PressForm
from compass.models import KIND_WORDS
from core import accounts
from core.audience import desk
from core.db import own_transactions
from core.errors import FormExpired, NotThere
from core.forms import clean, one_line
from core.rights import Right

door = desk(
    "compass_doubles",
    __name__,
    reads=Right.NETWORK_EDIT,
    writes=Right.NETWORK_EDIT,
    url_prefix="/buero/netzwerk/doppelte",
)
AGAIN = "Die Seite war zu lange offen. Bitte laden Sie sie neu und drücken Sie noch einmal."
ASKED_OF = 200


@door.get("")
def index() -> str:
    """Show likely pairs, most likely first."""
    found = queries.pairs(request.args.get("nach"))
    names = queries.names([number for one in found.pairs for number in (one.low_id, one.high_id)])
    return render_template(
        "compass/doubles/index.html", found=found, names=names, due=queries.how_many_due(), form=PressForm()
    )


@door.get("/entschieden")
def decided() -> str:
    """Show merges that can be taken back, and pairs that are none."""
    merges, none = queries.merges(), queries.not_doubles()
    names = queries.names([*(one.kept_id for one in merges), *(n for one in none for n in (one.low_id, one.high_id))])
    rows = [(one, merging.why_not(one), queries.since(one)) for one in merges]
    return render_template("compass/doubles/decided.html", merges=rows, apart=none, names=names, form=PressForm())


@door.get("/<int:left>/<int:right>")
def compare(left: int, right: int) -> str | Response:
    """Show two entries beside each other with a choice for each field."""
    if left == right:
        raise NotThere
    beside = page.of(left, right)
    return _page(beside, MergeForm(data=beside.defaults()))


def _page(beside: page.Beside, form: MergeForm) -> str:
    none = queries.is_none(beside.left["id"], beside.right["id"])
    return render_template("compass/doubles/compare.html", beside=beside, form=form, dismissed=none, press=PressForm())


@door.post("/<int:left>/<int:right>")
def merge(left: int, right: int) -> str | Response | tuple[str, int]:
    """Make two entries one, or show again what would happen; pressed twice, the one entry is shown."""
    if queries.lives_on(right) == left:
        return _to(left, "zusammengefuehrt")
    form = MergeForm(request.form)
    valid = form.validate()
    if not valid or not form.merge.data:
        form.refresh()
        return _page(page.of(left, right, form.chosen() if valid else None), form), 200 if valid else 422
    merging.merge(left, right, form.chosen(), accounts.require().who, seen=form.seen())
    return _to(left, "zusammengefuehrt")


@door.post("/<int:left>/<int:right>/verschieden")
def not_double(left: int, right: int) -> Response:
    """Remember that two entries are not the same."""
    _pressed()
    services.say_not_double(left, right, accounts.require().who)
    return redirect(url_for("compass_doubles.index", notiz="nicht-doppelt"), 303)


@door.post("/<int:left>/<int:right>/vielleicht")
def maybe(left: int, right: int) -> Response:
    """Forget that two entries are not the same."""
    _pressed()
    services.take_back(left, right, accounts.require().who)
    return redirect(url_for("compass_doubles.decided", notiz="doch-doppelt"), 303)


@door.post("/zusammengefuehrt/<int:number>/rueckgaengig")
def undo(number: int) -> Response:
    """Take a merge back."""
    _pressed()
    gone = merging.gone_of(number)
    left = merging.undo(number, accounts.require().who)
    return _to(gone, "getrennt-teils" if left else "wieder-getrennt")


@door.post("/aehnliche")
@own_transactions
def look() -> Piece | str:
    """Answer the form while somebody types with a piece of a page: who is likely the same, or nothing (204)."""
    said = {
        name: str(one_line(clean(request.form.get(name, ""))))[:ASKED_OF] for name in ("name", "email", "phone", "web")
    }
    number = request.form.get("id", "")
    own = [int(number)] if number.isascii() and number.isdecimal() and len(number) < 10 else []  # noqa: PLR2004 - ids are smaller
    found = alike.likely(
        name=said["name"], emails=(said["email"],), phones=(said["phone"],), webs=(said["web"],), without=own
    )
    if not found:
        return Piece(status=204)
    return render_template("compass/doubles/list.html", likely=found, kinds=KIND_WORDS, own=own[0] if own else None)


look.largest = 16 * 1024  # type: ignore[attr-defined]  # a mark for factory._begin


def _pressed() -> None:
    """Refuse a button whose token is no longer good."""
    if not PressForm(request.form).validate():
        raise FormExpired(AGAIN)


def _to(number: int, notice: str) -> Response:
    return redirect(url_for("compass_desk.show", number=number, notiz=notice), 303)
