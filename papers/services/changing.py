"""What every change of a paper needs: the row held, the caches and the index told."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from circles import queries as circles
from core import clock, indexing, versions
from core.db import db
from core.errors import NotThere, Refused
from core.things import Thing
from papers.models import Consultation, Paper, PaperState

MEANWHILE = "Jemand anderes hat die Vorlage gerade geändert. Bitte laden Sie die Seite neu und schauen Sie noch einmal."


def thing(paper: Paper) -> Thing:
    """Return the paper as the rest of the house points at it."""
    return Thing("paper", paper.id)


def locked(number: int, version: int | None = None) -> Paper:
    """Return a paper with its consultations as it stands now, its row held; Refused when it changed since `version`."""
    wanted = select(Paper).where(Paper.id == number).with_for_update(of=Paper)
    turns = selectinload(Paper.consultations)
    wanted = wanted.options(turns.selectinload(Consultation.body), turns.selectinload(Consultation.decision))
    found = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotThere
    if version is not None and found.version != version:
        raise Refused(MEANWHILE)
    return found


def draft_only(paper: Paper) -> None:
    """Refuse to change what has been released."""
    if paper.state is not PaperState.DRAFT:
        raise Refused("Diese Vorlage ist veröffentlicht. Nehmen Sie sie zuerst zurück, um den Text zu ändern.")


def changed(paper: Paper) -> None:
    """Note the moment, tell index and caches; the ideas' pages show papers too."""
    paper.changed_at = clock.now()
    db.session.flush()
    versions.up("papers")
    versions.up("ideas")
    indexing.changed(thing(paper))


def field_area(paper: Paper) -> int | None:
    """Return the Aktionsfeld of a paper: its own, else that of the vision it came from."""
    if paper.area_id or paper.deliverable_id is None:
        return paper.area_id
    vision = circles.chain(paper.deliverable_id).vision
    return vision.main_area_id if vision else None
