"""Links in letters: confirm an application; the innovator's own page, where they say themselves how far they are."""

from __future__ import annotations

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import links
from core.audience import holder
from core.errors import FormExpired
from core.journal import AUTHOR
from kickbox import call, keeping, queries, services, showing
from kickbox.forms import ButtonForm, EndForm, LevelForm

confirm_door = holder("kickbox_confirm", __name__, purpose="kickbox.confirm", url_prefix="/kickbox/bestaetigen")
own_door = holder("kickbox_own", __name__, purpose="kickbox.own", url_prefix="/kickbox/meine")

AGAIN = "Das Formular war zu lange offen. Bitte öffnen Sie den Link aus dem Brief noch einmal."


@confirm_door.get("/<token>")
def ask(token: str) -> str:
    """Show the button that confirms an application."""
    box = queries.box(g.link.subject, public=False)
    return render_template("kickbox/confirm.html", form=ButtonForm(), token=token, box=box, days=call.answer_days())


@confirm_door.post("/<token>")
def confirm(token: str) -> Response:
    """Confirm the application; the link is spent."""
    if not ButtonForm(request.form).validate():
        raise FormExpired(AGAIN)
    services.confirm(links.spend("kickbox.confirm", token).id)
    return redirect(url_for("kickbox.index", notiz="kickbox-bestaetigt"), 303)


def _page(token: str, level: LevelForm, end: EndForm) -> str:
    box = queries.box(g.link.subject, public=False)
    shown = showing.one(box)
    gone_on = box.ended_at + keeping.AFTER_THE_END if box.ended_at else None
    return render_template("kickbox/own.html", token=token, level=level, end=end, gone_on=gone_on, **shown)


@own_door.get("/<token>")
def stand(token: str) -> str:
    """Show the innovator where the box stands and what they can do."""
    box = queries.box(g.link.subject, public=False)
    return _page(token, LevelForm(level=box.level + 1), EndForm())


@own_door.post("/<token>/stufe")
def reach(token: str) -> Response | tuple[str, int]:
    """Reach the next level."""
    form = LevelForm(request.form)
    if not form.validate():
        form.refresh()
        return _page(token, form, EndForm()), 422
    services.reach(g.link.subject, form.level.data or 0, form.note.data or "", AUTHOR)
    return redirect(url_for("kickbox_own.stand", token=token, notiz="kickbox-stufe"), 303)


@own_door.post("/<token>/ende")
def end(token: str) -> Response | tuple[str, int]:
    """End the box."""
    form = EndForm(request.form)
    box = queries.box(g.link.subject, public=False)
    if not form.validate():
        form.refresh()
        return _page(token, LevelForm(level=box.level + 1), form), 422
    services.end(box.id, form.ending.data or "", AUTHOR, onward=form.said_onward)
    return redirect(url_for("kickbox_own.stand", token=token, notiz="kickbox-ende"), 303)
