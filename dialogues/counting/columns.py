"""Results as open data: one row a thesis, what its page shows and nothing more; of groups and sectors only words."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response

from core import written
from core.written import Cell
from dialogues import address
from dialogues.agreement import VERDICT_WORDS, Part, ThesisResult, verdict
from dialogues.models import Dialogue

Value = Callable[[ThesisResult], Any]


@dataclass(frozen=True)
class Column:
    """A column: its name in JSON, its heading in tables, its value (None: may not be told, or there is none)."""

    key: str
    heading: str
    value: Value


def _stone(place: int) -> Value:
    return lambda one: one.counts.stones[place] if one.is_shown else None


def _parts(parts: Sequence[Part]) -> list[dict[str, str]]:
    return [{"name": part.name, "result": part.word} for part in parts]


def _before(one: ThesisResult) -> dict[str, Any] | None:
    """Return the round before, in full: it is of all."""
    before = one.parts.before
    if before is None or not one.is_shown:
        return None
    return {"stones": list(before.stones), "n": before.n, "result": VERDICT_WORDS[verdict(before)]}


COLUMNS = (
    Column("number", "Nummer", lambda one: one.number),
    Column("thesis", "These", lambda one: one.text),
    Column("question", "Frage für das Gespräch", lambda one: one.question),
    Column("n", "Steine", lambda one: one.n),
    Column("gold", "Gold: stimme voll zu", _stone(0)),
    Column("amber", "Bernstein: stimme eher zu", _stone(1)),
    Column("pebble", "Kiesel: teils, teils", _stone(2)),
    Column("slate", "Schiefer: stimme eher nicht zu", _stone(3)),
    Column("tar", "Teer: stimme gar nicht zu", _stone(4)),
    Column("passed", "Ohne Stein", lambda one: one.counts.passed if one.is_shown else None),
    Column("agree", "Dafür", lambda one: one.counts.up if one.is_shown else None),
    Column("agreement_percent", "Zustimmung in Prozent", lambda one: one.percent),
    Column("unity", "Einigkeit (A)", lambda one: round(float(one.unity), 4) if one.unity is not None else None),
    Column("consensus", "Konsens (Cns)", lambda one: one.consensus_rounded),
    Column("result", "Ergebnis", lambda one: one.word),
    Column("red_because", "Rot, weil", lambda one: one.reason),
    Column("narrow", "Knapp", lambda one: one.narrow),
    Column("groups", "Gruppen", lambda one: _parts(one.parts.groups)),
    Column("sectors", "Bereiche", lambda one: _parts(one.parts.sectors)),
    Column("bridge", "Über die Bereiche", lambda one: one.parts.sentence),
    Column("before", "Vor dem Gespräch", _before),
    Column("sources", "Gezählt", lambda one: [line.words for line in one.parts.sources]),
)


def _cell(value: Any) -> Cell:  # noqa: ANN401 - what a column holds
    """Return a value as a table holds it."""
    if value is None or value == []:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, float):
        return f"{value:.4f}".replace(".", ",").replace("-", "−")
    if isinstance(value, list):
        return "; ".join(f"{one['name']}: {one['result']}" if isinstance(one, dict) else str(one) for one in value)
    if isinstance(value, dict):
        return f"{' '.join(str(count) for count in value['stones'])} ({value['result']})"
    return value if isinstance(value, int) else str(value)


def answer(dialogue: Dialogue, results: Sequence[ThesisResult], form: str) -> Response:
    """Return the results of a closed meeting as a file, csv or json."""
    if form == "csv":
        rows = [[_cell(column.value(one)) for column in COLUMNS] for one in results]
        sent = Response(
            b"".join(written.as_csv([column.heading for column in COLUMNS], [rows])), content_type=written.CSV
        )
    else:
        told = {
            "meeting": dialogue.title,
            "held_on": dialogue.held_on,
            "address": address.dialogue(dialogue.id),
            "computed": "/div/so-rechnen-wir",
            "theses": [{column.key: column.value(one) for column in COLUMNS} for one in results],
        }
        sent = Response(json.dumps(told, ensure_ascii=False, indent=1), content_type=written.JSON)
    sent.headers["Content-Disposition"] = f'attachment; filename="ergebnisse-{dialogue.id}.{form}"'
    return sent
