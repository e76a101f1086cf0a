"""What the office fills in about theses, impulses, visions and the body; the meeting itself stands in forms_meeting.py."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import (
    Field,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from core.forms import DeskForm
from dialogues.models import ABOUT_LENGTH, LINE_LENGTH
from radar.forms import as_id

LETTER = re.compile(r"[^\W\d_]")
LARGEST_ID = 2**31 - 1
RELOAD = "Bitte laden Sie die Seite neu."
NO_CHOICE = "Bitte wählen Sie etwas aus der Liste."
OWN_WORDS: dict[str, Any] = {"invalid_choice_message": NO_CHOICE}


def most(number: int) -> Length:
    """Ask for at most so many characters."""
    return Length(max=number, message=f"Bitte höchstens {number:,} Zeichen.".replace(",", "."))


def line_field(label: str, longest: int, wanted: str = "", hint: str = "") -> StringField:
    """Return a field of one line; `wanted` is the sentence where it is empty, without it the field is voluntary."""
    first = DataRequired(wanted) if wanted else Optional()
    given = {"maxlength": longest, "autocomplete": "off"}
    return StringField(label, [first, most(longest)], description=hint, render_kw=given)


def text_field(label: str, longest: int, wanted: str = "", rows: int = 4, hint: str = "") -> TextAreaField:
    """Return a field of several lines."""
    first = DataRequired(wanted) if wanted else Optional()
    given = {"rows": rows, "maxlength": longest}
    return TextAreaField(label, [first, most(longest)], description=hint, render_kw=given)


def named_choices(named: Mapping[Any, str]) -> list[SelectChoice]:
    """Return values with their words as a field offers them."""
    return [SelectChoice(str(value), words) for value, words in named.items()]


def with_letters(_: DeskForm, field: Field) -> None:
    """Refuse what holds no letter."""
    if not LETTER.search(field.data or ""):
        raise ValidationError("Hier fehlen noch Worte.")


class TicksField(SelectMultipleField):
    """Tick boxes over ids; `data` is a list of ids, each once."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: str, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' own arguments
        super().__init__(label, coerce=as_id, choices=[], **OWN_WORDS, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take each ticked id once; refuse what is none."""
        numbers = [as_id(said) for said in valuelist]
        self.data = list(dict.fromkeys(number for number in numbers if number))
        if None in numbers:
            raise ValueError(NO_CHOICE)

    def offer(self, named: Iterable[tuple[int, str]]) -> None:
        """Offer ids with their words."""
        self.choices = [SelectChoice(str(number), words) for number, words in named]


class ActForm(DeskForm):
    """Ein Knopf: only a token."""


class VersionForm(DeskForm):
    """Ein Knopf für eine Zeile, die jemand anderes inzwischen geändert haben kann."""

    version = IntegerField(validators=[InputRequired(RELOAD)], widget=HiddenInput())


class BodyForm(VersionForm):
    """Das Gremium: its name and what it is, both public."""

    name = line_field("Name", 80, "Bitte geben Sie einen Namen ein.")
    about = text_field(
        "Was ist das D.I.V.?", ABOUT_LENGTH, hint="Steht auf der öffentlichen Seite unter den ersten Sätzen."
    )
    validate_name = with_letters


class MemberForm(DeskForm):
    """Mitglied aufnehmen: the number of an actor."""

    actor = IntegerField(validators=[InputRequired(), NumberRange(1, LARGEST_ID)])


class ThesisForm(DeskForm):
    """These: the thesis, and the question for the talk afterwards."""

    version = IntegerField(default=0, widget=HiddenInput())
    text = line_field("These", LINE_LENGTH, "Bitte schreiben Sie die These.", "Kurz, ein Gedanke, laut gut zu sagen.")
    question = line_field("Frage für das Gespräch", LINE_LENGTH, hint="Steht nach der Auswertung unter dem Ergebnis.")
    validate_text = with_letters


class ImpulseForm(DeskForm):
    """Impulse: the ideas that were ticked."""

    ideas = TicksField("Welche Ideen sollen Impuls sein?", validate_choice=False)

    def validate_ideas(self, field: Field) -> None:
        """At least one idea."""
        if not field.data:
            raise ValidationError("Bitte wählen Sie mindestens eine Idee aus.")


class ChooseForm(DeskForm):
    """Treffen wählen: the meeting that an idea becomes an impulse of."""

    meeting = RadioField("In welches Treffen?", coerce=as_id, validate_choice=False)

    def offer(self, named: Iterable[tuple[int, str]]) -> ChooseForm:
        """Offer meetings with their words."""
        self.offered = dict(named)
        self.meeting.choices = [SelectChoice(str(number), words) for number, words in self.offered.items()]
        return self

    def validate_meeting(self, field: Field) -> None:
        """Only a meeting that is offered."""
        if field.data not in self.offered:
            raise ValidationError("Bitte wählen Sie ein Treffen.")
