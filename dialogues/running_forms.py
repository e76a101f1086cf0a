"""What the office fills in while a meeting runs: two buttons, and the counts of real stones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import Field, IntegerField, ValidationError
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import HiddenInput

from core.forms import DeskForm
from dialogues import stone_fields
from dialogues.agreement import Counts
from dialogues.counted import PEOPLE_AT_MOST
from dialogues.models import Thesis
from dialogues.stone_fields import NumberField


class OpenForm(DeskForm):
    """Treffen öffnen: only a token."""


class CloseForm(DeskForm):
    """Treffen schließen und auswerten: only a token."""


class CountsForm(DeskForm):
    """Steine von Hand: who was there, and six numbers for each thesis (fields t<id>_gold ... t<id>_passed)."""

    version = IntegerField(widget=HiddenInput(), default=0)
    people = NumberField(
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
        return stone_fields.rows(self, self.theses)

    def counted(self) -> dict[int, Counts]:
        """Return the counts by thesis; of a form that is valid."""
        return {thesis.id: stone_fields.counts(fields) for thesis, fields in self.rows()}

    def validate_people(self, field: Field) -> None:
        """No thesis may hold more stones than people, and some stone must have been laid."""
        if field.errors or any(box.data is None for _, fields in self.rows() for box in fields):
            return
        sums = [sum(box.data or 0 for box in fields) for _, fields in self.rows()]
        if not any(sums):
            raise ValidationError(stone_fields.NOTHING_LIES)
        for number, total in enumerate(sums, start=1):
            if total > (field.data or 0):
                raise ValidationError(f"Bei These {number} sind es {total} Steine, aber nur {field.data} Menschen.")


def counts_form(theses: Sequence[Thesis], *given: Any, **kept: Any) -> CountsForm:  # noqa: ANN401 - WTForms' own arguments
    """Return the form with six fields for each thesis, filled with the counts it has."""
    boxes: dict[str, Any] = {"theses": tuple(theses), **stone_fields.fields(theses)}
    for thesis in theses:
        for kind in stone_fields.WORDS:
            kept.setdefault(f"t{thesis.id}_{kind}", getattr(thesis, kind))
    kind_of_form: type[CountsForm] = type("CountsForm", (CountsForm,), boxes)
    return kind_of_form(*given, **kept)
