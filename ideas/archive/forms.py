"""What the office fills in about offers to the archive."""

from __future__ import annotations

from wtforms import Field, SelectMultipleField, SubmitField, ValidationError

from core.forms import DeskForm
from ideas.archive.models import Verdict
from radar.forms import as_id


class ButtonForm(DeskForm):
    """Anbieten, herunterladen: only a token."""


class VerdictForm(DeskForm):
    """Was das Archiv sagt: the ticked files and one of three buttons."""

    files = SelectMultipleField("Akten", coerce=as_id, validate_choice=False)
    taken = SubmitField("Vom Archiv übernommen")
    not_taken = SubmitField("Nicht übernommen")
    open = SubmitField("Noch offen")

    def validate_files(self, field: Field) -> None:
        """At least one file, and none that a browser invented."""
        if not field.data or None in field.data:
            raise ValidationError("Bitte wählen Sie mindestens eine Akte aus.")

    def ids(self) -> list[int]:
        """Return what was ticked."""
        return sorted({number for number in self.files.data or () if number})

    def verdict(self) -> Verdict | None:
        """Return what the pressed button says."""
        pressed = {Verdict.TAKEN: self.taken, Verdict.NOT_TAKEN: self.not_taken, Verdict.OPEN: self.open}
        return next((verdict for verdict, button in pressed.items() if button.data), None)
