"""What the admin defines as an own field, and what the office fills in there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import BooleanField, DateField, Field, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from compass.custom import queries, words
from compass.custom.models import TYPE_WORDS, FieldType
from compass.custom.queries import FieldLine
from compass.fields import LinesField, at_most, choice, named
from compass.models import KIND_WORDS
from compass.rows import TickField
from core.forms import DeskForm
from core.rows import fold

FURTHEST = 999
VALUE_LENGTH = 300


class OwnFieldForm(DeskForm):
    """Eigenes Feld: its name, what goes into it, of whom it is asked; the type stays once the field is there."""

    version = IntegerField(widget=HiddenInput(), default=0)
    label = StringField(
        "Name",
        [InputRequired("Bitte geben Sie dem Feld einen Namen."), at_most(80)],
        render_kw={"maxlength": 80, "autocomplete": "off"},
    )
    type = choice("Was hineingehört", TYPE_WORDS, "Bitte wählen Sie, was hineingehört.")
    choices = LinesField(
        "Auswahl",
        description="Nur, wenn Sie oben „Auswahl“ gewählt haben. Eine Antwort je Zeile.",
        render_kw={"rows": 4},
    )
    kinds = TickField(
        "Für wen",
        {kind.value: word for kind, word in KIND_WORDS.items()},
        description="Ohne Häkchen: für alle Arten.",
    )
    hint = StringField("Hinweis am Feld", [at_most(300)], render_kw={"maxlength": 300, "autocomplete": "off"})
    position = IntegerField(
        "Reihenfolge",
        [NumberRange(0, FURTHEST, f"Bitte eine Zahl von 0 bis {FURTHEST}.")],
        default=10,
        description="Kleine Zahlen stehen oben.",
    )
    ended = BooleanField("beendet", description="Wird nicht mehr gefragt. Was schon drinsteht, bleibt lesbar.")
    number: int | None = None

    def fit(self, number: int) -> OwnFieldForm:
        """Know which field is changed: its type stays."""
        self.number = number
        del self["type"]
        return self

    def validate_label(self, field: Field) -> None:
        """Refuse a name without a letter, and one that there is already."""
        named(field)
        if queries.is_taken(fold(field.data or "")[:80], self.number):
            raise ValidationError("Ein Feld mit diesem Namen gibt es schon.")

    def validate_choices(self, field: LinesField) -> None:
        """A choice needs something to choose from."""
        if "type" in self and self.type.data == FieldType.CHOICE and not field.lines():
            raise ValidationError("Bitte schreiben Sie auf, was man auswählen kann.")


class NumberField(StringField):
    """A number as Germans write it; `data` is as it is stored."""

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401, ARG002 - WTForms' signature
        """Refuse what is no number."""
        plain = words.plain_number(self.data or "") if self.data else ""
        if plain is None:
            raise ValidationError("Bitte eine Zahl, zum Beispiel 12 oder 3,5.")
        self.data = plain

    def _value(self) -> str:
        return str(self.data or "").replace(".", ",")


def _own(line: FieldLine, value: str) -> Any:  # noqa: ANN401 - WTForms' unbound field
    """Return the field for one own field."""
    about: dict[str, Any] = {"description": line.hint}
    if line.type is FieldType.YES:
        return BooleanField(line.label, **about)
    if line.type is FieldType.DATE:
        return DateField(line.label, [Optional()], **about)
    if line.type is FieldType.NUMBER:
        return NumberField(line.label, [at_most(20)], render_kw={"inputmode": "decimal", "maxlength": 20}, **about)
    if line.type is FieldType.CHOICE:
        offered = dict.fromkeys([*line.choices, *([value] if value else [])])
        choices = [SelectChoice("", "Keine Angabe"), *(SelectChoice(one, one) for one in offered)]
        return SelectField(line.label, choices=choices, default="", **about)
    return StringField(line.label, [at_most(VALUE_LENGTH)], render_kw={"maxlength": VALUE_LENGTH}, **about)


class ValuesForm(DeskForm):
    """Eigene Angaben: one field for each own field that is asked of this kind of actor."""

    version = IntegerField(widget=HiddenInput(), default=0)

    def said(self) -> dict[int, str]:
        """Return what was filled in, by own field, as it is stored."""
        return {int(field.short_name[1:]): _stored(field.data) for field in self if field.short_name[0] == "f"}


def _stored(value: object) -> str:
    if isinstance(value, bool):
        return words.YES if value else ""
    return value.isoformat() if isinstance(value, date) else str(value or "")


def values_form(lines: Sequence[FieldLine], present: dict[int, str]) -> type[ValuesForm]:
    """Return the form for some own fields."""
    fields = {f"f{line.id}": _own(line, present.get(line.id, "")) for line in lines}
    return type("ValuesForm", (ValuesForm,), fields)


def filled_in(lines: Sequence[FieldLine], present: dict[int, str]) -> dict[str, object]:
    """Return what the form holds before anybody types."""
    found: dict[str, object] = {}
    for line in lines:
        value = present.get(line.id, "")
        day = date.fromisoformat(value) if line.type is FieldType.DATE and value else None
        found[f"f{line.id}"] = day if line.type is FieldType.DATE else value
    return found
