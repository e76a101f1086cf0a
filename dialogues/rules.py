"""Regeln: what holds at a meeting, in plain words; written down when it begins and shown to everybody as they were then.

Every number comes from the code that counts (agreement.py), so that what is promised is what is done. Sentences address
nobody, so that they hold with "Sie" and with "Du".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select

from core import clock
from core.db import db
from dialogues import agreement, queries, ranked, single_codes
from dialogues.models import SAY_WORDS, STONE_WORDS, Dialogue, Pace, Ranking, Say, Stone

MOST_RANKINGS = 20
AFTER = {
    Say.INFORMED: "Das Treffen informiert. Was feststeht und was noch offen ist, wird am Anfang gesagt.",
    Say.ASKED: "Gefragt wird nach der Meinung. Entscheiden werden andere. Sie sagen, was sie daraus machen und warum.",
    Say.THINKING: "Alle denken mit: Aus den Ergebnissen entstehen Zukunftsvisionen. Entscheiden werden andere.",
    Say.WORKING: "Alle arbeiten mit und entscheiden über das Ergebnis der Gruppe mit.",
    Say.COUNCIL: "Am Ende entscheidet die Politik. Die Ergebnisse werden ihr vorgelegt.",
}
FEW = f"Eine Reihung zeigen wir erst, wenn {agreement.SHOWN} Menschen Punkte verteilt haben."
SECTORS = "Verwaltung, Wissenschaft, Wirtschaft oder Zivilgesellschaft"


@dataclass(frozen=True)
class Part:
    """One heading of the rules with its sentences."""

    title: str
    sentences: tuple[str, ...]


def written(
    dialogue: Dialogue, groups: Sequence[str], rankings: Sequence[Ranking], *, public: bool
) -> tuple[Part, ...]:
    """Return the rules of a meeting as it is prepared now; `public`: everybody will read its results."""
    parts = [
        Part("Was bewertet wird", _rated(dialogue)),
        Part("Wer mitmacht", _who(dialogue, groups)),
        Part("Was ausgerechnet wird", _computed()),
        Part("Wann eine These rot ist", _red()),
        Part("Wann nichts gezeigt wird", _hidden()),
    ]
    if rankings:
        parts.append(Part("Wie gereiht wird", (*(_ranked(one) for one in rankings), FEW)))
    parts.append(Part("Was mit den Ergebnissen geschieht", _after(dialogue, public=public)))
    return tuple(parts)


def _rated(dialogue: Dialogue) -> tuple[str, ...]:
    number = len(dialogue.theses)
    best, worst = STONE_WORDS[Stone.GOLD][1], STONE_WORDS[Stone.TAR][1]
    said = [
        f"{number} {'These' if number == 1 else 'Thesen'}. Zu jeder These legen alle einen Stein.",
        f"Es gibt fünf Steine, von „{best}“ bis „{worst}“. Wer keinen legen will, wählt „Dazu sage ich nichts“.",
        "Ein Stein lässt sich ändern, bis geschlossen wird. Dann zählt der letzte.",
    ]
    if dialogue.rounds > 1:
        said.append("Es gibt zwei Runden: vor dem Gespräch und danach. Beide werden gezählt und nebeneinander gezeigt.")
    if dialogue.pace is Pace.MODERATED:
        said.append("Die Moderation zeigt eine These nach der anderen.")
    return tuple(said)


def _who(dialogue: Dialogue, groups: Sequence[str]) -> tuple[str, ...]:
    said = []
    if not single_codes.only(dialogue):
        said.append("Der Treffen-Code öffnet nur die Tür. Jedes Telefon hat einen Platz, und jeder Platz zählt gleich.")
    if dialogue.single_codes:
        said.append("Jeder persönliche Code gibt genau einen Platz.")
    said += [
        "Namen werden nicht gefragt. Niemand weiß, wer welchen Stein gelegt hat, auch das Büro nicht.",
        "Steine raten, sie wählen nicht: Ein neuer Browser ist ein neuer Platz. Daneben steht, wie viele da waren.",
    ]
    if dialogue.asks_sector:
        said.append(f"Wer mag, sagt, woher sie oder er kommt: {SECTORS}. Das ist freiwillig.")
    if len(groups) > 1:
        said.append(f"Gesprochen wird in {len(groups)} Gruppen: {', '.join(groups)}.")
    return tuple(said)


def _computed() -> tuple[str, ...]:
    return (
        "Zustimmung: wie viele von allen einen der beiden oberen Steine gelegt haben. Wer nichts sagt, zählt dabei nicht mit.",
        "Einigkeit: ob die Steine nah beieinander liegen (1) oder an den beiden Enden (−1).",
    )


def _red() -> tuple[str, ...]:
    camp, little = percent(agreement.CAMP), percent(agreement.LITTLE)
    return (
        f"„Uneinig“: wenn es zwei Lager gibt und in jedem mindestens {camp} der Steine liegen.",
        f"„Wenig Zustimmung“: wenn höchstens {little} zustimmen.",
        "Rot heißt nicht schlecht. Rot heißt: Hier lohnt sich das Gespräch.",
    )


def _hidden() -> tuple[str, ...]:
    return (
        f"Unter {agreement.ENOUGH} Steinen gibt es kein Urteil und keine Farbe.",
        f"Unter {agreement.SHOWN} Steinen zeigen wir kein Bild.",
        f"Von einer Gruppe oder einem Bereich zeigen wir nichts unter {agreement.SHOWN} Steinen.",
        "Auch nicht, wenn dort alle denselben Stein gelegt haben.",
        "Muss eine Gruppe verborgen bleiben, bleibt eine zweite mit verborgen: So lässt sich nichts ausrechnen.",
        "Wie die Steine liegen, sieht niemand, bevor geschlossen ist.",
        "Was bleibt: In einer kleinen Runde können Menschen raten. Das ist mit echten Steinen auch so.",
    )


def _ranked(ranking: Ranking) -> str:
    tied = ranked.rule_words(ranking)
    return f"„{ranking.title}“: Alle verteilen {ranking.points} Punkte. Die größte Summe steht vorn. {tied}"


def _after(dialogue: Dialogue, *, public: bool) -> tuple[str, ...]:
    shown = (
        "Die Ergebnisse stehen danach auf der Seite des Treffens. Alle können sie lesen."
        if public
        else "Die Ergebnisse bekommen alle, die dabei waren. Öffentlich sind sie nicht."
    )
    badge, paper = SAY_WORDS[dialogue.say]
    return (
        "Beim Schließen werden die Steine gezählt und einzeln gelöscht. Es bleiben nur Zahlen.",
        shown,
        f"Wie viel Mitsprache: „{badge}“ ({paper}). {AFTER[dialogue.say]}",
    )


def percent(share: Fraction) -> str:
    """Write a share as people say it."""
    return "ein Drittel" if share == Fraction(1, 3) else f"{round(share * 100)} %"


def shown(dialogue: Dialogue) -> tuple[Part, ...]:
    """Return the rules as they were written down, or as they would be if the meeting began now."""
    if dialogue.rules is None:
        return _now(dialogue)
    return tuple(Part(str(title), tuple(map(str, said))) for title, said in dialogue.rules["parts"])


def _now(dialogue: Dialogue) -> tuple[Part, ...]:
    wanted = select(Ranking).where(Ranking.dialogue_id == dialogue.id).order_by(Ranking.id).limit(MOST_RANKINGS)
    groups, real = [one.name for one in queries.groups_of(dialogue.id)], dialogue.rehearses_id
    public = queries.titles_of([real])[real].announced if real else dialogue.announced
    return written(dialogue, groups, list(db.session.scalars(wanted)), public=public)


def freeze(dialogue: Dialogue) -> None:
    """Write the rules of a held meeting down, at its start; those that are written stay as they are."""
    if dialogue.rules is None:
        dialogue.rules = {"parts": [[part.title, list(part.sentences)] for part in _now(dialogue)]}
        dialogue.rules_at = clock.now()
