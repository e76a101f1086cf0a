"""The picker that every form uses, and the office's form for one row of the vocabulary.

AreaField and DistrictField are the one exception to "forms belong to their room alone": that rule is about form
classes, which say what one page asks. A field that picks from the shared vocabulary is vocabulary itself, and radar
lies beneath all rooms, so their forms may import it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField, Field, IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than WTForms 3.3
from wtforms.validators import DataRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from core.forms import DeskForm
from radar import queries
from radar.lists import WordList
from radar.models import ActivityArea, Entry

DIGITS = 9
NO_CHOICE = "Bitte wählen Sie etwas aus der Liste."
OWN_WORDS: dict[str, Any] = {"invalid_choice_message": NO_CHOICE}


def as_id(value: object) -> int | None:
    """Turn what a browser sent into an id that fits every database, anything else into None."""
    said = str(value).strip()
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= DIGITS and int(said) else None


class DistrictField(SelectField):
    """Stadtbezirk: one or none; `data` is its id or None.

    Offers what is on offer now. A Stadtbezirk that was switched off stays choosable where the form was made with it
    (`SomeForm(request.form, district=row.district_id)`).
    """

    def __init__(
        self,
        label: str = "Stadtbezirk",
        validators: list[Any] | None = None,
        empty: str = "Keine Angabe",
        **kwargs: Any,  # noqa: ANN401 - WTForms' own arguments
    ) -> None:
        self.empty = empty
        super().__init__(label, validators, coerce=as_id, **OWN_WORDS, **kwargs)

    def process_data(self, value: object) -> None:
        """Take the present value and fill the choices around it."""
        self.data = as_id(value)
        offered = [one for one in queries.taxonomy().every_district if one.active or one.id == self.data]
        self.choices = [SelectChoice("", self.empty), *(SelectChoice(str(one.id), one.name) for one in offered)]

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what the browser sent: an id, or nothing; refuse the rest."""
        if not valuelist:
            return
        said = str(valuelist[0]).strip()
        self.data = as_id(said)
        if said and self.data is None:
            raise ValueError(NO_CHOICE)


@dataclass(frozen=True)
class AreaGroup:
    """One Handlungsfeld of the picker with its tick boxes."""

    key: str
    name: str
    options: list[Any]


class AreaField(SelectMultipleField):
    """Aktionsfelder: tick boxes grouped by Handlungsfeld; `data` is a list of ids, empty when none is ticked.

    Draw it with the macro in radar/areas.html. One that was switched off stays where the form was made with it
    (`SomeForm(request.form, areas=[...])`).
    """

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(
        self,
        label: str = "Aktionsfelder",
        validators: list[Any] | None = None,
        **kwargs: Any,  # noqa: ANN401 - WTForms' own arguments
    ) -> None:
        super().__init__(label, validators, coerce=as_id, **OWN_WORDS, **kwargs)

    def process_data(self, value: Iterable[object] | None) -> None:
        """Take the present values and fill the choices around them."""
        self.data = [number for number in map(as_id, value or ()) if number]
        words = queries.taxonomy()
        self.choices = [
            SelectChoice(str(area.id), area.name, optgroup=field.name)
            for field in words.every_field
            for area in words.every_area
            if area.field_id == field.id and (area.active or area.id in self.data)
        ]

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take each ticked id once; refuse what is none."""
        numbers = [as_id(said) for said in valuelist]
        self.data = list(dict.fromkeys(number for number in numbers if number))
        if None in numbers:
            raise ValueError(NO_CHOICE)

    def groups(self) -> list[AreaGroup]:
        """Return the tick boxes by Handlungsfeld."""
        words = queries.taxonomy()
        belongs = {str(area.id): area.field_id for area in words.every_area}
        options = list(self)
        grouped = [
            AreaGroup(one.key, one.name, [o for o in options if belongs[o.data] == one.id]) for one in words.every_field
        ]
        return [group for group in grouped if group.options]


def one_line(value: object) -> object:
    """Make one line of a name, whatever white space was pasted."""
    return " ".join(value.split()) if isinstance(value, str) else value


class WordForm(DeskForm):
    """Eintrag: name, sentence and switch of one row; knows its list once fitted."""

    version = IntegerField(widget=HiddenInput(), default=0)
    field_id = SelectField("Handlungsfeld", coerce=as_id, **OWN_WORDS)
    name = StringField(
        "Name",
        [DataRequired("Bitte geben Sie einen Namen ein."), Length(max=80, message="Bitte höchstens 80 Zeichen.")],
        filters=[one_line],
        render_kw={"maxlength": 80, "autocomplete": "off"},
    )
    about = TextAreaField(
        "Ein Satz dazu",
        [Length(max=300, message="Bitte höchstens 300 Zeichen.")],
        description="Steht dort, wo Menschen etwas auswählen.",
        filters=[one_line],
        render_kw={"maxlength": 300, "rows": 3},
    )
    active = BooleanField(
        "Wird angeboten",
        default=True,
        description="Ohne Häkchen kann niemand den Eintrag neu auswählen. Was ihn schon trägt, behält ihn.",
    )

    def fit(self, words: WordList, row: Entry | None = None) -> WordForm:
        """Keep only the fields that this list has, and know which row is meant."""
        self.words, self.number = words, row.id if row else None
        fields = queries.taxonomy().every_field
        self.field_id.choices = [SelectChoice(str(field.id), field.name) for field in fields]
        unwanted = {
            "field_id": words.row is not ActivityArea,
            "about": not words.described,
            "active": not words.switchable or row is None,
        }
        for name, away in unwanted.items():
            if away:
                del self[name]
        return self

    def validate_name(self, field: Field) -> None:
        """Refuse a name without a letter, and one that stands in the list already."""
        if not any(sign.isalnum() for sign in field.data or ""):
            raise ValidationError("Der Name braucht mindestens einen Buchstaben.")
        if queries.name_taken(self.words, field.data or "", self.number):
            raise ValidationError("Diesen Namen gibt es in der Liste schon.")

    def validate_active(self, field: Field) -> None:
        """Keep the last row on offer."""
        if not field.data and self.number and not queries.others_on(self.words, self.number):
            raise ValidationError("Das ist der letzte Eintrag, der angeboten wird. Einer muss bleiben.")

    def said(self, name: str, otherwise: Any) -> Any:  # noqa: ANN401 - the value of any field
        """Return a field's value, or `otherwise` when this list has no such field."""
        return self[name].data if name in self else otherwise


class MoveForm(DeskForm):
    """Verschieben: only a token."""
