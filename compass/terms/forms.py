"""What the office fills in about terms: one term, the other one it means, which free texts mean which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, Field, IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import HiddenInput

from compass.fields import CHOOSE, LinesField, at_most, named
from compass.models import Term
from core.forms import DeskForm
from radar import queries as radar
from radar.forms import OWN_WORDS, as_id

WORD_LENGTH = 80
MOST_SYNONYMS = 30
FIRST = "erster"
"""What the button says that gives every ticked text the first term offered for it."""


class WordsField(LinesField):
    """Words for the same, one per line."""

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401, ARG002 - WTForms' signature
        """Refuse too many and too long words."""
        rows = self.lines()
        if len(rows) > MOST_SYNONYMS:
            raise ValidationError(f"Bitte höchstens {MOST_SYNONYMS} Wörter.")
        if any(len(row) > WORD_LENGTH for row in rows):
            raise ValidationError(f"Bitte höchstens {WORD_LENGTH} Zeichen in einer Zeile.")
        if not all(any(sign.isalnum() for sign in row) for row in rows):
            raise ValidationError("Jedes Wort braucht mindestens einen Buchstaben.")


class TermForm(DeskForm):
    """Begriff: what it is called, to which topic it belongs, what else people call it."""

    version = IntegerField(widget=HiddenInput(), default=0)
    name = StringField(
        "Begriff",
        [InputRequired("Bitte schreiben Sie den Begriff."), at_most(WORD_LENGTH)],
        render_kw={"maxlength": WORD_LENGTH, "autocomplete": "off"},
    )
    area_id = SelectField("Thema", coerce=as_id, validate_choice=False)
    synonyms = WordsField(
        "Andere Wörter dafür",
        description="Eines je Zeile. Die Suche findet alle damit, und wer es so schreibt, gehört gleich dazu.",
        render_kw={"rows": 5},
    )
    about = StringField("Was damit gemeint ist", [at_most(300)], render_kw={"maxlength": 300, "autocomplete": "off"})
    active = BooleanField("wird angeboten", default=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' signature
        super().__init__(*args, **kwargs)
        offered = [one for one in radar.taxonomy().every_area if one.active or one.id == self.area_id.data]
        rows = [SelectChoice(str(one.id), one.name) for one in offered]
        self.area_id.choices = [SelectChoice("", "Kein Thema"), *rows]

    def validate_name(self, field: Field) -> None:
        """Refuse a name without a letter."""
        named(field)


class MergeForm(DeskForm):
    """Zusammenlegen: the other term that means the same."""

    version = IntegerField(widget=HiddenInput(), default=0)
    into = SelectField("Bedeutet dasselbe wie", coerce=as_id, validate_choice=False)

    def offer(self, terms: Sequence[Term], number: int) -> MergeForm:
        """Offer every other term."""
        self.offered = frozenset(one.id for one in terms if one.id != number)
        rows = [SelectChoice(str(one.id), one.name) for one in terms if one.id != number]
        self.into.choices = [SelectChoice("", "Bitte wählen"), *rows]
        return self

    def validate_into(self, field: SelectField) -> None:
        """One of the list."""
        if field.data not in self.offered:
            raise ValidationError(CHOOSE)


class LooseForm(DeskForm):
    """Noch nicht zugeordnet: one press for one text, or a term for those that are ticked.

    `press` is "sample-term" of the button that was pressed, or FIRST.
    """

    ticked = SelectMultipleField("Angekreuzt", coerce=as_id, validate_choice=False, **OWN_WORDS)
    term = SelectField("Begriff", coerce=as_id, validate_choice=False)
    press = StringField()

    def offer(self, terms: Sequence[Term]) -> LooseForm:
        """Offer every term that is on offer."""
        rows = [SelectChoice(str(one.id), one.name) for one in terms if one.active]
        self.term.choices = [SelectChoice("", "Begriff wählen"), *rows]
        return self

    def one(self) -> tuple[int, int] | None:
        """Return (sample, term) of the button that was pressed beside a text."""
        sample, _, term = (self.press.data or "").partition("-")
        first, second = as_id(sample), as_id(term)
        return (first, second) if first and second else None

    def many(self) -> list[int]:
        """Return the samples that are ticked, at most a page of them."""
        return [number for number in self.ticked.data or () if number][:100]
