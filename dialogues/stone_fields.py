"""Counted stones in forms: six numbers a thesis (fields t<id>_gold ... t<id>_passed), as the office types them in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import Field, Form, IntegerField
from wtforms.validators import NumberRange

from dialogues.agreement import Counts
from dialogues.counted import PEOPLE_AT_MOST
from dialogues.models import STONE_WORDS, Thesis

WORDS = {**{stone.name.lower(): words for stone, (_, words, _) in STONE_WORDS.items()}, "passed": "ohne Stein"}
"""The kinds as counts name them, with what they mean."""
BETWEEN = f"Bitte eine ganze Zahl von 0 bis {PEOPLE_AT_MOST}."
NOTHING_LIES = "Es liegt noch kein Stein. Tragen Sie bei mindestens einer These Zahlen ein."


class NumberField(IntegerField):
    """A count; what is no whole number is said in German, an empty field is 0."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the digits that were typed."""
        said = str(valuelist[0]).strip() if valuelist else ""
        if said and not (said.isascii() and said.isdecimal() and len(said) < 10):  # noqa: PLR2004 - far above any hall
            self.data = None
            raise ValueError(BETWEEN)
        self.data = int(said or 0)


def fields(theses: Iterable[Thesis]) -> dict[str, Any]:
    """Return six unbound fields for each thesis, by name."""
    return {
        f"t{thesis.id}_{kind}": NumberField(
            f"These {number}: {words}",
            [NumberRange(0, PEOPLE_AT_MOST, BETWEEN)],
            render_kw={"inputmode": "numeric"},
        )
        for number, thesis in enumerate(theses, start=1)
        for kind, words in WORDS.items()
    }


def rows(form: Form, theses: Iterable[Thesis]) -> list[tuple[Thesis, list[Field]]]:
    """Return each thesis with its six fields of a form."""
    return [(thesis, [form[f"t{thesis.id}_{kind}"] for kind in WORDS]) for thesis in theses]


def counts(boxes: Sequence[Field]) -> Counts:
    """Return what the six fields of a thesis say; of a form that is valid."""
    return Counts(*(box.data or 0 for box in boxes))
