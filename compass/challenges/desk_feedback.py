"""The office says what became of a suggestion; admins read how good the suggestions were."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass.challenges import page, quality, queries, services
from compass.challenges.desk import AGAIN, ROOT
from compass.challenges.forms import FeedbackForm, seen
from compass.challenges.models import State, UnfitReason
from core import accounts
from core.audience import desk
from core.errors import FormExpired
from core.rights import Right

door = desk("compass_feedback", __name__, reads=Right.NETWORK_EDIT, writes=Right.NETWORK_EDIT, url_prefix=ROOT)
quality_door = desk(
    "compass_quality", __name__, reads=Right.NETWORK_QUALITY, writes=Right.NETWORK_QUALITY, url_prefix=ROOT
)


@door.get("/<int:number>/rueckmeldung/<int:actor>")
def ask(number: int, actor: int) -> str:
    """Show what was noted about one suggestion."""
    given = page.one_suggestion(number, actor)
    return render_template("compass/challenges/feedback.html", form=FeedbackForm(**seen(given["row"])), **given)


@door.post("/<int:number>/rueckmeldung/<int:actor>")
def say(number: int, actor: int) -> Response | tuple[str, int]:
    """Note what became of a suggestion."""
    given, form = page.one_suggestion(number, actor), FeedbackForm(request.form)
    if not form.validate():
        form.refresh()
        return render_template("compass/challenges/feedback.html", form=form, **given), 422
    state = State(form.state.data)
    reason = UnfitReason(form.reason.data) if state is State.UNFIT else None
    verdict = services.Verdict(state, reason, form.said.data or "")
    services.say(number, actor, verdict, accounts.require().who, version=form.version.data or 0)
    return redirect(
        url_for("compass_challenges.show", number=number, notiz="rueckmeldung-da", _anchor=f"a{actor}"), 303
    )


@door.post("/<int:number>/rueckmeldung/<int:actor>/loeschen")
def forget(number: int, actor: int) -> Response:
    """Delete what was noted about a suggestion."""
    form = page.VersionForm(request.form)
    if not form.validate():
        raise FormExpired(AGAIN)
    services.forget_feedback(number, actor, accounts.require().who, version=form.version.data or 0)
    return redirect(
        url_for("compass_challenges.show", number=number, notiz="rueckmeldung-weg", _anchor=f"a{actor}"), 303
    )


@quality_door.get("/guete")
def figures() -> str:
    """Show what share said Yes and how often a right one stood among the first five."""
    return render_template("compass/challenges/quality.html", found=quality.figures(queries.said()))
