"""What the office fills in to keep a filter."""

from __future__ import annotations

from urllib.parse import parse_qsl

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, IntegerField, StringField, SubmitField
from wtforms.validators import DataRequired, InputRequired, Length

from core.forms import DeskForm
from ideas.filters.models import NAME_LENGTH, Shelf

LONGEST = 4000
"""Signs of an address that are read; no filter of ours is longer."""
MANY = 200


class FilterForm(DeskForm):
    """Gespeicherter Filter: its name, and for whom it stands there."""

    name = StringField(
        "Name",
        [
            DataRequired("Bitte geben Sie dem Filter einen Namen."),
            Length(max=NAME_LENGTH, message=f"Bitte höchstens {NAME_LENGTH} Zeichen."),
        ],
        render_kw={"maxlength": NAME_LENGTH, "autocomplete": "off"},
    )
    for_all = BooleanField("Auch für alle im Büro")
    save = SubmitField("Speichern")


class NameForm(FilterForm):
    """Filter umbenennen: name and audience, and which row was seen."""

    version = IntegerField(validators=[InputRequired("Bitte laden Sie die Seite neu.")])


class KeepForm(FilterForm):
    """Filter speichern: name and audience, and the list's address as it stands."""

    shelf = HiddenField()
    query = HiddenField()

    def asked(self) -> MultiDict[str, str]:
        """Return the names and values of the sent address, unknown ones too; whoever keeps them takes what the list knows."""
        return MultiDict(parse_qsl((self.query.data or "")[:LONGEST])[:MANY])

    def list(self) -> Shelf:
        """Return the list that the filter is for; a forged word means the list of all ideas."""
        return Shelf.QUEUE if self.shelf.data == Shelf.QUEUE else Shelf.ALL


class DropForm(DeskForm):
    """Filter löschen: only a token."""
