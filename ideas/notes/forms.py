"""What the office fills in: the words of an internal note."""

from __future__ import annotations

from wtforms import IntegerField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from core.forms import DeskForm
from ideas.notes.models import TEXT_LENGTH

LAW = (
    "Nur fürs Büro. Aber: Wer Akten einsehen darf (IFG NRW), oder wer wissen will, was über sie oder ihn gespeichert ist "
    "(Art. 15 DSGVO), kann auch Notizen verlangen."
)


class NoteForm(DeskForm):
    """Notiz: the words."""

    text = TextAreaField(
        "Neue Notiz",
        [
            DataRequired("Bitte schreiben Sie etwas auf."),
            Length(max=TEXT_LENGTH, message=f"Bitte höchstens {TEXT_LENGTH:,} Zeichen.".replace(",", ".")),
        ],
        description=LAW,
        render_kw={"rows": 3, "maxlength": TEXT_LENGTH},
    )


class ChangeForm(NoteForm):
    """Notiz ändern: the words, and which row was seen."""

    version = IntegerField(validators=[InputRequired("Bitte laden Sie die Seite neu.")])
