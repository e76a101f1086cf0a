"""What the office fills in: the words of a note, and whether it is a private one."""

from __future__ import annotations

from wtforms import BooleanField, IntegerField, TextAreaField
from wtforms.validators import DataRequired, InputRequired

from compass.fields import at_most
from compass.notes.models import TEXT_LENGTH
from core.forms import DeskForm

LAW = "Schreiben Sie so, dass die Person es lesen darf: Sie kann jede Notiz über sich verlangen (Art. 15 DSGVO), auch private."


class NoteForm(DeskForm):
    """Notiz: the words, and for whom."""

    text = TextAreaField(
        "Neue Notiz",
        [DataRequired("Bitte schreiben Sie etwas auf."), at_most(TEXT_LENGTH)],
        description=LAW,
        render_kw={"rows": 3, "maxlength": TEXT_LENGTH},
    )
    is_private = BooleanField("private Notiz: nur für mich und die Verwaltung der Anlage")


class ChangeForm(NoteForm):
    """Notiz ändern: the words, and which row was seen."""

    version = IntegerField(validators=[InputRequired("Bitte laden Sie die Seite neu.")])


class RemoveForm(DeskForm):
    """Notiz löschen: only a token."""
