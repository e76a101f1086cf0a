"""What the office fills in to put counts beside those of the phones: by hand, or as a table of another tool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import Field, FileField, IntegerField, RadioField, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, Length
from wtforms.widgets import HiddenInput

from core.forms import DeskForm
from dialogues import stone_fields
from dialogues.agreement import Counts
from dialogues.models import LINE_LENGTH, CountedBy, Thesis

NOBODY = ""


def _name_field(example: str) -> StringField:
    return StringField(
        "Wie heißt diese Zählung?",
        [DataRequired("Bitte geben Sie der Zählung einen Namen."), Length(max=LINE_LENGTH)],
        description=f"{example} Der Name steht bei den Ergebnissen. Derselbe Name noch einmal berichtigt die Zählung.",
        render_kw={"maxlength": LINE_LENGTH, "autocomplete": "off"},
    )


class HandForm(DeskForm):
    """Echte Steine: a name, group and round where the meeting has some, six numbers a thesis (t<id>_gold ... t<id>_passed)."""

    name = _name_field("Zum Beispiel: Tisch 3.")
    theses: Sequence[Thesis] = ()

    def rows(self) -> list[tuple[Thesis, list[Field]]]:
        """Return each thesis with its six fields."""
        return stone_fields.rows(self, self.theses)

    def counts(self) -> dict[int, Counts]:
        """Return the counts of theses with at least one stone or silence; of a form that is valid."""
        said = {thesis.id: stone_fields.counts(boxes) for thesis, boxes in self.rows()}
        return {number: counts for number, counts in said.items() if counts.n or counts.passed}

    @property
    def group_id(self) -> int | None:
        """The group, if one was chosen."""
        chosen = self["group"].data if "group" in self else NOBODY
        return int(chosen) if chosen else None

    @property
    def round_number(self) -> int:
        """The round; the first where there is only one."""
        return int(self["round"].data) if "round" in self else 1

    def validate_name(self, field: Field) -> None:
        """Some stone must have been laid."""
        if field.errors or any(box.data is None for _, boxes in self.rows() for box in boxes):
            return
        if not any(counts.n for counts in self.counts().values()):
            raise ValidationError(stone_fields.NOTHING_LIES)


def hand_form(
    theses: Sequence[Thesis],
    groups: Mapping[int, str],
    rounds: int,
    *given: Any,  # noqa: ANN401 - WTForms' own arguments
) -> HandForm:
    """Return the form with six fields for each thesis, and with group and round where the meeting has them."""
    boxes: dict[str, Any] = {"theses": tuple(theses), **stone_fields.fields(theses)}
    if groups:
        named = [SelectChoice(str(number), name) for number, name in groups.items()]
        boxes["group"] = SelectField(
            "Welche Gruppe?", choices=[SelectChoice(NOBODY, "keine Gruppe"), *named], default=NOBODY
        )
    if rounds > 1:
        choices = [SelectChoice("1", "Vor dem Gespräch"), SelectChoice("2", "Nach dem Gespräch")]
        boxes["round"] = RadioField("Welche Runde?", choices=choices, default="1")
    kind_of_form: type[HandForm] = type("HandForm", (HandForm,), boxes)
    return kind_of_form(*given)


class TableForm(DeskForm):
    """Tabelle einlesen: how it was counted, a name, the file."""

    name = _name_field("Zum Beispiel: Workshop Heepen, 12. März.")
    counted_by = RadioField(
        "Woher kommen die Zahlen?",
        choices=[
            SelectChoice(CountedBy.IMPORTED.value, "Aus einem anderen Werkzeug"),
            SelectChoice(CountedBy.HAND.value, "Echte Steine, von Hand gezählt"),
        ],
        default=CountedBy.IMPORTED.value,
    )
    file = FileField(
        "Datei",
        description="CSV oder Excel (.xlsx), höchstens 1 MB. Eine Zeile je These; dazu, wenn Sie möchten, Gruppe und Runde.",
        render_kw={"accept": ".csv,.xlsx,.txt", "required": True},
    )

    def validate_file(self, field: FileField) -> None:
        """A file must have come along."""
        if not getattr(field.data, "filename", ""):
            raise ValidationError("Bitte wählen Sie eine Datei aus.")


class RemoveForm(DeskForm):
    """Zählung entfernen: which one."""

    source = IntegerField(widget=HiddenInput())
