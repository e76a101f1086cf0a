"""What people fill in in school mode: the office a class, children an idea, the teacher a wish."""

from __future__ import annotations

from datetime import date, timedelta

from wtforms import DateField, EmailField, IntegerField, StringField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from core import clock, mail
from core.forms import DeskForm, PublicForm
from ideas.forms import WordsForm
from ideas.school.models import NAME_LENGTH, REASON_LENGTH, TOPIC_LENGTH


class ChildForm(WordsForm):
    """Idee aus der Klasse: the same words as everybody, without an address."""


class ClassForm(DeskForm):
    """Thema und letzter Tag einer Klasse."""

    version = IntegerField(validators=[Optional()])
    topic = StringField(
        "Thema",
        [Length(max=TOPIC_LENGTH, message=f"Bitte höchstens {TOPIC_LENGTH} Zeichen.")],
        description="Steht über dem Formular. Zum Beispiel: Was fehlt auf unserem Schulweg?",
        render_kw={"maxlength": TOPIC_LENGTH},
    )
    until = DateField("Der Code gilt bis", [InputRequired("Bitte geben Sie den letzten Tag an.")])

    def validate_until(self, field: DateField) -> None:
        """A day from today on, within a year."""
        if isinstance(field.data, date) and not clock.today() <= field.data <= clock.today() + timedelta(days=366):
            raise ValidationError("Bitte wählen Sie einen Tag ab heute, höchstens in einem Jahr.")


class NewClassForm(ClassForm):
    """Klasse anlegen."""

    name = StringField(
        "Schule und Klasse",
        [
            DataRequired("Bitte geben Sie Schule und Klasse an."),
            Length(max=NAME_LENGTH, message=f"Bitte höchstens {NAME_LENGTH} Zeichen."),
        ],
        description="Zum Beispiel: Schule am Bach, 7b, Herbst 2026. Der Name bleibt, die Ideen tragen ihn.",
        render_kw={"maxlength": NAME_LENGTH, "autocomplete": "off"},
    )


class LinkForm(DeskForm):
    """Link für die Lehrkraft: shown once, or sent to an address that is not kept."""

    email = EmailField(
        "E-Mail der Lehrkraft",
        [Optional(), Length(max=254, message="Diese Adresse ist zu lang.")],
        description="Dann schicken wir den Link dorthin. Die Adresse speichern wir nicht.",
        render_kw={"maxlength": 254, "autocomplete": "off"},
    )

    def validate_email(self, field: EmailField) -> None:
        """Only an address that a letter may go to."""
        try:
            mail.recipient(field.data or "")
        except mail.BadAddress:
            raise ValidationError("An diese Adresse können wir keinen Brief schicken.") from None


class AskForm(PublicForm):
    """Bitte nicht veröffentlichen: why, if the teacher likes to say it."""

    reason = StringField(
        "Warum?",
        [Length(max=REASON_LENGTH, message=f"Bitte höchstens {REASON_LENGTH} Zeichen.")],
        render_kw={"maxlength": REASON_LENGTH, "autocomplete": "off"},
    )


class KeepForm(DeskForm):
    """Idee bleibt: only a token."""
