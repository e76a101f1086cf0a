"""A paper as it is printed: rows and trace become the plain values of papers.document."""

from __future__ import annotations

from datetime import date

from core import clock, texts
from core.config import settings
from papers import drafting, parsing, queries
from papers.document import Consulting, PaperDocument, Reference, Signature
from papers.models import KIND_WORDS, ROLE_WORDS, Paper
from papers.trace import Link, Trace

DRAFT = "Entwurf, nicht im Ratsinformationssystem"


def document(paper: Paper, trace: Trace) -> PaperDocument:
    """Return the paper as print and page show it; a draft says that it is one."""
    moment = paper.released_at or paper.changed_at
    return PaperDocument(
        kind=f"{KIND_WORDS[paper.kind]} der Verwaltung",
        subject=paper.subject,
        moment=moment,
        sender=texts.text("city.name"),
        office=paper.office or texts.text("office.name"),
        day=clock.local(moment).strftime("%d.%m.%Y"),
        phone=texts.text("office.phone"),
        number=paper.number,
        consultations=tuple(
            Consulting(
                one.body.name,
                printed_day(one.held_on),
                "öffentlich" if one.in_public else "nichtöffentlich",
                ROLE_WORDS[one.role],
            )
            for one in queries.in_turn(paper)
        ),
        product_group=paper.product_group,
        effects_result=paper.effects_result,
        effects_finance=paper.effects_finance,
        earlier=paper.earlier,
        summary=paper.summary,
        resolution_opening=drafting.opening(paper.kind, queries.in_turn(paper)),
        resolution=parsing.points(paper.resolution),
        reasons=parsing.sections(paper.reasons),
        origins=tuple(origins(trace)),
        attachments=tuple(Reference(line) for line in parsing.lines(paper.attachments)),
        signatures=tuple(Signature(name) for name in (paper.signer_left, paper.signer_right) if name),
        draft_remark="" if paper.released_at else DRAFT,
    )


def printed_day(iso: str) -> str:
    """Return a day as council papers print it, 09.12.2026; what is no day stays as it is."""
    try:
        return date.fromisoformat(iso).strftime("%d.%m.%Y")
    except ValueError:
        return iso


def origins(trace: Trace) -> list[Reference]:
    """Return the way back as lines of the paper, the ideas first."""
    named = [
        *(("Idee", one) for one in trace.ideas),
        ("Treffen", trace.meeting),
        ("Vision", trace.vision),
        ("Innovationszirkel", trace.circle),
        ("Ergebnis", trace.result),
        ("Kickbox", trace.box),
    ]
    return [_reference(word, link, trace) for word, link in named if link is not None]


def _reference(word: str, link: Link, trace: Trace) -> Reference:
    beside = [link.when] if link.when else []
    if word == "Treffen" and trace.people:
        beside.append(f"{trace.people} Menschen")
    if word == "Innovationszirkel" and trace.balance:
        beside.append(trace.balance)
    said = f"{word}: „{link.title}“" + (f" ({', '.join(beside)})" if beside else "")
    return Reference(said, settings().base_url.rstrip("/") + link.address)
