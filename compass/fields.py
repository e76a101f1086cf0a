"""Fields that the forms of the network share: one short text per line, a list to choose from, addresses."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from wtforms import DateField, EmailField, Field, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Email, InputRequired, Length, ValidationError

LINE_LENGTH = 200
MOST_LINES = 20
WEB = re.compile(r"https?://[^\s<>\"'@\\]+\.[^\s<>\"'@\\]+")
CHOOSE = "Bitte wählen Sie etwas aus der Liste."
NO_DAY = "Bitte geben Sie einen Tag an, zum Beispiel 5.12.2026."
ONE_EACH = "Ein kurzer Satz je Zeile."


def at_most(number: int) -> Length:
    """Return the rule for the longest text of a field, with its sentence."""
    return Length(max=number, message=f"Bitte höchstens {number:,} Zeichen.".replace(",", "."))


def named(field: Field) -> None:
    """Refuse a name without a letter or digit."""
    if not any(sign.isalnum() for sign in field.data or ""):
        raise ValidationError("Der Name braucht mindestens einen Buchstaben.")


def whole_address(value: object) -> object:
    """Put in front of a page's address what people leave out."""
    return f"https://{value}" if isinstance(value, str) and value and "://" not in value else value


class LinesField(TextAreaField):
    """One short text per line; `lines()` gives them, at most twenty, each at most 200 signs."""

    def lines(self) -> tuple[str, ...]:
        """Return the lines that hold something, white space put straight."""
        rows = (" ".join(line.split()) for line in (self.data or "").splitlines())
        return tuple(row for row in rows if row)

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401, ARG002 - WTForms' signature
        """Refuse too many and too long lines."""
        rows = self.lines()
        if len(rows) > MOST_LINES:
            raise ValidationError(f"Bitte höchstens {MOST_LINES} Zeilen.")
        if any(len(row) > LINE_LENGTH for row in rows):
            raise ValidationError(f"Bitte höchstens {LINE_LENGTH} Zeichen in einer Zeile.")


def lines_field(label: str, example: str) -> Any:  # noqa: ANN401 - WTForms' unbound field
    """Return a field for short texts, one per line, with an example."""
    return LinesField(label, description=f"{ONE_EACH} Zum Beispiel: {example}", render_kw={"rows": 3})


def choice(label: str, rows: dict[Any, str], missing: str = CHOOSE, **more: Any) -> Any:  # noqa: ANN401 - WTForms' unbound field
    """Return a list of which one must be chosen; `missing` is what is said when none was."""
    choices = [SelectChoice("", "Bitte wählen"), *(SelectChoice(str(value), word) for value, word in rows.items())]
    return SelectField(label, [InputRequired(missing)], choices=choices, **more)


def address_field(*first: Any) -> Any:  # noqa: ANN401 - validators and an unbound field
    """Return the field for an address that letters go to; `first` are the rules before its own."""
    rules = [*first, at_most(254), Email("Prüfen Sie die E-Mail-Adresse, zum Beispiel name@beispiel.de.")]
    return EmailField("E-Mail", rules, render_kw={"autocomplete": "email", "maxlength": 254})


class Day(DateField):
    """A day as browsers send it and as people type it."""

    def __init__(self, label: str, rules: list[Any], **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' own arguments
        super().__init__(label, rules, format=["%Y-%m-%d", "%d.%m.%Y"], **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day; what is none is told in plain words."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(NO_DAY) from None


def iso(day: date | None) -> str:
    """Return a chosen day as ISO text, empty without one."""
    return day.isoformat() if day else ""
