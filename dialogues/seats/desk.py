"""The office gives out personal codes, prints them, sends them; which of them is used it does not see."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.config import settings
from core.errors import Refused
from core.rights import Right
from dialogues import ballots, single_codes
from dialogues.desk_meetings import onward
from dialogues.models import Dialogue, DialogueState
from dialogues.seats import services
from dialogues.seats.forms import CodesForm

door = desk(
    "dialogues_codes",
    __name__,
    reads=Right.DIALOGUES_EDIT,
    writes=Right.DIALOGUES_EDIT,
    url_prefix="/buero/div/<int:number>/codes",
)


def _page(dialogue: Dialogue, form: CodesForm) -> str:
    issued = [single_codes.grouped(one) for one in single_codes.issued(dialogue.id)]
    address = f"{settings().base_url.rstrip('/')}/mitmachen/"
    return render_template(
        "dialogues/seats/codes.html",
        dialogue=dialogue,
        codes=issued,
        used=single_codes.used(dialogue.id),
        address=address,
        copied="\n".join(f"{address}{one}" for one in issued),
        only=single_codes.only(dialogue),
        form=form,
    )


@door.get("")
def index(number: int) -> str:
    """Show the codes given out so far, ready to be printed or copied."""
    return _page(ballots.one(number), CodesForm(number=10))


@door.post("")
def give_out(number: int) -> Response | tuple[str, int]:
    """Give out more codes."""
    dialogue, form = ballots.one(number), CodesForm(request.form)
    if not dialogue.single_codes or dialogue.state is DialogueState.CLOSED:
        raise Refused("Für dieses Treffen gibt es keine persönlichen Codes.")
    if not form.validate():
        form.refresh()
        return _page(dialogue, form), 422
    services.give_out(dialogue, int(form.number.data or 0), accounts.require().who)
    return onward(f"/buero/div/{number}/codes", "codes-ausgegeben")
