"""Minutes on paper: accessible PDF (PDF/UA-1) through core/pdf.py, the same bytes from the same minutes, kept on disk."""

from __future__ import annotations

from flask import Response, request

from core import clock, fonts, kept, pdf, texts
from core.config import settings
from dialogues.evenings import minutes
from dialogues.evenings.document import Sheet
from dialogues.models import Dialogue
from ideas import address as idea_address
from ideas import queries as ideas

TEMPLATE = "dialogues/evenings/print.html"
DESIGN = (
    "templates/print.html",
    f"templates/{TEMPLATE}",
    "templates/dialogues/evenings/body.html",
    "templates/dialogues/result.html",
    "static/print.css",
    "dialogues/evenings/printing.py",
)


def sheet(dialogue: Dialogue) -> Sheet:
    """Return the minutes of an ended evening as they are printed; ideas that are hidden meanwhile are left out."""
    told, moment = minutes.of(dialogue), clock.local(dialogue.finished_at or clock.now())
    base = settings().base_url.rstrip("/")
    public = [(one.title, f"{base}{idea_address.of(one)}") for one in ideas.by_ids(told.idea_ids, public=True)]
    return Sheet(
        minutes=told,
        title=f"Protokoll: {told.title}",
        moment=moment,
        sender=f"{texts.text('city.name')} · {texts.text('office.name')}",
        made=f"Abgeschlossen am {clock.time_in_words(moment)}.",
        ideas=tuple(public),
    )


def answer(dialogue: Dialogue) -> Response:
    """Return the PDF; its tag is its content. Raise core.pdf.Missing without Pango."""
    printed = sheet(dialogue)
    tag = kept.fingerprint(printed, DESIGN)[:32]
    if request.if_none_match.contains(tag):
        given = Response(status=304)
    else:
        given = Response(kept.keep(f"protokoll-{tag}.pdf", lambda: render(printed), kept.folder()))
    given.mimetype = "application/pdf"
    given.set_etag(tag)
    given.headers["Content-Disposition"] = f'inline; filename="protokoll-{dialogue.id}.pdf"'
    return given


def render(printed: Sheet) -> bytes:
    """Return the bytes of the PDF; characters that our font lacks are shown as "[?]"."""
    return pdf.printed(pdf.drawn(TEMPLATE, document=fonts.all_drawable(printed)))
