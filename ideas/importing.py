"""Contributions from another platform's export: one pass over a CSV or Excel file, good rows kept, bad ones named."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from core import clock, indexing, journal, tables, versions
from core.db import db, writing
from core.forms import clean, one_line
from core.journal import HOUSE
from core.sheets import Unreadable
from core.things import Thing
from ideas.models import PLACE_LENGTH, TEXT_LENGTH, TITLE_LENGTH, Idea, Source, Step
from ideas.services import derived_title
from ideas.stages import Stage
from radar import queries as radar
from radar.queries import Taxonomy

ROWS = 100
FIELDS = ("id", "title", "text", "place", "district")
SOURCE_LENGTH = 80
REF_LENGTH = 120


@dataclass(frozen=True)
class Row:
    """One row of the file: its line, what was mapped out of it, or why it is bad."""

    line: int
    values: Mapping[str, str]
    fault: str | None = None


@dataclass
class Report:
    """What became of a file."""

    new: int = 0
    known: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def sentence(self) -> str:
        """Say it in one line."""
        return f"{self.new} neu, {self.known} schon da, {len(self.faults)} mit Fehler"


def read_mapping(text: str) -> dict[str, str]:
    """Read "title=Titel,text=Beschreibung": our field, the file's column; id, title and text map to themselves unless said."""
    mapping = {"id": "id", "title": "title", "text": "text"}
    for pair in filter(None, text.split(",")):
        ours, _, theirs = pair.partition("=")
        if ours.strip() not in FIELDS or not theirs.strip():
            raise Unreadable(
                f"--map versteht „{pair}“ nicht. Möglich sind: {', '.join(FIELDS)}, zum Beispiel title=Titel."
            )
        mapping[ours.strip()] = theirs.strip()
    return mapping


def read_source(name: str) -> str:
    """Return the name of a source as it is stored."""
    name = str(clean(name))
    if not 0 < len(name) <= SOURCE_LENGTH:
        raise Unreadable(f"--source braucht einen Namen mit höchstens {SOURCE_LENGTH} Zeichen.")
    return name


def rows(path: Path, mapping: Mapping[str, str]) -> Iterator[Row]:
    """Yield the rows of a file one by one, in our own words."""
    needed = [theirs for ours, theirs in mapping.items() if theirs and (ours, theirs) != ("id", "id")]
    for record in tables.records(path, needed):
        said = {ours: record.fields.get(theirs, "") if theirs else "" for ours, theirs in mapping.items()}
        values = {ours: str(clean(words)) for ours, words in said.items()}
        if len(values["title"]) > TITLE_LENGTH:  # nothing somebody wrote is cut off
            values["text"] = f"{values['title']}\n\n{values['text']}".strip()
            values["title"] = ""
        yield Row(record.line, values, record.fault or _fault(values))


def _fault(values: Mapping[str, str]) -> str | None:
    if not values["text"] and not values["title"]:
        return "Text und Titel sind leer"
    if len(values["text"]) > TEXT_LENGTH:
        return f"der Text ist länger als {TEXT_LENGTH} Zeichen ({len(values['text'])})"
    if len(values["id"]) > REF_LENGTH:
        return f"die Kennung ist länger als {REF_LENGTH} Zeichen"
    if len(values.get("place", "")) > PLACE_LENGTH:
        return f"der Ort ist länger als {PLACE_LENGTH} Zeichen"
    return None


def batches(found: Iterator[Row]) -> Iterator[list[Row]]:
    """Yield rows in the portions of one transaction."""
    batch: list[Row] = []
    for row in found:
        batch.append(row)
        if len(batch) == ROWS:
            yield batch
            batch = []
    if batch:
        yield batch


def store(batch: list[Row], source: str, report: Report, *, publish: bool, dry_run: bool) -> None:
    """Store one portion in one transaction; a row whose source and id are known is passed over."""
    good = [row for row in batch if row.fault is None]
    report.faults += [(row.line, row.fault) for row in batch if row.fault]
    refs = {ref_of(row): row for row in good}
    report.known += len(good) - len(refs)
    if dry_run:
        known = _known(source, list(refs)) | (report.seen & refs.keys())
        report.seen |= refs.keys()  # what is not stored must be remembered to be counted once
        report.new += len(refs) - len(known)
        report.known += len(known)
        return
    with writing():
        known = _known(source, list(refs))
        fresh = {ref: row.values for ref, row in refs.items() if ref not in known}
        words = radar.taxonomy()
        ideas = [new_idea(values, source, ref, words, publish=publish) for ref, values in fresh.items()]
        db.session.add_all(ideas)
        db.session.flush()
        for idea in ideas:
            journal.note("idea.imported", Thing("idea", idea.id), HOUSE)
            indexing.changed(Thing("idea", idea.id))
        if ideas:
            versions.up("ideas")
    report.known += len(known)
    report.new += len(ideas)


def ref_of(row: Row) -> str:
    """Return by what a row is known again: its id, or the fingerprint of its words when the file has none."""
    if row.values.get("id"):
        return row.values["id"]
    words = f"{row.values['title']}\n{row.values['text']}"
    return "hash:" + hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:40]


def _known(source: str, refs: list[str]) -> set[str]:
    wanted = select(Idea.source_ref).where(Idea.source_name == source, Idea.source_ref.in_(refs))
    return {ref for ref in db.session.scalars(wanted) if ref}


def facts_of(values: Mapping[str, str], words: Taxonomy) -> dict[str, Any]:
    """Return what a row says about an idea: title, text, place, district_id; the vocabulary is asked for once a portion."""
    text, where = values["text"] or values["title"], values.get("district", "")
    district_id = words.district_named(where)
    return {
        "title": (str(one_line(values["title"])) or derived_title(text))[:TITLE_LENGTH],
        "text": text,
        "place": str(one_line(values.get("place", ""))) or ("" if district_id else where[:PLACE_LENGTH]),
        "district_id": district_id,
    }


def new_idea(values: Mapping[str, str], source: str, ref: str, words: Taxonomy, *, publish: bool) -> Idea:
    """Return the idea of a row, not stored yet."""
    moment = clock.now()
    stages = [Stage.RECEIVED, Stage.PUBLISHED] if publish else [Stage.RECEIVED]
    return Idea(
        **facts_of(values, words),
        source=Source.IMPORT,
        source_name=source,
        source_ref=ref,
        stage=stages[-1],
        submitted_at=moment,
        changed_at=moment,
        published_at=moment if publish else None,
        steps=[Step(stage=stage, at=moment) for stage in stages],
    )
