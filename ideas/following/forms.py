"""What people fill in to follow, and what ends it."""

from __future__ import annotations

from typing import Any

from flask import g
from wtforms import EmailField, Field, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Email, InputRequired, Length, ValidationError

from core import mail, texts
from core.config import settings
from core.forms import PublicForm
from ideas.following.models import RHYTHM_WORDS, Rhythm
from ideas.following.subjects import Subject, named, offered, read

ONLY_LETTERS = "Nur für diese Briefe. Jeder Brief hat einen Link, der sie beendet und die Adresse löscht."


class FollowForm(PublicForm):
    """Folgen: what, how often, to which address."""

    subject = SelectField("Wovon möchten Sie hören?", validate_choice=False)
    rhythm = RadioField(
        "Wie oft?",
        choices=[SelectChoice(rhythm.value, words) for rhythm, words in RHYTHM_WORDS.items()],
        default=Rhythm.WEEKLY.value,
    )
    email = EmailField(
        "Ihre E-Mail-Adresse",
        [
            InputRequired("Geben Sie Ihre E-Mail-Adresse ein."),
            Length(max=254, message="Diese Adresse ist zu lang."),
            Email("Prüfen Sie die E-Mail-Adresse, zum Beispiel name@beispiel.de."),
        ],
        render_kw={"autocomplete": "email", "maxlength": 254},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' signature
        super().__init__(*args, **kwargs)
        self.email.description = f"{ONLY_LETTERS} {texts.text('ideas.mail_minors')}"

    def offer(self, wanted: Subject | None) -> None:
        """Offer all topics and Stadtbezirke, and before them what the page came from."""
        known = named([wanted]) if wanted else {}
        first = [SelectChoice(subject.word, name) for subject, name in known.items() if subject.kind == "idee"]
        rest = [SelectChoice(word, name, optgroup=head) for head, rows in offered().items() for word, name in rows]
        self.subject.choices = [SelectChoice("", "Bitte wählen"), *first, *rest]

    def wanted(self) -> Subject | None:
        """Return what was chosen."""
        return read(self.subject.data or "")

    def validate_subject(self, field: Field) -> None:
        """Only what everybody may see."""
        wanted = read(field.data or "")
        if wanted is None or not named([wanted]):
            raise ValidationError("Bitte wählen Sie, wovon Sie hören möchten.")

    def validate_email(self, field: Field) -> None:
        """Only an address that a letter may go to."""
        try:
            mail.recipient(field.data or "")
        except mail.BadAddress:
            raise ValidationError("An diese Adresse können wir keinen Brief schicken. Haben Sie eine andere?") from None

    def validate(self, *args: Any, **kwargs: Any) -> bool:  # noqa: ANN401 - WTForms' signature
        """Check as ever; a machine is quick, and a person who is presses the button once more and loses nothing."""
        if not super().validate(*args, **kwargs):
            return False
        if not self.website.data and self.age < settings().form_min_seconds:
            self.email.errors = [*self.email.errors, "Das ging sehr schnell. Bitte drücken Sie den Knopf noch einmal."]
            g.faulty_form = True
            return False
        return True


class LinkForm(PublicForm):
    """Bestätigen oder abbestellen: only a token."""
