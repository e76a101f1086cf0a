"""The office takes a list along: any filtered one, in four forms; who took what is noted and can be read here."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Response, render_template, request

from core import accounts
from core.audience import desk
from core.db import own_transactions, rollback, writing
from core.rights import Right, allows
from ideas import listing
from ideas.exports import queries, sending, services
from ideas.exports.formats import FORMS
from ideas.exports.forms import FOR, ExportForm

door = desk(
    "exports", __name__, reads=Right.IDEAS_EXPORT, writes=Right.IDEAS_EXPORT, url_prefix="/buero/ideen/herausgeben"
)


@door.get("")
def ask() -> str:
    """Show what would go out and ask in which form."""
    return _page(_form())


def _form(*, sent: bool = False) -> ExportForm:
    may = allows(accounts.require().role, Right.ADDRESSES_EXPORT)
    return ExportForm(request.form if sent else None, may_have_addresses=may)


def _page(form: ExportForm) -> str:
    found = queries.last()
    return render_template(
        "ideas/exports/ask.html",
        form=form,
        helps=FOR,
        number=sending.how_many(request.args),
        narrowed=sending.in_words(request.args),
        back=f"/buero/ideen/alle?{urlencode(list(request.args.items(multi=True)))}".rstrip("?"),
        last=found,
        names=accounts.names(one.account_id for one in found),
        words={name: form.word for name, form in FORMS.items()},
    )


@door.post("")
@own_transactions
def send() -> Response | tuple[str, int]:
    """Note who takes what, then send the file; the note is stored before the first byte leaves."""
    form = _form(sent=True)
    if not form.validate():
        form.refresh()
        return _page(form), 422
    who, narrowed = accounts.require().who, sending.in_words(request.args)
    wanted = sending.numbers(request.args, listing.DESK)
    rollback()
    going = sending.opened(wanted, public=False, addresses=form.with_addresses)
    try:
        noted = services.Going(form.form.data, going.number, narrowed, form.with_addresses, form.why)
        with writing():
            services.note(noted, who)
        return sending.answer(going, form.form.data)
    except BaseException:
        going.close()
        raise
