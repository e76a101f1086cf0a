"""What people send with a file, and what the office decides about it."""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.datastructures import FileStorage
from wtforms import Field, FileField, HiddenField, IntegerField, StringField, SubmitField
from wtforms.validators import InputRequired, Length, ValidationError

from core import clock
from core.config import settings
from core.forms import DeskForm, PublicForm
from ideas.attachments.models import ALT_LENGTH

LIMIT = Length(max=ALT_LENGTH, message=f"Bitte höchstens {ALT_LENGTH} Zeichen.")


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(settings().secret_key, salt="ideas.attachments")


def key_for(idea_id: int) -> str:
    """Return the word by which a page only the author sees lets its forms reach this one idea, as long as a form is good."""
    return str(_signer().dumps([idea_id, int(clock.now().timestamp())]))


def idea_of(key: str | None) -> int | None:
    """Return the idea that a key reaches; None when it is not ours or too old."""
    try:
        idea_id, made = _signer().loads(key or "")
    except (BadSignature, ValueError):
        return None
    return int(idea_id) if clock.now().timestamp() - made <= settings().form_hours * 3600 else None


class FileForm(PublicForm):
    """Foto oder PDF schicken: one file, and what is to be seen on it."""

    key = HiddenField()
    file = FileField(
        "Foto oder PDF",
        [InputRequired("Bitte wählen Sie eine Datei aus.")],
        description="JPEG, PNG, WebP oder PDF, höchstens 10 MB.",
        render_kw={"accept": "image/jpeg,image/png,image/webp,application/pdf"},
    )
    alt = StringField(
        "Was ist zu sehen?",
        [LIMIT],
        description="Ein Satz für Menschen, die das Bild nicht sehen können.",
        render_kw={"maxlength": ALT_LENGTH, "autocomplete": "off"},
    )

    def validate_file(self, field: Field) -> None:
        """A file, not words in its place."""
        if not isinstance(field.data, FileStorage):
            raise ValidationError("Bitte wählen Sie eine Datei aus.")


class DropForm(PublicForm):
    """Eigene Datei löschen: key and number."""

    key = HiddenField()
    number = HiddenField()


class DecideForm(DeskForm):
    """Datei freigeben: what is to be seen on it, and one of four buttons."""

    version = IntegerField(validators=[InputRequired("Bitte laden Sie die Seite neu.")])
    alt = StringField(
        "Was ist zu sehen?",
        [LIMIT],
        description="Ein Satz für Menschen, die das Bild nicht sehen können. Bei einem PDF: worum es geht.",
        render_kw={"maxlength": ALT_LENGTH, "autocomplete": "off"},
    )
    show = SubmitField("Zeigen")
    hide = SubmitField("Nicht zeigen")
    delete = SubmitField("Löschen")
