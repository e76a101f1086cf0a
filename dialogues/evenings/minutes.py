"""Makes minutes of a meeting from what it left: rows of this room and of its other wings, read through their models."""

from __future__ import annotations

from collections.abc import Sequence

from dialogues import agreement, leading, ranked, showing, ways
from dialogues import queries as room
from dialogues.agreement import ThesisResult
from dialogues.evenings import document, presence, queries
from dialogues.evenings.document import Minutes, RankingLine, ShareLine, StonePart, ThesisLine, VisionLine
from dialogues.evenings.presence import Presence
from dialogues.models import MODE_WORDS, Dialogue
from dialogues.ranked import RankingResult
from dialogues.showing import VisionCard


def of(dialogue: Dialogue) -> Minutes:
    """Return the minutes: frozen ones once the evening has ended, else as they would stand now."""
    return document.read(dialogue.minutes) if dialogue.minutes else made(dialogue)


def made(dialogue: Dialogue) -> Minutes:
    """Return the minutes of a meeting (impulses and theses loaded) as things stand now; a constant number of statements."""
    here, notes = presence.of(dialogue), queries.notes(dialogue.id)
    results = agreement.results(dialogue)
    visions = showing.cards(room.visions(dialogue.id, public=False), public=True)
    return Minutes(
        title=dialogue.title,
        kind="Treffen des D.I.V." if dialogue.assembly_id else "Workshop",
        day=showing.day(dialogue.held_on),
        time=_time(dialogue),
        place=dialogue.place,
        mode=MODE_WORDS[dialogue.mode],
        about=dialogue.about,
        agenda=tuple(line.strip() for line in dialogue.agenda.splitlines() if line.strip()),
        people=here.people or showing.people(dialogue.theses),
        members=here.sentence,
        shares=_shares(here),
        theses=tuple(_thesis(one, notes.get(one.thesis_id, [])) for one in results),
        questions=tuple(one.text for one in leading.of_meeting(dialogue.id)),
        rankings=tuple(_ranking(one) for one in ranked.of_meeting(dialogue.id, public=False)),
        visions=tuple(_vision(card) for card in visions),
        idea_ids=tuple(idea.id for idea in dialogue.ideas),
    )


def _time(dialogue: Dialogue) -> str:
    if not dialogue.begins:
        return ""
    return f"{dialogue.begins} bis {dialogue.ends} Uhr" if dialogue.ends else f"{dialogue.begins} Uhr"


def _shares(here: Presence) -> tuple[ShareLine, ...]:
    """Return the four sectors in numbers; nothing while nobody noted who was there."""
    if not here.noted:
        return ()
    return tuple(ShareLine(one.sector, one.word, one.people, one.sentence, one.missing) for one in here.shares)


def _thesis(result: ThesisResult, notes: Sequence[str]) -> ThesisLine:
    """Return a result as it may be shown: under five stones nothing but how many there are."""
    parts = tuple(
        StonePart(one.key, one.name, one.words, one.count, float(one.start), float(one.width))
        for one in result.distribution
    )
    return ThesisLine(
        thesis_id=result.thesis_id,
        number=result.number,
        text=result.text,
        question=result.question,
        n=result.n,
        passed=result.counts.passed if parts else 0,
        word=result.word,
        needs_talk=result.needs_talk,
        narrow=result.narrow,
        sentence=result.sentence,
        up=result.counts.up if parts else None,
        percent=result.percent,
        unity_word=result.unity_word,
        unity_number=result.unity_number,
        distribution=parts,
        notes=tuple(notes),
        shift=result.shift,
    )


def _ranking(result: RankingResult) -> RankingLine:
    """Return a ranking in its order, with what is said about ties, sectors and Borda."""
    rows = tuple((line.text, line.tally.total) for line in result.lines)
    spread = tuple(f"{line.text}: {line.spread}" for line in result.lines if line.spread)
    said = tuple(sentence for sentence in (*result.ties, *spread, result.check, result.silence) if sentence)
    return RankingLine(result.ranking.title, result.rule, rows, said)


def _vision(card: VisionCard) -> VisionLine:
    vision = card.vision
    area = card.area.name if card.area else ""
    return VisionLine(
        vision.id, vision.title, vision.text, area, card.way, card.way_more, decided=vision.way in ways.DECIDED
    )
