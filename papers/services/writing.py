"""Changes of a paper's text: drafted from a result, a box or nothing; edited while it is a draft; dropped."""

from __future__ import annotations

import dataclasses
import hashlib

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from circles import queries as circles
from core import clock, journal, texts
from core.db import db
from core.errors import Refused
from core.journal import Who
from dialogues import leading
from kickbox import queries as kickbox
from kickbox.models import BoxState
from papers import drafting
from papers.drafting import Draft
from papers.drafts import PaperDraft
from papers.models import Paper, PaperKind, PaperState
from papers.services.changing import changed, draft_only, field_area, locked, thing
from papers.trace import trace


def draft(who: Who, *, deliverable_id: int | None = None, box_id: int | None = None, nonce: str = "") -> Paper:
    """Draft a paper from a released result, from a box that goes on, or empty; the same form stores one."""
    present = drafted(nonce)
    if present is not None:
        return present
    mark = _mark(nonce)
    moment = clock.now()
    paper = Paper(deliverable_id=deliverable_id, box_id=box_id, state=PaperState.DRAFT, nonce_hash=mark)
    paper.drafted_at = paper.changed_at = moment
    said = _said(paper)
    paper.kind, paper.subject = said.kind, said.subject
    paper.resolution, paper.reasons, paper.attachments = said.resolution, said.reasons, said.attachments
    paper.office, paper.area_id = texts.text("office.name"), field_area(paper)
    try:
        with db.session.begin_nested():
            db.session.add(paper)
    except IntegrityError:
        present = drafted(nonce)
        if present is None:
            raise
        return present
    journal.note("paper.drafted", thing(paper), who)
    changed(paper)
    return paper


def drafted(nonce: str) -> Paper | None:
    """Return the paper that this form drafted already: its source is no longer on offer then."""
    mark = _mark(nonce)
    return db.session.scalars(select(Paper).where(Paper.nonce_hash == mark)).one_or_none() if mark else None


def _mark(nonce: str) -> str | None:
    return hashlib.sha256(nonce.encode("utf-8", "replace")).hexdigest() if nonce else None


def _said(paper: Paper) -> Draft:
    """Return the first words of a paper, by where it comes from."""
    if paper.deliverable_id is not None:
        result = circles.deliverable(paper.deliverable_id, public=True)
        vision = circles.chain(paper.deliverable_id).vision
        questions = leading.of_vision(vision) if vision else []
        return drafting.from_result(result, trace(paper), texts.text, questions)
    if paper.box_id is not None:
        box = kickbox.box(paper.box_id, public=True)
        if box.state is not BoxState.GOES_ON:
            raise Refused("Nur aus einer Kickbox, die weitergeht, wird eine Vorlage.")
        paper.area_id = box.area_id
        return drafting.from_box(box, trace(paper), texts.text)
    return Draft(PaperKind.DECISION, texts.text("papers.new_subject"), "", "")


def edit(number: int, said: PaperDraft, who: Who, version: int | None = None) -> Paper:
    """Let a draft say something else; what it says already changes nothing (the same form sent twice)."""
    paper = locked(number)
    if said == PaperDraft.of(paper):
        return paper
    paper = locked(number, version)
    draft_only(paper)
    for name, value in dataclasses.asdict(said).items():
        setattr(paper, name, value)
    journal.note("paper.edited", thing(paper), who)
    changed(paper)
    return paper


def drop(number: int, who: Who, version: int | None = None) -> None:
    """Delete a draft that never was public."""
    paper = locked(number, version)
    draft_only(paper)
    if any(one.decision for one in paper.consultations):
        raise Refused("Zu dieser Vorlage steht schon ein Ergebnis. Sie lässt sich nicht löschen.")
    gone = thing(paper)
    journal.note("paper.dropped", gone, who)
    changed(paper)
    db.session.delete(paper)
    db.session.flush()
