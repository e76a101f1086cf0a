"""What the office fills in to keep a segment, and to give one actor tags."""

from __future__ import annotations

from urllib.parse import parse_qsl

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, HiddenField, IntegerField, StringField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from compass.fields import at_most, named
from compass.models import TAG_LENGTH
from compass.segments.models import NAME_LENGTH
from core.forms import DeskForm

LONGEST = 4000
"""Signs of an address that are read; no filter of ours is longer."""
MANY = 200
MOST_TAGS = 12


class SegmentForm(DeskForm):
    """Segment: its name, and for whom it stands there."""

    name = StringField(
        "Name",
        [DataRequired("Bitte geben Sie dem Segment einen Namen."), at_most(NAME_LENGTH), lambda _, field: named(field)],
        render_kw={"maxlength": NAME_LENGTH, "autocomplete": "off"},
    )
    for_all = BooleanField("Für alle im Büro")


class NameForm(SegmentForm):
    """Segment ändern: name, audience, which row was seen."""

    version = IntegerField(validators=[InputRequired("Bitte laden Sie die Seite neu.")])


class ListForm(DeskForm):
    """The list's address as it stands."""

    query = HiddenField()

    def asked(self) -> MultiDict[str, str]:
        """Return the names and values of the sent address, unknown ones too; whoever keeps them takes what the list knows."""
        return MultiDict(parse_qsl((self.query.data or "")[:LONGEST])[:MANY])


class KeepForm(SegmentForm, ListForm):
    """Segment speichern: name and audience, and the list's address."""


class FilterForm(ListForm):
    """Andere Filter für ein Segment: the list's address, and which row was seen."""

    version = IntegerField(validators=[InputRequired("Bitte laden Sie die Seite neu.")])


class DropForm(DeskForm):
    """Segment löschen: only a token."""


class TagsForm(DeskForm):
    """Stichwörter eines Eintrags: with commas between."""

    words = StringField(
        "Stichwörter",
        [at_most(600)],
        description="Mit Komma dazwischen, zum Beispiel: Sommerfest 2027, Presseverteiler.",
        render_kw={"maxlength": 600, "autocomplete": "off"},
    )

    def said(self) -> list[str]:
        """Return the tags, each once."""
        found = [" ".join(word.split()) for word in (self.words.data or "").split(",")]
        return list({word.casefold(): word for word in found if word}.values())

    def validate_words(self, field: Field) -> None:
        """Refuse too many, too long ones, and signs without a letter."""
        if len(self.said()) > MOST_TAGS:
            raise ValidationError(f"Bitte höchstens {MOST_TAGS} Stichwörter.")
        if any(len(word) > TAG_LENGTH for word in self.said()):
            raise ValidationError(f"Bitte höchstens {TAG_LENGTH} Zeichen in einem Stichwort.")
        if field.data and not all(any(sign.isalnum() for sign in word) for word in self.said()):
            raise ValidationError("Ein Stichwort braucht mindestens einen Buchstaben.")
