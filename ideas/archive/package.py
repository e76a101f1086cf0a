"""The package for the archive: per file JSON and a readable page, a table of contents, SHA-256 of everything.

It holds what everybody could read, and the journal without names. What was never published appears by its number, its
stages and days alone. The same files give the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from core import clock, journal, pdf, slots, texts
from core.things import Thing
from ideas import address, journey, tongue
from ideas.archive import queries
from ideas.archive.models import Offer
from ideas.hangings import FilePart
from ideas.models import SOURCE_WORDS, Idea
from ideas.stages import WORDS

WHEN = (1980, 1, 1, 0, 0, 0)
"""The time of every entry: any will do, as long as it is always the same."""
MOST_LINES = 1000


@dataclass(frozen=True)
class Event:
    """One dated event: of the way of an idea, or a line of the journal."""

    on: str
    title: str
    sentence: str


@dataclass(frozen=True)
class File:
    """One file as the archive gets it; what was never public is empty."""

    number: int
    address: str
    title: str
    text: str
    language: str
    german_title: str
    german_text: str
    place: str
    district: str
    category: str
    topics: tuple[str, ...]
    stage: str
    way_in: str
    submitted_on: str
    published_on: str
    way: tuple[Event, ...]
    statements: tuple[FilePart, ...]
    journal: tuple[Event, ...]

    @property
    def name(self) -> str:
        """The file's name in the package, without its ending."""
        return f"akten/idee-{self.number}"


def of(idea: Idea) -> File:
    """Return the file of an idea."""
    shown = idea.public
    return File(
        number=idea.id,
        address=address.of(idea) if shown else "",
        title=idea.title if shown else "",
        text=idea.text if shown else "",
        language=idea.language or tongue.GERMAN,
        german_title=(idea.german_title or "") if shown else "",
        german_text=(idea.german_text or "") if shown else "",
        place=idea.place if shown else "",
        district=idea.district.name if shown and idea.district else "",
        category=idea.category.short if idea.category else "",
        topics=tuple(area.name for area in idea.areas),
        stage=WORDS[idea.stage],
        way_in=SOURCE_WORDS[idea.source],
        submitted_on=_day(idea.submitted_at),
        published_on=_day(idea.published_at) if idea.published_at else "",
        way=_way(idea),
        statements=tuple(slots.parts("ideas.archived", idea=idea)) if shown else (),
        journal=_journal(idea),
    )


def _day(moment: datetime) -> str:
    return clock.local(moment).date().isoformat()


def _way(idea: Idea) -> tuple[Event, ...]:
    if not idea.public:
        return tuple(Event(_day(step.at), WORDS[step.stage], "") for step in idea.steps)
    return tuple(Event(step.datetime, step.title, step.sentence) for step in journey.steps(idea, whole=False))


def _journal(idea: Idea) -> tuple[Event, ...]:
    entries = journal.entries(Thing("idea", idea.id), MOST_LINES)
    return tuple(Event(_day(line.at), line.actor, line.sentence) for line in journal.lines(entries[::-1], {}))


def content(offer: Offer, ideas: Sequence[Idea]) -> bytes:
    """Return the package of an offer as a ZIP file."""
    files = [of(idea) for idea in ideas]
    head = {
        "city": texts.text("city.name"),
        "offer": offer.id,
        "offered_on": _day(offer.made_at),
        "files": [one.number for one in files],
    }
    parts = {"anbietung.json": _json(head), "inhalt.html": _page("contents", head=head, files=files)}
    for one in files:
        parts[f"{one.name}.json"] = _json(asdict(one))
        parts[f"{one.name}.html"] = _page("file", file=one)
    sums = "".join(f"{checksum(content)}  {name}\n" for name, content in sorted(parts.items()))
    return _zipped({**parts, "pruefsummen.sha256": sums.encode()})


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"


def _page(name: str, **shown: object) -> bytes:
    return pdf.drawn(f"ideas/archive/{name}.html", direction=tongue.direction, **shown).encode()


def _zipped(parts: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in sorted(parts.items()):
            entry = zipfile.ZipInfo(name, WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return kept.getvalue()


def checksum(content: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def of_offer(offer: Offer) -> bytes:
    """Return the package of the files of an offer that still exist."""
    return content(offer, queries.whole([one.idea_id for one in queries.files(offer.id)]))
