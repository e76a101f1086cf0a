"""What the office fills in while typing: the occasion, one card after the other, how many blank cards."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms import DateField, IntegerField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from core.forms import DeskForm
from ideas import queries as ideas
from ideas.forms import LETTERS, TOO_SHORT
from ideas.models import SOURCE_WORDS, TEXT_LENGTH, TITLE_LENGTH, Source
from ideas.typed import numbers, queries
from ideas.typed.models import REF_LENGTH, Occasion
from radar.forms import AreaField, DistrictField, as_id

WAYS = (Source.CARD, Source.PHONE, Source.MEETING, Source.SCHOOL)
NAME_SHOWN = 60
MOST_CARDS = 100


class DefaultsForm(DeskForm):
    """What ideas of an occasion begin with."""

    source = RadioField("Wie kommen die Ideen?", coerce=str, default=Source.CARD.value)
    areas = AreaField("Aktionsfelder für alle Ideen dieses Anlasses")
    category = SelectField("Art", [Optional()], coerce=as_id, validate_choice=False)
    district = DistrictField("Stadtbezirk")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' signature
        super().__init__(*args, **kwargs)
        self.source.choices = [SelectChoice(way.value, SOURCE_WORDS[way]) for way in WAYS]
        offered = [SelectChoice(str(one.id), one.short) for one in ideas.categories()]
        self.category.choices = [SelectChoice("", "Keine Angabe"), *offered]

    def validate_category(self, field: SelectField) -> None:
        """Only a category that is offered."""
        if field.data is not None and field.data not in {one.id for one in ideas.categories()}:
            raise ValidationError("Bitte wählen Sie etwas aus der Liste.")


class OccasionForm(DefaultsForm):
    """Anlass: name and day, then what all its ideas have in common."""

    name = StringField(
        "Name",
        [
            DataRequired("Bitte geben Sie dem Anlass einen Namen."),
            Length(max=NAME_SHOWN, message=f"Bitte höchstens {NAME_SHOWN} Zeichen."),
        ],
        description="Zum Beispiel: Stadtteilfest am Kesselbrink.",
        render_kw={"maxlength": NAME_SHOWN, "autocomplete": "off"},
    )
    held_on = DateField("Tag", [InputRequired("Bitte geben Sie den Tag an.")])

    def validate_held_on(self, field: DateField) -> None:
        """A day of our time."""
        if isinstance(field.data, date) and not 2000 <= field.data.year <= 2100:  # noqa: PLR2004 - a slip of the keys
            raise ValidationError("Bitte prüfen Sie das Jahr.")


class OccasionEditForm(DefaultsForm):
    """Anlass ändern: the name stays, ideas carry it."""

    version = IntegerField(validators=[InputRequired("Bitte laden Sie die Seite neu.")])


class WordsForm(DeskForm):
    """The words of a card as they stand there."""

    text = TextAreaField(
        "Text",
        [
            InputRequired("Bitte tippen Sie ab, was auf der Karte steht."),
            Length(max=TEXT_LENGTH, message=f"Bitte höchstens {TEXT_LENGTH:,} Zeichen.".replace(",", ".")),
        ],
        render_kw={"rows": 6, "maxlength": TEXT_LENGTH, "data-send": ""},
    )
    title = StringField(
        "Überschrift",
        [Length(max=TITLE_LENGTH, message=f"Bitte höchstens {TITLE_LENGTH} Zeichen.")],
        description="Leer: die ersten Worte.",
        render_kw={"maxlength": TITLE_LENGTH, "autocomplete": "off"},
    )

    def validate_text(self, field: TextAreaField) -> None:
        """A text needs a few letters, of any script."""
        if len(LETTERS.findall(field.data or "")) < TOO_SHORT:
            raise ValidationError("Das ist zu kurz, um es zu verstehen.")


class CardForm(WordsForm):
    """Karte abtippen: text, then if one likes a title and the card's number."""

    ref = StringField(
        "Kartennummer",
        [Length(max=REF_LENGTH, message=f"Bitte höchstens {REF_LENGTH} Zeichen.")],
        description="Unten links auf der Karte, zum Beispiel K1047-8. Ein Lesegerät für QR-Codes geht auch.",
        render_kw={"maxlength": REF_LENGTH, "autocomplete": "off", "spellcheck": "false"},
    )

    def fits(self, occasion: Occasion, nonce_hash: str) -> bool:
        """Put a sentence beside the number when it is wrong or its card has been typed already; the same form may come again."""
        ref = self.ref.data or ""
        if not ref or queries.idea_of(nonce_hash) is not None:
            return True
        fault = _fault_of_printed(ref) if numbers.is_printed(ref) else _fault_of_other(occasion, ref)
        if fault:
            self.ref.errors = [*self.ref.errors, fault]
        return not fault


def _fault_of_printed(ref: str) -> str:
    number = numbers.read(ref)
    card = queries.card(number) if number else None
    if card is None:
        return "Diese Kartennummer gibt es nicht. Prüfen Sie bitte jede Ziffer."
    if card.idea_id is not None:
        return f"Die Karte {numbers.written(card.id)} ist schon abgetippt: Idee Nr. {card.idea_id}."
    return ""


def _fault_of_other(occasion: Occasion, ref: str) -> str:
    present = queries.same_ref(occasion, ref)
    return f"Die Karte {ref} ist schon abgetippt: Idee Nr. {present.id}." if present else ""


class CorrectForm(WordsForm):
    """Tippfehler ändern."""

    version = IntegerField(validators=[InputRequired("Bitte laden Sie die Seite neu.")])


class PrintForm(DeskForm):
    """Leere Karten drucken: how many."""

    number = IntegerField(
        "Wie viele Karten?",
        [InputRequired("Bitte geben Sie eine Zahl an.")],
        default=20,
        description="Vier Karten stehen auf einem Blatt A4.",
        render_kw={"inputmode": "numeric"},
    )

    def validate_number(self, field: IntegerField) -> None:
        """So many as are printed in seconds; WTForms' own check of a range stumbles over endless digits."""
        if field.data is None or not 1 <= field.data <= MOST_CARDS:
            raise ValidationError(f"Bitte eine Zahl von 1 bis {MOST_CARDS}.")
