"""What pages show of a paper: consultations with their results in words, the decision first, the printed body, the trace."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass

from flask import Response, request

from core import clock
from dialogues.showing import day
from papers import address, parsing, pdf, printing, queries
from papers import trace as tracing
from papers.document import PaperDocument
from papers.models import (
    KIND_WORDS,
    OUTCOME_WORDS,
    ROLE_WORDS,
    STATE_WORDS,
    Consultation,
    Outcome,
    Paper,
    PaperKind,
    PaperState,
)
from papers.trace import Trace

KINDS = {"draft": "info", "released": "warning", "decided": "success"}
TAKEN_NOTE, REJECTED = "Behandelt", "Abgelehnt"


@dataclass(frozen=True)
class Turn:
    """One consultation as pages show it; result empty while nobody has typed one in."""

    row: Consultation
    body: str
    when: str
    sitting: str
    role: str
    result: str
    votes: str
    plain: str


@dataclass(frozen=True)
class Shown:
    """One paper as a page shows it."""

    paper: Paper
    state: str
    badge: str
    kind: str
    when: str
    address: str
    file: str
    turns: tuple[Turn, ...]
    decision: str
    decided_by: str


def turn(row: Consultation) -> Turn:
    """Return one consultation in words."""
    said = row.decision
    votes = (("Ja", said.yes), ("Nein", said.no), ("Enthaltungen", said.abstained)) if said else ()
    return Turn(
        row,
        row.body.name,
        day(row.held_on),
        "öffentlich" if row.in_public else "nichtöffentlich",
        ROLE_WORDS[row.role],
        OUTCOME_WORDS[said.outcome] if said else "",
        ", ".join(f"{word}: {number}" for word, number in votes if number is not None),
        said.plain if said else "",
    )


def state_word(paper: Paper) -> str:
    """Return the state in a word; a No is no Beschluss, and what nobody decided was only taken note of."""
    if paper.state is not PaperState.DECIDED:
        return STATE_WORDS[paper.state]
    said = queries.final(paper)
    if said is not None and said.outcome is Outcome.REJECTED:
        return REJECTED
    only_noted = said is None or said.outcome is Outcome.NOTED or paper.kind is PaperKind.INFORMATION
    return TAKEN_NOTE if only_noted else STATE_WORDS[paper.state]


def of(paper: Paper, audience: str) -> Shown:
    """Return one paper for an audience; the public reads no results of closed sittings."""
    turns = [one for one in queries.in_turn(paper) if audience != "public" or one.in_public]
    final = queries.final(paper)
    deciding = next((one for one in turns if final is not None and one.id == final.consultation_id), None)
    word = state_word(paper)
    return Shown(
        paper,
        word,
        "danger" if word == REJECTED else KINDS[paper.state.value],
        KIND_WORDS[paper.kind],
        clock.day_in_words(paper.released_at or paper.changed_at),
        address.paper(paper.id, audience),
        address.file(paper.id, audience),
        tuple(turn(one) for one in turns),
        final.plain if final and deciding else "",
        f"{deciding.body.called} am {day(deciding.held_on)}" if deciding else "",
    )


def whole(paper: Paper, audience: str) -> dict[str, object]:
    """Return everything a paper's page needs: itself, its body, where it comes from, the hint about a summary."""
    behind = tracing.trace(paper)
    return {
        "shown": of(paper, audience),
        "document": dataclasses.replace(
            printing.document(paper, behind), origins=()
        ),  # the page has its own place for it
        "trace": behind,
        "needs_summary": parsing.needs_summary(paper.reasons, paper.summary),
    }


def pdf_answer(paper: Paper) -> Response:
    """Return a paper's PDF; its tag is its content, so that a browser that has it gets no second one."""
    document: PaperDocument = printing.document(paper, behind(paper))
    tag = hashlib.sha256(pdf.fingerprint(document).encode()).hexdigest()[:32]
    answer = Response(status=304) if request.if_none_match.contains(tag) else Response(pdf.cached(document))
    answer.mimetype = "application/pdf"
    answer.set_etag(tag)
    answer.headers["Content-Disposition"] = f'inline; filename="vorlage-{paper.id}.pdf"'
    return answer


def behind(paper: Paper) -> Trace:
    """Return where a paper comes from."""
    return tracing.trace(paper)
