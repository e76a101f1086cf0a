"""The seat: all theses at one's own pace, or the one a moderator calls; a stone for each; one's own stones, nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response as Answer
from flask import g, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import audience, writer
from core.config import settings
from core.db import own_transactions
from core.errors import FormExpired, NotThere, Refused
from dialogues import agreement, ballots, entering, seat_crowd, seat_place, seat_rows
from dialogues.models import STONE_WORDS, Dialogue, Stone
from dialogues.seat_forms import LeaveForm, SeatForm, StoneForm
from dialogues.seat_place import Phase, Place
from dialogues.seat_rows import Row
from dialogues.seat_words import words

door = audience.seat("seat", __name__, url_prefix="/mitmachen/platz")
NO_SECRET = "Ihr Platz ist nicht mehr vollständig. Bitte nehmen Sie mit dem Treffen-Code noch einmal Platz."  # noqa: S105 - a sentence


def _place() -> Place:
    return seat_place.now(g.guest.id, entering.choice(g.guest.id).group_id)


def _shared(dialogue: Dialogue, place: Place) -> dict[str, object]:
    """Return what every page of the seat is drawn with."""
    return {"dialogue": dialogue, "place": place, "said": words(informal=dialogue.informal), "of": len(dialogue.theses)}


@door.get("")
def overview() -> str | Response:
    """Show how far one is, what to wait for, and after closing the result; a thesis just called is shown at once."""
    dialogue, place = ballots.one(g.guest.id), _place()
    if place.phase is Phase.OVER:
        results = agreement.by_need(agreement.results(dialogue))
        return render_template(
            "dialogues/seat_closed.html", form=LeaveForm(), results=results, **_shared(dialogue, place)
        )
    rows = seat_rows.rows(dialogue, place, entering.phone_bits(dialogue.id))
    called = next((row for row in rows if row.thesis.id == place.on and row.stone is None), None)
    if called and place.phase is Phase.LAYING:
        return redirect(url_for("seat.thesis", number=called.thesis.id), 303)
    return _overview(dialogue, place, rows)


def _overview(dialogue: Dialogue, place: Place, rows: list[Row]) -> str:
    """Draw the own stones, what is still open, and what the person may say about group and sector."""
    groups = seat_place.groups(dialogue.id)
    return render_template(
        "dialogues/seat.html",
        rows=rows,
        first_open=next((row for row in rows if row.stone is None), None),
        form=LeaveForm(),
        choice=SeatForm(dialogue=dialogue, groups=groups).holding(entering.choice(dialogue.id)),
        sender=StoneForm(),
        **_shared(dialogue, place),
    )


@door.get("/stand")
@audience.asked_often
def standing() -> Answer:
    """Tell a page that asks every two seconds whether something is new: 304, or a few words; never a stone."""
    place = seat_crowd.now(g.guest.id, entering.choice(g.guest.id).group_id)
    answer = Answer(status=304) if request.if_none_match.contains_weak(place.tag) else jsonify(stand=place.tag)
    answer.set_etag(place.tag, weak=True)
    return answer


@door.get("/<int:number>")
def thesis(number: int) -> str | Response:
    """Show one thesis with the five stones."""
    dialogue, place = ballots.one(g.guest.id), _place()
    if place.phase is not Phase.LAYING:
        return redirect(url_for("seat.overview"), 303)
    row = _row(rows := seat_rows.rows(dialogue, place, entering.phone_bits(dialogue.id)), number)
    return _page(dialogue, place, rows, row, StoneForm(stone=row.stone, turn=str(place.turn)))


@door.post("/<int:number>")
@own_transactions
def lay(number: int) -> Response | tuple[str, int]:
    """Lay a stone and go on to the next thesis; the stone stands in no address and in no log."""
    place, bits = _place(), entering.phone_bits(g.guest.id)
    form = StoneForm(request.form, said=words(informal=place.informal))
    _open(place, form)
    reached = place.reached(seat_place.theses(g.guest.id))
    if number not in reached:
        raise NotThere
    if not form.validate():
        return _again(number, place, form), 422
    if bits is None:
        raise Refused(NO_SECRET)
    writer.stored(seat_rows.laying(g.guest.id, place, bits, (number, form.chosen), entering.choice(g.guest.id).sector))
    return _laid(reached, number)


def _again(number: int, place: Place, form: StoneForm) -> str:
    """Show a thesis again whose form was not right."""
    dialogue = ballots.one(g.guest.id)
    form.refresh()
    rows = seat_rows.rows(dialogue, place, entering.phone_bits(dialogue.id))
    return _page(dialogue, place, rows, _row(rows, number), form)


def _open(place: Place, form: StoneForm) -> None:
    """Refuse a stone when none are laid, or one that was meant for the round before."""
    if place.phase is Phase.OVER:
        raise Refused(form.said.over)
    if place.phase is not Phase.LAYING:
        raise Refused(form.said.not_now)
    if not form.is_of(place.turn):
        raise Refused(form.said.other_turn)


def _laid(reached: Sequence[int], number: int) -> Response:
    """Answer a stone that is stored: a script gets a word, a browser the next thesis."""
    if request.accept_mimetypes.best == "application/json":
        return jsonify(laid=True)
    following = reached[reached.index(number) + 1 :]
    return redirect(url_for("seat.thesis", number=following[0]) if following else url_for("seat.overview"), 303)


@door.post("/angaben")
def choose() -> Response:
    """Take another group or sector; stones that lie are laid again with it."""
    dialogue, bits = ballots.one(g.guest.id), entering.phone_bits(g.guest.id)
    form = SeatForm(request.form, dialogue=dialogue, groups=seat_place.groups(dialogue.id))
    if not form.validate():
        raise FormExpired("Die Seite war zu lange offen. Bitte laden Sie sie neu.")
    if bits is None:
        raise Refused(NO_SECRET)
    seat_rows.move(dialogue, seat_place.now(dialogue.id, form.choice.group_id), bits, form.choice.sector)
    return entering.keep(make_response(redirect(url_for("seat.overview"), 303)), dialogue.id, form.choice)


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


def _page(dialogue: Dialogue, place: Place, rows: list[Row], row: Row, form: StoneForm) -> str:
    """Draw one thesis; chosen is what was just ticked, else the own stone."""
    at = rows.index(row)
    around = (rows[at - 1] if at else None, rows[at + 1] if at + 1 < len(rows) else None)
    stones = [(int(stone), stone.name.lower(), *STONE_WORDS[stone][:2]) for stone in reversed(Stone)]
    shared = _shared(dialogue, place)
    return render_template(
        "dialogues/seat_thesis.html", row=row, rows=rows, around=around, stones=stones, form=form, **shared
    )
