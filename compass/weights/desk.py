"""Gewichte und Wörter der Vorschläge: the office sees what counts; an admin changes it, and sees first what that would do."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from compass import effects, queries
from compass import evidence_kinds as kinds
from compass.weights import page, services
from compass.weights.forms import WeightsForm
from core import accounts
from core.audience import desk
from core.rights import Right
from radar.forms import as_id

ROOT = "/buero/netzwerk/gewichte"
door = desk("compass_weights", __name__, reads=Right.NETWORK_CONTACT, writes=Right.NETWORK_QUALITY, url_prefix=ROOT)


@door.get("")
def index() -> str:
    """Show what counts how much, the words for the same, and earlier versions; `fassung` fills the form with one of them."""
    wanted = page.version(as_id(request.args.get("fassung", "0")), request.args.get("fassung"))
    last = queries.newest_weights()
    form = WeightsForm(**(wanted or page.now()), newest=last.id if last else 0)
    return _show(form, taken=wanted is not None)


def _show(form: WeightsForm, first: str | None = None, *, taken: bool = False) -> str:
    return render_template("compass/weights/index.html", form=form, first=first, taken=taken, **page.face())


@door.post("")
def change() -> Response | str | tuple[str, int]:
    """Show what other weights would do; keep them only once that was shown and is confirmed."""
    form = WeightsForm(request.form)
    valid, first = form.validate(), _first(form)
    if not valid or first or "zurueck" in request.form:
        form.refresh()
        return _show(form, first), 200 if valid and not first else 409 if first and valid else 422
    mark = effects.digest(form.percents)
    if form.shown.data != mark:
        return _effect(form, mark)
    services.change(form.percents, accounts.require().who, form.newest.data or 0)
    return redirect(url_for("compass_weights.index", notiz="gespeichert"), 303)


def _effect(form: WeightsForm, mark: str) -> str | Response:
    """Show the effect with everything that was filled in; where nothing was changed there is nothing to show."""
    changes = kinds.differences(page.now(), form.percents)
    if not changes:
        return redirect(url_for("compass_weights.index", notiz="nichts-geaendert"), 303)
    effect = effects.of_weights(queries.shares(form.percents))
    form.refresh()
    kept = MultiDict({field.name: str(field.data) for field in form.rows})
    given = {"newest": form.newest.data or 0, "shown": mark, **kept.to_dict()}
    return render_template("compass/weights/effect.html", form=form, effect=effect, changes=changes, given=given)


def _first(form: WeightsForm) -> str | None:
    """Return the sentence about who was first, if somebody was; sending the form again then counts."""
    last = queries.newest_weights()
    if form.newest.data == (last.id if last else 0):
        return None
    form.newest.raw_data, form.newest.data = None, last.id if last else 0
    form.shown.data = ""
    return f"{services.meanwhile(last)} Ihre Zahlen stehen noch im Formular. Unten sehen Sie, was jetzt gilt."
