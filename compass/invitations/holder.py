"""Links in letters of invitations: answer, come instead of somebody, get no more of them. A GET changes nothing."""

from __future__ import annotations

from flask import Response as FlaskResponse
from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass.invitations import calendar, letters, queries, services, wording
from compass.invitations.forms_answer import AnswerForm, LinkForm
from compass.invitations.models import Answer, Invitation
from core import links, mail, texts
from core.audience import holder
from core.errors import FormExpired, NotThere

ROOT = "/netzwerk/einladung"
door = holder("compass_invitation", __name__, purpose=letters.ANSWER, url_prefix=ROOT)
guest_door = holder("compass_invitation_guest", __name__, purpose=letters.GUEST, url_prefix=f"{ROOT}-gast")
stop_door = holder("compass_invitation_stop", __name__, purpose=letters.STOP, url_prefix=f"{ROOT}-abbestellen")
AGAIN = "Das Formular war zu lange offen. Bitte öffnen Sie den Link aus dem Brief noch einmal."


@door.get("/<token>")
def show(token: str) -> str:
    """Show what one is invited to, with the answers."""
    one = queries.invitation(g.link.subject)
    said = {name: getattr(one, name) for name in ("guest_name", "guest_email", "note")}
    given = {"answer": one.answer.value, "guest_knows": bool(one.guest_name), **said} if one.answer else {}
    return _page(AnswerForm(one.round.way, **given), token)


def _page(form: AnswerForm, token: str) -> str:
    one = queries.invitation(g.link.subject)
    return render_template(
        "compass/invitations/answer.html",
        one=one,
        of=one.round,
        facts=wording.facts(one.round),
        open=queries.is_open(one.round),
        form=form,
        token=token,
    )


@door.post("/<token>")
def answer(token: str) -> Response | tuple[str, int]:
    """Note the answer."""
    form = AnswerForm(queries.invitation(g.link.subject).round.way, request.form)
    if not form.validate():
        form.refresh()
        return _page(form, token), 422
    if form.website.data:
        raise FormExpired(AGAIN)
    services.answer(g.link.subject, form.said())
    return redirect(url_for("compass_invitation.thanks", token=token), 303)


@door.get("/<token>/danke")
def thanks(token: str) -> str:
    """Say what was noted."""
    one = queries.invitation(g.link.subject)
    if one.answer is None:
        raise NotThere
    return render_template(
        "compass/invitations/thanks.html",
        of=one.round,
        facts=wording.facts(one.round),
        answer=wording.answers(one.round.way)[one.answer],
        yes=one.answer is Answer.YES,
        guest=one.guest_name,
        open=queries.is_open(one.round),
        token=token,
        address="compass_invitation",
    )


@door.get("/<token>/termin.ics")
def day(token: str) -> FlaskResponse:
    """Return the day for the calendar of somebody who said Yes."""
    one = queries.invitation(g.link.subject)
    if one.answer is not Answer.YES or not one.round.day_on:
        raise NotThere
    return _calendar(calendar.written(one.round, mail.address("compass_invitation.show", token=token)))


def _calendar(body: bytes) -> FlaskResponse:
    answer = FlaskResponse(body, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="termin.ics"'
    return answer


@guest_door.get("/<token>")
def ask(token: str) -> str:
    """Show somebody who was named what is kept, by whom, and what for."""
    one = _named()
    return render_template(
        "compass/invitations/guest.html",
        one=one,
        of=one.round,
        facts=wording.facts(one.round),
        wording=texts.text("compass.invitation.guest"),
        open=queries.is_open(one.round),
        coming=one.guest_answer is Answer.YES,
        form=LinkForm(),
        token=token,
    )


def _named() -> Invitation:
    one = queries.invitation(g.link.subject)
    if not one.guest_email:
        raise NotThere
    return one


@guest_door.post("/<token>")
def decide(token: str) -> Response:
    """Note that somebody who was named comes, or does not: then name and address are gone at once."""
    if not LinkForm(request.form).validate():
        raise FormExpired(AGAIN)
    if "ja" in request.form:
        services.confirm_guest(g.link.subject)
        return redirect(url_for("compass_invitation_guest.ask", token=token, notiz="einladung-ja"), 303)
    services.drop_guest(g.link.subject)
    return redirect("/netzwerk?notiz=einladung-geloescht", 303)


@guest_door.get("/<token>/termin.ics")
def guest_day(token: str) -> FlaskResponse:
    """Return the day for the calendar of somebody who comes instead."""
    one = _named()
    if one.guest_answer is not Answer.YES or not one.round.day_on:
        raise NotThere
    return _calendar(calendar.written(one.round, mail.address("compass_invitation_guest.ask", token=token)))


@stop_door.get("/<token>")
def end(token: str) -> str:
    """Show the button that ends invitations."""
    return render_template("compass/invitations/stop.html", form=LinkForm(), token=token)


@stop_door.post("/<token>")
def stop(token: str) -> Response:
    """Withdraw the consent at once: for a button of ours, or a mail program's single click, which brings no form token.

    The link itself is the secret here, so nothing is lost by that: who holds it may end these letters.
    """
    single = request.form.get("List-Unsubscribe") == "One-Click"
    if not single and not LinkForm(request.form).validate():
        raise FormExpired(AGAIN)
    services.stop(links.spend(letters.STOP, token).id)
    return redirect("/netzwerk?notiz=einladungen-beendet", 303)
