"""What somebody who is invited fills in: the answer, and who comes instead."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, EmailField, Field, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Email, InputRequired, Optional, ValidationError

from compass.fields import at_most
from compass.invitations import wording
from compass.invitations.drafts import Said
from compass.invitations.models import NOTE_LENGTH, Answer, Way
from compass.models import NAME_LENGTH
from core import mail
from core.forms import PublicForm
from radar.forms import OWN_WORDS


class AnswerForm(PublicForm):
    """Antwort auf eine Einladung: one of four, a sentence, and with "someone else" who."""

    answer = RadioField("Ihre Antwort", [InputRequired("Bitte wählen Sie eine Antwort.")], **OWN_WORDS)
    guest_name = StringField(
        "Wer kommt?", [at_most(NAME_LENGTH)], render_kw={"maxlength": NAME_LENGTH, "autocomplete": "off"}
    )
    guest_email = EmailField(
        "E-Mail dieser Person",
        [Optional(), at_most(254), Email("Prüfen Sie die E-Mail-Adresse, zum Beispiel name@beispiel.de.")],
        description="Die Person bekommt einen Brief und sagt selbst Ja oder Nein.",
        render_kw={"maxlength": 254, "autocomplete": "off"},
    )
    guest_knows = BooleanField("Die Person weiß davon, und wir dürfen ihr schreiben.")
    note = TextAreaField(
        "Möchten Sie uns etwas dazu sagen?",
        [at_most(NOTE_LENGTH)],
        description="Zum Beispiel, was Sie vor Ort brauchen.",
        render_kw={"rows": 3, "maxlength": NOTE_LENGTH},
    )

    def __init__(self, way: Way, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' signature
        super().__init__(*args, **kwargs)
        self.answer.choices = [SelectChoice(one.value, word) for one, word in wording.answers(way).items()]

    @property
    def _sends(self) -> bool:
        return bool(self.answer.data == Answer.OTHER)

    def said(self) -> Said:
        """Return the answer as it was filled in."""
        name, email = (self.guest_name.data or "", self.guest_email.data or "") if self._sends else ("", "")
        return Said(Answer(self.answer.data), self.note.data or "", name, email)

    def validate_guest_name(self, field: Field) -> None:
        """Who sends somebody names them."""
        if self._sends and not any(sign.isalpha() for sign in field.data or ""):
            raise ValidationError("Bitte schreiben Sie, wer kommt.")

    def validate_guest_knows(self, field: Field) -> None:
        """Nobody is written to who does not know of it."""
        if self._sends and not field.data:
            raise ValidationError("Bitte fragen Sie die Person zuerst und kreuzen Sie es dann an.")

    def validate(self, *args: Any, **kwargs: Any) -> bool:  # noqa: ANN401 - WTForms' signature
        """Check as ever; who sends somebody gives an address that a letter may go to."""
        good = bool(super().validate(*args, **kwargs))
        if self._sends and not self.guest_email.errors:
            try:
                mail.recipient(self.guest_email.data or "")
            except mail.BadAddress:
                self.guest_email.errors = ["Geben Sie die E-Mail-Adresse dieser Person ein."]
                return False
        return good


class LinkForm(PublicForm):
    """Ja, Nein, keine Einladungen mehr: only a token."""
