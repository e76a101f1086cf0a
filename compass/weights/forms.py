"""What an admin fills in about weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import Field, IntegerField, StringField
from wtforms.validators import ValidationError
from wtforms.widgets import HiddenInput, TextInput

from compass.evidence_kinds import SAID
from core.forms import DeskForm

MOST = 100
WRONG = "Bitte eine ganze Zahl von 0 bis 100."


class WeightField(IntegerField):
    """A whole number from 0 to 100."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the digits; anything else is refused with our own sentence."""
        typed = valuelist[0].strip() if valuelist else ""
        if not (typed.isascii() and typed.isdecimal() and len(typed) <= len(str(MOST)) and int(typed) <= MOST):
            self.data = None
            raise ValueError(WRONG)
        self.data = int(typed)


def _field(kind: str) -> Any:  # noqa: ANN401 - WTForms' unbound field
    said = SAID[kind]
    given = {"inputmode": "numeric", "size": "3", "maxlength": "3", "autocomplete": "off"}
    return WeightField(said.label, description=said.about, render_kw=given)


class WeightsForm(DeskForm):
    """Gewichte: percents of every kind of evidence, the newest version its author saw, and what was shown with its effect."""

    newest = IntegerField(widget=HiddenInput(), default=0)
    shown = StringField(widget=HiddenInput())
    confirmed = _field("confirmed")
    competence = _field("competence")
    offer = _field("offer")
    about = _field("about")
    everyday = _field("everyday")
    reference = _field("reference")
    result = _field("result")
    interest = _field("interest")

    @property
    def rows(self) -> list[Field]:
        """Return the fields of the kinds, in the order of the page."""
        return [self[kind] for kind in SAID]

    @property
    def percents(self) -> Mapping[str, int]:
        """Return what is filled in, by kind."""
        return {kind: self[kind].data or 0 for kind in SAID}

    def validate_confirmed(self, field: Field) -> None:
        """Refuse weights in which nothing counts."""
        if not any(self[kind].data or self[kind].errors or self[kind].process_errors for kind in SAID):
            raise ValidationError("Bitte mindestens eine Zahl über 0: Sonst schlägt das Programm niemanden vor.")
        _ = field
