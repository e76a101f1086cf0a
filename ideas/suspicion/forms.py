"""Forms of the suspicion: one idea as spam, many as spam."""

from __future__ import annotations

from wtforms import Field, IntegerField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from core.forms import DeskForm
from ideas.suspicion.queries import REASONS, SHOWN
from radar.forms import as_id

AGAIN = "Bitte laden Sie die Seite neu."
LARGEST = 2_147_483_647


class SpamForm(DeskForm):
    """Als Werbung ablehnen: one idea, as it was when the page was opened."""

    version = IntegerField(validators=[InputRequired(AGAIN), NumberRange(0, LARGEST, AGAIN)])


class EqualForm(DeskForm):
    """Gleiche Texte ablehnen: the newest idea with the text, as the page showed it."""

    newest = IntegerField(validators=[InputRequired(AGAIN), NumberRange(1, LARGEST, AGAIN)])


class BackForm(DeskForm):
    """Rückgängig machen: only a token."""


class WaveForm(DeskForm):
    """Alle als Werbung ablehnen: which groups, up to which number, which ideas not."""

    upto = IntegerField(validators=[InputRequired(AGAIN), NumberRange(0, LARGEST, AGAIN)])
    reasons = SelectMultipleField("Welche Gruppen?", validate_choice=False)
    keep = SelectMultipleField("Keine Werbung", coerce=as_id, validate_choice=False)

    def validate_reasons(self, field: Field) -> None:
        """At least one group, none that a browser invented."""
        if not field.data or not set(field.data) <= REASONS.keys():
            raise ValidationError("Bitte kreuzen Sie mindestens eine Gruppe an.")

    def validate_keep(self, field: Field) -> None:
        """Numbers only, and no more than the page shows."""
        if None in (field.data or ()) or len(field.data or ()) > SHOWN * len(REASONS):
            raise ValidationError(AGAIN)

    def kept(self) -> list[int]:
        """Return the ids that are no spam."""
        return sorted({number for number in self.keep.data or () if number})
