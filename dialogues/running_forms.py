"""What the office fills in while a meeting runs: two buttons, and the counts of real stones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import Field, IntegerField, ValidationError
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import HiddenInput

from core.forms import DeskForm
from dialogues.agreement import Counts
from dialogues.models import STONE_WORDS, Thesis

PEOPLE_AT_MOST = 2000
KINDS = tuple(stone.name.lower() for stone in STONE_WORDS)
WORDS = {**{stone.name.lower(): words for stone, (_, words, _) in STONE_WORDS.items()}, "passed": "ohne Stein"}
BETWEEN = f"Bitte eine ganze Zahl von 0 bis {PEOPLE_AT_MOST}."


class OpenForm(DeskForm):
    """Treffen öffnen: only a token."""


class CloseForm(DeskForm):
    """Treffen schließen und auswerten: only a token."""


class _Number(IntegerField):
    """A count; what is no whole number is said in German, an empty field is 0."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the digits that were typed."""
        said = str(valuelist[0]).strip() if valuelist else ""
        if said and not (said.isascii() and said.isdecimal() and len(said) < 10):  # noqa: PLR2004 - far above any hall
            self.data = None
            raise ValueError(BETWEEN)
        self.data = int(said or 0)


class CountsForm(DeskForm):
    """Steine von Hand: who was there, and six numbers for each thesis (fields t<id>_gold ... t<id>_passed)."""

    version = IntegerField(widget=HiddenInput(), default=0)
    people = _Number(
        "Wie viele Menschen haben mitgemacht?",
        [
            InputRequired("Geben Sie an, wie viele mitgemacht haben."),
            NumberRange(1, PEOPLE_AT_MOST, "Mindestens eine Person."),
        ],
        render_kw={"inputmode": "numeric"},
    )
    theses: Sequence[Thesis] = ()

    def rows(self) -> list[tuple[Thesis, list[Field]]]:
        """Return each thesis with its six fields."""
        return [(thesis, [self[f"t{thesis.id}_{kind}"] for kind in (*KINDS, "passed")]) for thesis in self.theses]

    def counted(self) -> dict[int, Counts]:
        """Return the counts by thesis; of a form that is valid."""
        return {thesis.id: Counts(*(field.data or 0 for field in fields)) for thesis, fields in self.rows()}

    def validate_people(self, field: Field) -> None:
        """No thesis may hold more stones than people, and some stone must have been laid."""
        if field.errors or any(box.data is None for _, fields in self.rows() for box in fields):
            return
        sums = [sum(box.data or 0 for box in fields) for _, fields in self.rows()]
        if not any(sums):
            raise ValidationError("Es liegt noch kein Stein. Tragen Sie bei mindestens einer These Zahlen ein.")
        for number, total in enumerate(sums, start=1):
            if total > (field.data or 0):
                raise ValidationError(f"Bei These {number} sind es {total} Steine, aber nur {field.data} Menschen.")


def counts_form(theses: Sequence[Thesis], *given: Any, **kept: Any) -> CountsForm:  # noqa: ANN401 - WTForms' own arguments
    """Return the form with six fields for each thesis, filled with the counts it has."""
    boxes: dict[str, Any] = {"theses": tuple(theses)}
    for number, thesis in enumerate(theses, start=1):
        for kind in (*KINDS, "passed"):
            label = f"These {number}: {WORDS[kind]}"
            ranged = NumberRange(0, PEOPLE_AT_MOST, BETWEEN)
            boxes[f"t{thesis.id}_{kind}"] = _Number(label, [ranged], render_kw={"inputmode": "numeric"})
            kept.setdefault(f"t{thesis.id}_{kind}", getattr(thesis, kind))
    kind_of_form: type[CountsForm] = type("CountsForm", (CountsForm,), boxes)
    return kind_of_form(*given, **kept)
