"""What is sent about bundles: the office's answers to proposals, an author's objection."""

from __future__ import annotations

from wtforms import HiddenField, IntegerField
from wtforms.validators import InputRequired, NumberRange

from core.forms import DeskForm, HouseForm

LARGEST = 999_999_999


class UnlikeForm(DeskForm):
    """Passt nicht: the other idea."""

    other = IntegerField(validators=[InputRequired("Bitte laden Sie die Seite neu."), NumberRange(1, LARGEST)])


class SeenForm(DeskForm):
    """Einspruch gelesen: only a token."""


class AloneForm(HouseForm):
    """Meine Idee herausnehmen, by the link in the letter: only a token."""


class AloneByCodeForm(HouseForm):
    """Meine Idee herausnehmen, on the page of the Merk-Code."""

    code = HiddenField()
