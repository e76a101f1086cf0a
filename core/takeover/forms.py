"""What every room's import asks: a file with its source, and buttons."""

from __future__ import annotations

from wtforms import FileField, StringField, ValidationError
from wtforms.validators import DataRequired, Length

from core.forms import DeskForm
from core.takeover.rows import SOURCE_LENGTH


def source_field(label: str, asked: str, description: str) -> StringField:
    """Return the field for the name of the source; `asked` is the sentence when it is empty."""
    return StringField(
        label,
        [DataRequired(asked), Length(max=SOURCE_LENGTH, message=f"Bitte höchstens {SOURCE_LENGTH} Zeichen.")],
        description=description,
        render_kw={"maxlength": SOURCE_LENGTH, "autocomplete": "off", "list": "sources"},
    )


class UploadForm(DeskForm):
    """Datei übernehmen; a room says in its own form which files it reads and how it asks for the source."""

    file: FileField
    source: StringField

    def validate_file(self, field: FileField) -> None:
        """A file must have come along."""
        if not getattr(field.data, "filename", ""):
            raise ValidationError("Bitte wählen Sie eine Datei aus.")


class StepForm(DeskForm):
    """Übernehmen, rückgängig machen, verwerfen: only a token."""
