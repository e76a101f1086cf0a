"""Paper for when the network dies: a form for each person at each table, and a sheet on which the table counts."""

from __future__ import annotations

from dataclasses import dataclass

from core import clock, fonts, pdf, texts
from dialogues import showing
from dialogues.models import STONE_WORDS, Dialogue

MOST_PAGES = 200


@dataclass(frozen=True)
class PaperStone:
    """One of five: how it is drawn, its name, its words."""

    key: str
    name: str
    words: str


@dataclass(frozen=True)
class Paper:
    """What is printed, with plain values; `tables` are the groups, one without a name where all stay together."""

    title: str
    when: str
    office: str
    moment: str
    tables: tuple[str, ...]
    people: int
    theses: tuple[str, ...]
    stones: tuple[PaperStone, ...]
    two_rounds: bool
    rehearsal: bool


def content(dialogue: Dialogue, groups: list[str], people: int) -> bytes:
    """Return the PDF with so many forms for each table; raise core.pdf.Missing without Pango."""
    shown = fonts.all_drawable(paper(dialogue, groups, people))
    return pdf.printed(pdf.drawn("dialogues/preparing/print.html", paper=shown))


def paper(dialogue: Dialogue, groups: list[str], people: int) -> Paper:
    """Return what is printed; the number of forms is cut so that a file never has more than MOST_PAGES of them."""
    tables = tuple(groups) or ("",)
    return Paper(
        title=dialogue.title,
        when=showing.meeting(dialogue).when,
        office=texts.text("office.name"),
        moment=clock.now().isoformat(timespec="seconds"),
        tables=tables,
        people=max(1, min(people, MOST_PAGES // len(tables))),
        theses=tuple(one.text for one in dialogue.theses),
        stones=tuple(PaperStone(stone.name.lower(), name, words) for stone, (name, words, _) in STONE_WORDS.items()),
        two_rounds=dialogue.rounds > 1,
        rehearsal=dialogue.rehearsal,
    )
