"""The office reads additions: the queue, one of them, the decision."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.rights import Right
from ideas.additions import queries, services
from ideas.additions.forms import DecideForm
from ideas.additions.models import STATE_WORDS, Addition

door = desk(
    "ideas_additions_desk",
    __name__,
    reads=Right.IDEAS_READ,
    writes=Right.IDEAS_MODERATE,
    url_prefix="/buero/ideen/ergaenzungen",
)


@door.get("")
def index() -> str:
    """Show what waits, oldest first."""
    rows = [(one, queries.is_late(one)) for one in queries.waiting()]
    return render_template("ideas/additions/queue.html", rows=rows, total=queries.how_many_waiting())


@door.get("/<int:number>")
def read(number: int) -> str:
    """Open one addition with the idea it belongs to."""
    addition = queries.one(number)
    return _page(addition, DecideForm(version=addition.version, text=addition.text, reason=addition.reason))


def _page(addition: Addition, form: DecideForm) -> str:
    shown = {"addition": addition, "late": queries.is_late(addition), "word": STATE_WORDS[addition.state]}
    return render_template("ideas/additions/read.html", form=form, idea=addition.idea, **shown)


@door.post("/<int:number>")
def decide(number: int) -> Response | tuple[str, int]:
    """Publish, decline or shorten; the second of two people is told so."""
    addition, form = queries.one(number), DecideForm(request.form)
    if not form.validate():
        form.refresh()
        return _page(addition, form), 422
    who, text = accounts.require().who, form.text.data or ""
    if form.decline.data:
        services.decline(number, form.reason.data or "", who, form.version.data)
        return redirect(url_for("ideas_additions_desk.index", notiz="ergaenzung-abgelehnt"), 303)
    if form.publish.data:
        services.publish(number, text, who, form.version.data)
        return redirect(url_for("ideas_additions_desk.index", notiz="ergaenzung-sichtbar"), 303)
    services.shorten(number, text, who, form.version.data)
    return redirect(url_for("ideas_additions_desk.read", number=number, notiz="ergaenzung-gekuerzt"), 303)
