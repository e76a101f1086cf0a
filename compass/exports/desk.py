"""The office takes a list along: any filtered one, in seven forms; who took how many and what for can be read here."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from flask import Response, render_template, request

from compass.exports import choosing, queries, services, stream
from compass.exports.formats import FOR, FOR_HOUSES, FORMS
from compass.exports.forms import HELPS, ExportForm
from compass.exports.releasing import EXTENT_WORDS
from compass.exports.stream import Stream
from core import accounts, clock
from core.audience import desk
from core.db import own_transactions, rollback, writing
from core.rights import Right, allows

door = desk(
    "actor_exports",
    __name__,
    reads=Right.NETWORK_EXPORT,
    writes=Right.NETWORK_EXPORT,
    url_prefix="/buero/netzwerk/herausgeben",
)


@door.get("")
def ask() -> str:
    """Show how many would go out and ask in which form, and what for."""
    return _page(_form())


def _form(*, sent: bool = False) -> ExportForm:
    may = allows(accounts.require().role, Right.NETWORK_CONTACT)
    return ExportForm(request.form if sent else None, may_reach=may)


def _page(form: ExportForm) -> str:
    found, leaving = queries.counts(choosing.chosen(request.args))
    last = queries.last()
    return render_template(
        "compass/exports/ask.html",
        form=form,
        helps=FOR,
        extent_helps=HELPS,
        number=leaving,
        stay=found - leaving,
        narrowed=choosing.in_words(request.args),
        back=f"/buero/netzwerk?{urlencode(list(request.args.items(multi=True)))}".rstrip("?"),
        last=last,
        names=accounts.names(one.account_id for one in last),
        words={name: one.word for name, one in FORMS.items()},
        extents=EXTENT_WORDS,
    )


@door.post("")
@own_transactions
def send() -> Response | tuple[str, int]:
    """Note who takes how many and what for, then send the file; the note is stored before the first byte leaves."""
    form = _form(sent=True)
    if not form.validate():
        form.refresh()
        return _page(form), 422
    who, narrowed, wanted = accounts.require().who, choosing.in_words(request.args), choosing.chosen(request.args)
    rollback()
    going = stream.opened(wanted, form.extent.data, notes=form.form.data == FOR_HOUSES)
    try:
        said = services.Going(form.form.data, going.number, form.extent.data, narrowed, form.purpose.data or "")
        with writing():
            services.note(said, who)
        return _answer(going, form.form.data)
    except BaseException:
        going.close()
        raise


def _answer(going: Stream, name: str) -> Response:
    """Return the file as an answer that is written while it is sent; a reader who leaves frees the connection."""
    form = FORMS[name]
    written = form.write(going)
    answer = Response(_begun(next(written, b""), written, going), mimetype=form.mimetype)
    file = f"netzwerk-{clock.today().isoformat()}.{form.ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    answer.headers["Cache-Control"] = "no-store"
    answer.call_on_close(going.close)
    return answer


def _begun(first: bytes, rest: Iterator[bytes], going: Stream) -> Iterator[bytes]:
    """Yield the pieces; the connection is free as soon as the last one is written."""
    try:
        yield first
        yield from rest
    finally:
        going.close()
