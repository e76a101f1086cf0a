"""What the office notes about a Yes or a No: for which purposes, since when, how it was said, where the proof is."""

from __future__ import annotations

from wtforms import DateField, Field, SelectField, SelectMultipleField, StringField, SubmitField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Optional, ValidationError

from compass.fields import at_most
from compass.forms import CHANNELS, PURPOSES
from compass.models import Purpose
from core import clock
from core.forms import DeskForm


class SaidForm(DeskForm):
    """Ja oder Nein eintragen: ticked purposes, how it was said, for a Yes its day and its proof."""

    purpose = SelectMultipleField(
        "Wozu",
        [InputRequired("Bitte kreuzen Sie an, worum es geht.")],
        choices=PURPOSES,
    )
    channel = SelectField("Wie gesagt?", choices=[SelectChoice(word, word) for word in CHANNELS])
    day = DateField("Wann gesagt?", [Optional()], description="Leer heißt: heute.")
    evidence = StringField(
        "Wo liegt der Beleg?",
        [at_most(300)],
        description="Zum Beispiel: Ordner 3, Blatt 12.",
        render_kw={"maxlength": 300, "autocomplete": "off"},
    )
    give = SubmitField()
    withdraw = SubmitField()

    def validate_day(self, field: Field) -> None:
        """Refuse a Yes that nobody can have said yet."""
        if field.data and field.data > clock.today():
            raise ValidationError("Dieser Tag liegt in der Zukunft.")

    @property
    def is_forged(self) -> bool:
        """Whether no page of ours can have sent this: a wrong token, a purpose or channel that was not offered."""
        return bool(self.token_fault or self.channel.errors or (self.purpose.data and self.purpose.errors))

    @property
    def fault(self) -> str:
        """The first sentence about what is wrong."""
        return next((str(field.errors[0]) for field in self if field.errors), "")

    def purposes(self) -> list[Purpose]:
        """Return the ticked purposes, the public page before its fields."""
        return sorted(map(Purpose, self.purpose.data or ()), key=list(Purpose).index)
