"""The seat: all theses at one's own pace, one at a time, a stone for each; what one laid oneself is shown, nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import audience
from core.config import settings
from core.errors import FormExpired, NotThere, Refused
from dialogues import ballots, entering, seat_token
from dialogues.models import STONE_WORDS, Dialogue, DialogueState, Stone, Thesis
from dialogues.seat_forms import LeaveForm, StoneForm

door = audience.seat("seat", __name__, url_prefix="/mitmachen/platz")
NO_SECRET = "Ihr Platz ist nicht mehr vollständig. Bitte nehmen Sie mit dem Treffen-Code noch einmal Platz."  # noqa: S105 - a sentence


@dataclass(frozen=True)
class Row:
    """One thesis as its seat sees it: place in the row, the own stone (None open, 0 said nothing)."""

    number: int
    thesis: Thesis
    stone: int | None

    @property
    def key(self) -> str:
        """How the own stone is drawn; empty where none lies."""
        return Stone(self.stone).name.lower() if self.stone else ""

    @property
    def words(self) -> str:
        """The own stone in words."""
        if self.stone is None:
            return "noch offen"
        return STONE_WORDS[Stone(self.stone)][1] if self.stone else "Dazu sage ich nichts"


def _rows(dialogue: Dialogue) -> list[Row]:
    """Return the theses with the own stones; which ones are own is computed from the phone's secret and forgotten again."""
    bits = entering.phone_bits(dialogue.id)
    keys = {thesis.id: seat_token.key(bits, thesis.id) for thesis in dialogue.theses} if bits else {}
    own = ballots.own(keys) if keys else {}
    return [Row(number, thesis, own.get(thesis.id)) for number, thesis in enumerate(dialogue.theses, start=1)]


@door.get("")
def overview() -> str:
    """Show how far one is; after the last thesis thanks and what happens next; after closing where the result is."""
    dialogue = ballots.one(g.guest.id)
    if dialogue.state is not DialogueState.OPEN:
        return render_template("dialogues/seat_closed.html", dialogue=dialogue, form=LeaveForm())
    rows = _rows(dialogue)
    first_open = next((row for row in rows if row.stone is None), None)
    return render_template("dialogues/seat.html", dialogue=dialogue, rows=rows, first_open=first_open, form=LeaveForm())


@door.get("/<int:number>")
def thesis(number: int) -> str | Response:
    """Show one thesis with the five stones."""
    dialogue = ballots.one(g.guest.id)
    if dialogue.state is not DialogueState.OPEN:
        return redirect(url_for("seat.overview"), 303)
    row = _row(rows := _rows(dialogue), number)
    return _page(dialogue, rows, row, StoneForm(stone=row.stone))


@door.post("/<int:number>")
def lay(number: int) -> Response | tuple[str, int]:
    """Lay a stone and go on to the next thesis; the stone stands in no address and in no log."""
    dialogue, form = ballots.one(g.guest.id), StoneForm(request.form)
    bits = entering.phone_bits(dialogue.id)
    if dialogue.state is not DialogueState.OPEN:
        raise Refused(ballots.OVER)
    if not form.validate():
        form.refresh()
        row = _row(rows := _rows(dialogue), number)
        return _page(dialogue, rows, row, form), 422
    if bits is None:
        raise Refused(NO_SECRET)
    ballots.lay(dialogue.id, number, seat_token.key(bits, number), form.chosen)
    ids = [thesis.id for thesis in dialogue.theses]
    following = ids[ids.index(number) + 1 :]
    return redirect(url_for("seat.thesis", number=following[0]) if following else url_for("seat.overview"), 303)


@door.post("/verlassen")
def leave() -> Response:
    """Free the phone for the next person: both cookies go, the stones stay."""
    if not LeaveForm(request.form).validate():
        raise FormExpired("Die Seite war zu lange offen. Bitte laden Sie sie neu.")
    answer = make_response(redirect(url_for("joining.index"), 303))
    for name, same_site in ((audience.cookie_name("seat"), "Lax"), (entering.cookie_name(), "Strict")):
        answer.delete_cookie(name, secure=settings().secure, httponly=True, samesite=same_site)
    return answer


def _row(rows: list[Row], number: int) -> Row:
    """Return the row of a thesis; NotThere for one of another meeting."""
    found = next((row for row in rows if row.thesis.id == number), None)
    if found is None:
        raise NotThere
    return found


def _page(dialogue: Dialogue, rows: list[Row], row: Row, form: StoneForm) -> str:
    """Draw one thesis; chosen is what was just ticked, else the own stone."""
    around = (rows[row.number - 2] if row.number > 1 else None, rows[row.number] if row.number < len(rows) else None)
    stones = [(int(stone), stone.name.lower(), *STONE_WORDS[stone][:2]) for stone in reversed(Stone)]
    return render_template(
        "dialogues/seat_thesis.html", dialogue=dialogue, row=row, of=len(rows), around=around, stones=stones, form=form
    )
