"""The office offers closed files to the city archive, hands over the package, notes what the archive says."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.db import own_transactions, writing
from core.errors import FormExpired
from core.rights import Right
from ideas.archive import package, queries, services
from ideas.archive.forms import ButtonForm, VerdictForm
from ideas.archive.models import VERDICT_WORDS

door = desk("archive", __name__, reads=Right.IDEAS_READ, writes=Right.IDEAS_MODERATE, url_prefix="/buero/ideen/archiv")


@door.get("")
def index() -> str:
    """Show the closed files to offer and the offers so far."""
    return render_template(
        "ideas/archive/index.html",
        due=queries.due(queries.SHOWN),
        total=queries.how_many_due(),
        at_most=queries.IN_AN_OFFER,
        days=queries.after().days,
        offers=queries.offers(),
        form=ButtonForm(),
    )


@door.post("")
def offer() -> Response:
    """Put the closed files together as an offer."""
    _pressed()
    made = services.offer(accounts.require().who)
    return redirect(url_for("archive.show", number=made.id, notiz="angeboten"), 303)


@door.get("/<int:number>")
def show(number: int) -> str:
    """Show one offer."""
    return _page(number, VerdictForm())


def _page(number: int, form: VerdictForm) -> str:
    offer, files = queries.offer(number), queries.files(number)
    return render_template(
        "ideas/archive/offer.html",
        offer=offer,
        files=files,
        words=VERDICT_WORDS,
        form=form,
        fetch=ButtonForm(),
        ticked=form.ids(),
    )


@door.post("/<int:number>")
def decide(number: int) -> Response | tuple[str, int]:
    """Note what the archive says about the ticked files."""
    form = VerdictForm(request.form)
    verdict = form.verdict()
    if not form.validate() or verdict is None:
        form.refresh()
        return _page(number, form), 422
    services.decide(number, form.ids(), verdict, accounts.require().who)
    return redirect(url_for("archive.show", number=number, notiz="archiv-vermerkt"), 303)


@door.post("/<int:number>/paket")
@own_transactions
def fetch(number: int) -> Response:
    """Hand out the package; its checksum is kept, so that the archive can ask whether it has the right one."""
    _pressed()
    who = accounts.require().who
    content = package.of_offer(queries.offer(number))
    with writing():
        services.fetched(number, package.checksum(content), who)
    answer = Response(content, mimetype="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="anbietung-{number}.zip"'
    return answer


def _pressed() -> None:
    if not ButtonForm(request.form).validate():
        raise FormExpired("Das Formular war zu lange offen. Bitte laden Sie die Seite neu.")
