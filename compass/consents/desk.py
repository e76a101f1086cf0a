"""The office notes a Yes or a No, and sees which wordings count and who agreed to an older one."""

from __future__ import annotations

from datetime import datetime, time

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass import looks, services, wordings
from compass.consents import queries
from compass.consents.forms import SaidForm
from compass.models import PURPOSE_WORDS, Purpose
from core import accounts, clock
from core.audience import desk
from core.errors import FormExpired, NotThere, Refused
from core.rights import Right, allows

ROOT = "/buero/netzwerk"
AGAIN = "Die Seite war zu lange offen. Bitte laden Sie sie neu und drücken Sie noch einmal."
door = desk(
    "compass_consents",
    __name__,
    reads=Right.NETWORK_CONTACT,
    writes=Right.NETWORK_EDIT,
    url_prefix=f"{ROOT}/einwilligungen",
)
edit_door = desk(
    "compass_consents_edit", __name__, reads=Right.NETWORK_EDIT, writes=Right.NETWORK_EDIT, url_prefix=ROOT
)


@door.get("")
def index() -> str:
    """Show every purpose with its wording, how many agreed, and to which wording."""
    may_word = allows(accounts.require().role, Right.WORDS_EDIT)
    return render_template("compass/consents/wordings.html", lines=queries.lines(), may_word=may_word)


@door.get("/<any(" + ",".join(Purpose) + "):purpose>")
def older(purpose: str) -> str:
    """Show who agreed to an older wording of a purpose."""
    after = request.args.get("nach", "0")
    if not (after.isascii() and after.isdecimal() and len(after) <= 9):  # noqa: PLR2004 - digits of the largest id
        raise NotThere
    rows = queries.older(Purpose(purpose), int(after))
    looks.note("Älterer Wortlaut", len(rows))
    return render_template(
        "compass/consents/older.html",
        purpose=purpose,
        word=PURPOSE_WORDS[Purpose(purpose)],
        wording=wordings.now(Purpose(purpose)),
        rows=rows[: queries.PAGE],
        after=rows[queries.PAGE - 1].consent.id if len(rows) > queries.PAGE else None,
    )


@edit_door.post("/<int:number>/einwilligung")
def say(number: int) -> Response:
    """Note that somebody said Yes or No to some purposes, and how; it counts at once."""
    form = SaidForm(request.form)
    if not form.validate():
        raise FormExpired(AGAIN) if form.is_forged else Refused(form.fault)
    who, giving = accounts.require().who, bool(form.give.data)
    for purpose in form.purposes():
        if giving:
            _give(number, purpose, form)
        else:
            services.withdraw_consent(number, purpose, form.channel.data, who)
    notice = "einwilligung" if giving else "einwilligung-ende"
    return redirect(url_for("compass_desk.show", number=number, notiz=notice, _anchor="h-ja"), 303)


def _give(number: int, purpose: Purpose, form: SaidForm) -> None:
    said = datetime.combine(form.day.data, time(12), clock.BERLIN) if form.day.data else None
    services.give_consent(
        number,
        purpose,
        form.channel.data,
        wordings.now(purpose),
        accounts.require().who,
        given_at=min(said, clock.now()) if said else None,
        evidence=form.evidence.data or "",
        anew=True,
    )
