"""What people fill in about ideas: citizens in their own words, the office beside the text."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from wtforms import (
    DateField,
    EmailField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional

from core import mail, texts
from core.forms import DeskForm, PublicForm
from ideas import queries
from ideas.models import PLACE_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from ideas.stages import FOLLOWS, WORDS, Stage
from radar.forms import AreaField, DistrictField

LETTERS = re.compile(r"[^\W\d_]")
TOO_SHORT = 3


def _number(value: str | None) -> int | None:
    """Turn a chosen value into an id."""
    return int(value) if value and value.isdecimal() and len(value) < 10 else None  # noqa: PLR2004 - ids are smaller


class WordsForm(PublicForm):
    """An idea in its author's own words: text first, the rest only if one likes."""

    text = TextAreaField(
        "Was ist Ihre Idee oder Ihr Wunsch?",
        [
            InputRequired("Schreiben Sie in ein paar Sätzen, worum es geht."),
            Length(max=TEXT_LENGTH, message=f"Bitte höchstens {TEXT_LENGTH:,} Zeichen.".replace(",", ".")),
        ],
        description="Ein paar Sätze genügen. Jede Sprache ist recht.",
        render_kw={"rows": 6, "maxlength": TEXT_LENGTH},
    )
    title = StringField(
        "Überschrift",
        [Length(max=TITLE_LENGTH, message=f"Bitte höchstens {TITLE_LENGTH} Zeichen.")],
        description="Lassen Sie das Feld leer, nehmen wir Ihre ersten Worte.",
        render_kw={"maxlength": TITLE_LENGTH},
    )
    category = RadioField("Was passt am besten?", [Optional()], coerce=_number, validate_choice=False)
    district = DistrictField("Stadtbezirk", description="Damit Menschen aus der Nähe Ihre Idee finden.")
    place = StringField(
        "Ort in Worten",
        [Length(max=PLACE_LENGTH, message=f"Bitte höchstens {PLACE_LENGTH} Zeichen.")],
        description="Zum Beispiel: vor der Bücherei. Bitte nicht Ihre Wohnadresse.",
        render_kw={"maxlength": PLACE_LENGTH},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' signature
        super().__init__(*args, **kwargs)
        self.category.choices = [SelectChoice(str(c.id), c.label) for c in queries.categories()]

    def validate_text(self, field: TextAreaField) -> None:
        """A text needs a few letters, of any script."""
        if len(LETTERS.findall(field.data or "")) < TOO_SHORT:
            raise ValidationError("Das ist zu kurz, um es zu verstehen. Schreiben Sie bitte einen Satz.")

    def validate_category(self, field: RadioField) -> None:
        """Only a category that is offered."""
        if field.data is not None and field.data not in {c.id for c in queries.categories()}:
            raise ValidationError("Bitte wählen Sie eine der angebotenen Antworten oder keine.")


class IdeaForm(WordsForm):
    """Idee abgeben: the words, and an address for letters."""

    email = EmailField(
        "E-Mail",
        [
            Optional(),
            Length(max=254, message="Diese Adresse ist zu lang."),
            Email("Prüfen Sie die E-Mail-Adresse, zum Beispiel name@beispiel.de."),
        ],
        render_kw={"autocomplete": "email", "maxlength": 254},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' signature
        super().__init__(*args, **kwargs)
        self.email.description = f"{texts.text('ideas.mail_purpose')} {texts.text('ideas.mail_minors')}"

    def validate_email(self, field: EmailField) -> None:
        """Only an address that a letter may go to."""
        try:
            mail.recipient(field.data or "")
        except mail.BadAddress:
            raise ValidationError("An diese Adresse können wir keinen Brief schicken. Haben Sie eine andere?") from None


class RewriteForm(WordsForm):
    """Ändern und neu schicken: the same words again, known by the Merk-Code."""

    code = HiddenField()


class CodeForm(PublicForm):
    """Nachsehen: the Merk-Code, typed as one likes."""

    code = StringField(
        "Ihr Merk-Code",
        [InputRequired("Geben Sie Ihren Merk-Code ein."), Length(max=40, message="Der Merk-Code hat zwölf Zeichen.")],
        description="Zwölf Zeichen. Groß oder klein ist egal, Striche auch.",
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "maxlength": 40,
            "data-code": "",
        },
    )


class WithdrawForm(PublicForm):
    """Zurückziehen: the Merk-Code and a token."""

    code = HiddenField()


class HolderForm(PublicForm):
    """Bestätigen oder abbestellen: only a token."""


class ReadingForm(DeskForm):
    """Lesen im Büro: place on the radar, then publish, decline or take another step; `seen` is the journal's last entry."""

    version = IntegerField(validators=[InputRequired("Bitte laden Sie die Seite neu.")])
    seen = HiddenField()
    areas = AreaField("Aktionsfeld")
    category = SelectField("Art", [Optional()], coerce=lambda value: _number(str(value or "")), validate_choice=False)
    district = DistrictField("Stadtbezirk")
    step = SelectField("Nächster Schritt", [Optional()], description="„Beantwortet“ setzt die Antwort der Stadt.")
    place = StringField(
        "Stelle oder Gremium",
        [Length(max=300)],
        description="Bei „In Arbeit“, „Weitergegeben“, „Bei der Politik“, „Beschlossen“.",
    )
    on = DateField(
        "Tag", [Optional()], description="Bei „Im Gespräch“, „In Arbeit“, „Bei der Politik“, „Beschlossen“, „Später“."
    )
    reason = TextAreaField(
        "Grund oder Antwort",
        [Length(max=2000, message="Bitte höchstens 2.000 Zeichen.")],
        description="Steht am Weg der Idee und im Brief; eine Ablehnung sieht nur, wer geschrieben hat. Bitte mit Punkt am Ende.",
        render_kw={"rows": 4, "maxlength": 2000},
    )
    inner = TextAreaField(
        "Grund nur fürs Büro",
        [Length(max=2000, message="Bitte höchstens 2.000 Zeichen.")],
        description="Steht auf keiner öffentlichen Seite und in keinem Brief. Wer Akten einsehen darf, kann ihn verlangen.",
        render_kw={"rows": 2, "maxlength": 2000},
    )
    tag = SubmitField("Einordnen")
    publish = SubmitField("Veröffentlichen")
    decline = SubmitField("Ablehnen mit Grund")
    go = SubmitField("Schritt speichern")

    def offer(self, stage: Stage) -> None:
        """Offer only the steps that the table allows after the present stage."""
        hidden = {Stage.RECEIVED, Stage.QUESTION, Stage.WITHDRAWN, Stage.NOT_PUBLISHED, Stage.ANSWERED}
        onward = [s for s in Stage if s in FOLLOWS[stage] - hidden]
        self.step.choices = [SelectChoice("", "Bitte wählen"), *(SelectChoice(s.value, WORDS[s]) for s in onward)]
        self.category.choices = [
            SelectChoice("", "Keine"),
            *(SelectChoice(str(c.id), c.short) for c in queries.categories()),
        ]

    def wanted(self) -> Stage | None:
        """Return the stage that the pressed button asks for, None for placing only."""
        if self.publish.data:
            return Stage.PUBLISHED
        if self.decline.data:
            return Stage.NOT_PUBLISHED
        return Stage(self.step.data) if self.go.data and self.step.data else None

    def day(self) -> str:
        """Return the chosen day as ISO text."""
        return self.on.data.isoformat() if isinstance(self.on.data, date) else ""


class BundleForm(DeskForm):
    """Mit ähnlichen zusammenlegen: the other ideas, and a name when there is no bundle yet."""

    ideas = SelectMultipleField("Welche Ideen wünschen dasselbe?", coerce=_number, validate_choice=False)
    title = StringField(
        "Name des Bündels",
        [Length(max=TITLE_LENGTH, message=f"Bitte höchstens {TITLE_LENGTH} Zeichen.")],
        description="Ein kurzer Name fürs Büro, zum Beispiel: Hilfe beim Handy.",
        render_kw={"maxlength": TITLE_LENGTH, "autocomplete": "off"},
    )

    def others(self) -> list[int]:
        """Return the ids that were ticked."""
        return sorted({number for number in self.ideas.data or () if number})

    def validate_ideas(self, field: Field) -> None:
        """At least one other idea, and none that a browser invented."""
        if not self.others() or None in (field.data or ()):
            raise ValidationError("Bitte wählen Sie mindestens eine andere Idee aus.")
        if len(queries.by_ids(self.others(), public=False)) < len(self.others()):
            raise ValidationError("Eine dieser Ideen gibt es nicht.")

    def validate_title(self, field: Field) -> None:
        """A new bundle needs a name."""
        if not field.data and not queries.any_bundled([self.number, *self.others()]):
            raise ValidationError("Bitte geben Sie dem Bündel einen Namen.")

    number: int = 0


class UnbundleForm(DeskForm):
    """Aus dem Bündel nehmen: only a token."""


class RedactForm(DeskForm):
    """Text kürzen: title and text without personal words."""

    version = IntegerField(validators=[InputRequired("Bitte laden Sie die Seite neu.")])
    title = StringField(
        "Überschrift",
        [
            DataRequired("Bitte lassen Sie die Überschrift nicht leer."),
            Length(max=TITLE_LENGTH, message=f"Bitte höchstens {TITLE_LENGTH} Zeichen."),
        ],
        render_kw={"maxlength": TITLE_LENGTH},
    )
    text = TextAreaField(
        "Text",
        [
            DataRequired("Bitte lassen Sie den Text nicht leer."),
            Length(max=TEXT_LENGTH, message=f"Bitte höchstens {TEXT_LENGTH:,} Zeichen.".replace(",", ".")),
        ],
        description="Setzen Sie […] an die Stelle von Namen, Adressen, Telefonnummern und Krankheiten. "
        "Alles andere bleibt in den Worten der Person.",
        render_kw={"rows": 10, "maxlength": TEXT_LENGTH},
    )
