"""What the office says when it takes a list along: in which form, how much of each entry, and what for."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired

from compass.exports.formats import FORMS
from compass.exports.releasing import CONTACT, EXTENT_WORDS, LIST, WHOLE
from compass.fields import at_most
from core.forms import DeskForm

HELPS = {
    LIST: "Name, Art, Bereich, Themen, Können, Verbindungen.",
    CONTACT: "Dazu Ansprechperson, E-Mail, Telefon, Anschrift.",
    WHOLE: "Alles: dazu Stichwörter, eigene Felder, Merksatz, Rechtsgrundlage, Einwilligungen. Für den Umzug in ein anderes "
    "Haus. Als JSON auch die Notizen des Büros; private Notizen gehen nie mit.",
}


class ExportForm(DeskForm):
    """Liste herausgeben."""

    form = RadioField("Als was?", default="xlsx")
    extent = RadioField("Was soll mit?", default=LIST)
    purpose = StringField(
        "Wozu?",
        [DataRequired("Bitte schreiben Sie, wozu Sie die Liste brauchen."), at_most(300)],
        description="Steht im Protokoll, zusammen mit der Zahl der Einträge. Namen stehen dort nicht.",
        render_kw={"maxlength": 300, "autocomplete": "off"},
    )

    def __init__(self, *args: Any, may_reach: bool, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' signature
        super().__init__(*args, **kwargs)
        self.form.choices = [SelectChoice(form.name, form.word) for form in FORMS.values()]
        self.extent.choices = [SelectChoice(v, w) for v, w in EXTENT_WORDS.items() if may_reach or v == LIST]
