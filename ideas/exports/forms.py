"""What the office says when it takes a list along: the form, and for addresses a tick and a reason."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, RadioField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Length

from core.forms import DeskForm
from ideas.exports.formats import FORMS

FOR = {
    "csv": "Für Excel und andere Tabellen.",
    "xlsx": "Eine Excel-Datei.",
    "json": "Für Programme.",
    "geojson": "Für Karten.",
}


class ExportForm(DeskForm):
    """Liste herausgeben."""

    form = RadioField("Als was?", default="csv")
    addresses = BooleanField(
        "Mit E-Mail-Adressen der Verfasser*innen",
        description="Nur bestätigte. Wir schreiben ins Protokoll, wer sie wann und wofür genommen hat.",
    )
    reason = StringField(
        "Wofür brauchen Sie die Adressen?",
        [Length(max=300, message="Bitte höchstens 300 Zeichen.")],
        render_kw={"maxlength": 300, "autocomplete": "off"},
    )

    def __init__(self, *args: Any, may_have_addresses: bool, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' signature
        super().__init__(*args, **kwargs)
        self.form.choices = [SelectChoice(form.name, form.word) for form in FORMS.values()]
        if not may_have_addresses:
            del self.addresses
            del self.reason

    def validate_reason(self, field: StringField) -> None:
        """Addresses need a reason."""
        if self.addresses.data and not field.data:
            raise ValidationError("Bitte geben Sie an, wofür Sie die Adressen brauchen.")

    @property
    def with_addresses(self) -> bool:
        """Whether addresses are wanted by somebody who may have them."""
        return "addresses" in self and bool(self.addresses.data)

    @property
    def why(self) -> str:
        """The reason, empty where none is asked for."""
        return (self.reason.data or "") if self.with_addresses else ""
