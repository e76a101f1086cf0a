"""What this wing hangs into other pages: pictures under an idea, the author's own files, the office's work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import render_template, request
from markupsafe import Markup

from core.deadlines import DuePart
from core.journal import AUTHOR, Who
from ideas import queries as ideas
from ideas.attachments import queries, services
from ideas.attachments.forms import DecideForm, DropForm, FileForm, key_for
from ideas.attachments.models import KIND_WORDS, MOST, STATE_WORDS, Attachment, Scan
from ideas.models import Idea, Step
from ideas.stages import Stage

QUEUE = "/buero/ideen/anhaenge"
MEGABYTE = 1024 * 1024
TICKED = "files"
"""Field of the files to delete with personal words."""


@dataclass(frozen=True)
class Shape:
    """A file in words: "Foto", "0,4 MB", where it stands."""

    kind: str
    size: str
    state: str


def shape(attachment: Attachment) -> Shape:
    """Return a file in words."""
    size = f"{max(attachment.size / MEGABYTE, 0.1):.1f} MB".replace(".", ",")
    state = "wird noch auf Schadsoftware geprüft" if attachment.scan is Scan.OPEN else STATE_WORDS[attachment.state]
    return Shape(KIND_WORDS[attachment.kind], size, state)


def sections(idea: Idea) -> list[Markup]:
    """Return the photos and PDFs that everybody may see at an idea."""
    found = queries.shown(idea.id) if idea.public else ()
    if not found:
        return []
    photos = [one for one in found if one.is_photo]
    files = [(one, shape(one)) for one in found if not one.is_photo]
    return [_drawn("section", photos=photos, files=files)]


def own(idea_id: int, form: FileForm | None = None) -> dict[str, object]:
    """Return what an author sees of the files to the idea: each with the form that deletes it, and the form for one more."""
    key, rows = key_for(idea_id), queries.of_idea(idea_id)
    files = [(one, shape(one), DropForm(key=key, number=str(one.id))) for one in rows]
    more = (form or FileForm(key=key)) if len(rows) < MOST or form else None
    if more is not None:
        more.key.data = key
    return {"files": files, "form": more, "left": MOST - len(rows)}


def thanks(idea: Idea) -> list[Markup]:
    """Return the form for a file on the page with the Merk-Code."""
    return [_drawn("part", **own(idea.id))]


def found(idea: Idea) -> list[Markup]:
    """Return the author's files on the page behind the Merk-Code."""
    return [] if idea.stage is Stage.WITHDRAWN else [_drawn("part", **own(idea.id))]


def hint(form: object) -> list[Markup]:  # noqa: ARG001 - the slot's context
    """Return the sentence on the form that files come in the next step."""
    return [Markup('<p class="small muted">Ein Foto oder PDF dazu? Das geht im nächsten Schritt.</p>')]


def desk(idea: Idea) -> list[Markup]:
    """Return all files of an idea with the office's form for each."""
    rows = [(one, shape(one), _decision(one)) for one in queries.of_idea(idea.id)]
    return [_drawn("desk", rows=rows, idea=idea)] if rows else []


def _decision(attachment: Attachment) -> DecideForm:
    form = DecideForm(version=attachment.version, alt=attachment.alt)
    form.alt.id = f"alt-{attachment.id}"  # several of these forms stand on one page
    return form


def redact(idea: Idea) -> list[Markup]:
    """Offer the files on the page where the office takes personal words out: a photo tells of people too."""
    rows = [(one, shape(one)) for one in queries.of_idea(idea.id)]
    return [_drawn("redact", rows=rows, ticked=request.form.getlist(TICKED))] if rows else []


def redacting(idea: Idea, who: Who) -> list[object]:
    """Delete the ticked files of an idea with the words; one that is gone already is what was wanted."""
    ticked = set(request.form.getlist(TICKED))
    for number in [one.id for one in queries.of_idea(idea.id) if str(one.id) in ticked]:
        services.delete(number, who, idea_id=idea.id)
    return []


def stepped(idea: Idea, step: Step) -> list[object]:
    """Delete an idea's files when its author takes it back."""
    if step.stage is Stage.WITHDRAWN:
        services.delete_all(idea.id, AUTHOR)
    return []


def due() -> list[DuePart]:
    """Return the files that wait longest."""
    parts = []
    for one in queries.waiting(limit=3):
        until = one.sent_at + timedelta(days=ideas.reading_days())
        title = f"{KIND_WORDS[one.kind]} zu „{one.idea.title}“"
        parts.append(DuePart.until(title, "Ansehen und freigeben", "Datei", f"/buero/ideen/{one.idea_id}", until))
    return parts


def tiles() -> list[tuple[int, str, str]]:
    """Return how many files wait, if any do."""
    number = queries.how_many_waiting()
    return [(number, "Dateien anzusehen" if number != 1 else "Datei anzusehen", QUEUE)] if number else []


def _drawn(name: str, **given: object) -> Markup:
    return Markup(render_template(f"ideas/attachments/{name}.html", **given))  # noqa: S704 - our own template
