"""The moderator's page for visions: put one or a ranking on all walls, and find words together on the projector."""

from __future__ import annotations

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.errors import FormExpired, NotThere, Refused
from core.things import Thing
from dialogues import queries as room
from dialogues import services as changes
from dialogues.groups import queries, showable
from dialogues.groups.forms import HangForm, WordingForm
from dialogues.groups.holder import AGAIN, MODERATOR, door
from dialogues.models import Vision

__all__ = ["door"]

FIXED = "Diese Vision ist schon veröffentlicht. Ihre Worte ändert jetzt nur noch das Büro."
MEANWHILE = (
    "Inzwischen hat jemand anderes geschrieben. Ihre Worte sind noch da. Noch einmal speichern, dann gelten sie."
)


@door.post("/<token>/leinwand")
def hang(token: str) -> Response:
    """Put a vision or a ranking on all walls, or show the theses again."""
    form, number = HangForm(request.form), queries.meeting_of(g.link.thing)
    if not form.validate():
        raise FormExpired(AGAIN)
    named = {str(one.thing): one.thing for one in showable.of(room.dialogue(number, public=False))}
    if form.thing.data and form.thing.data not in named:
        raise NotThere
    changes.put_up(number, named.get(form.thing.data or ""))
    return redirect(url_for("dialogues_moderator.show", token=token, _anchor="alle"), 303)


def _vision(number: int) -> Vision:
    """Return a vision of the link's meeting that the room may still put into words."""
    vision = room.vision(number, public=False)
    if vision.dialogue_id != queries.meeting_of(g.link.thing):
        raise NotThere
    if vision.public:
        raise Refused(FIXED)
    return vision


@door.get("/<token>/visionen/<int:number>")
def wording(token: str, number: int) -> str:
    """Show a vision's words to write on."""
    vision = _vision(number)
    return _page(token, vision, WordingForm(title=vision.title, text=vision.text, version=vision.version))


def _page(token: str, vision: Vision, form: WordingForm, first: str = "") -> str:
    dialogue = room.dialogue(vision.dialogue_id, public=False)
    place = f"/div/moderation/{token}"
    return render_template(
        "dialogues/groups/wording.html", vision=vision, dialogue=dialogue, form=form, first=first, place=place
    )


@door.post("/<token>/visionen/<int:number>")
def reword(token: str, number: int) -> Response | tuple[str, int]:
    """Keep the new words as a version and show them on all walls; the second of two keeps what they typed."""
    vision, form = _vision(number), WordingForm(request.form)
    if not form.validate():
        form.refresh()
        return _page(token, vision, form), 422
    said = (form.title.data or "", form.text.data or "")
    if form.version.data != vision.version and said != (vision.title, vision.text):
        form.renew(vision.version)
        return _page(token, vision, form, MEANWHILE), 409
    changes.reword(number, *said, MODERATOR, vision.version)
    changes.put_up(vision.dialogue_id, Thing("vision", number))
    return redirect(url_for("dialogues_moderator.wording", token=token, number=number, _anchor="gespeichert"), 303)
