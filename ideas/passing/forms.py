"""What people fill in about passing on: the office a place, an order, a release; the place its statement."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from core import clock, mail
from core.forms import DeskForm, PublicForm
from ideas.passing import queries
from ideas.passing.models import (
    HINTS_LENGTH,
    KIND_WORDS,
    MESSAGE_LENGTH,
    NAME_LENGTH,
    ROLE_LENGTH,
    STATEMENT_LENGTH,
    Consent,
    PlaceKind,
)
from radar.forms import as_id

RELOAD = "Bitte laden Sie die Seite neu."
ONLY_TEXT = SelectChoice(Consent.NONE.value, "Nur der Text geht an die Stelle.")
CONSENTS = (
    ONLY_TEXT,
    SelectChoice(Consent.ASKED.value, "Wir fragen in einem Brief, ob die Stelle die E-Mail-Adresse sehen darf."),
    SelectChoice(Consent.GIVEN.value, "Die Person hat schon zugestimmt, zum Beispiel am Telefon."),
)


def at_most(number: int) -> Length:
    """Return the check of a text's length with its German sentence."""
    return Length(max=number, message=f"Bitte höchstens {number:,} Zeichen.".replace(",", "."))


class PlaceForm(DeskForm):
    """Stelle: name, kind, where letters go, where citizens reach it, words by which it is proposed."""

    version = IntegerField(validators=[Optional()])
    name = StringField(
        "Name",
        [DataRequired("Bitte geben Sie der Stelle einen Namen."), at_most(NAME_LENGTH)],
        description="So steht er öffentlich am Weg der Idee.",
        render_kw={"maxlength": NAME_LENGTH, "autocomplete": "off"},
    )
    kind = SelectField("Art", choices=[SelectChoice(kind.value, word) for kind, word in KIND_WORDS.items()])
    email = EmailField(
        "E-Mail der Stelle",
        [Optional(), at_most(254)],
        description="Dorthin geht der Brief mit dem Link. Bitte ein Postfach der Stelle, nicht das einer Person.",
        render_kw={"maxlength": 254, "autocomplete": "off"},
    )
    reach = StringField(
        "Wie Bürger*innen die Stelle erreichen",
        [at_most(300)],
        description="Bei einem Mängelmelder steht das im Hinweis am Formular. {office.phone} wird zur Nummer des Büros.",
        render_kw={"maxlength": 300},
    )
    hints = TextAreaField(
        "Hinweiswörter",
        [at_most(HINTS_LENGTH)],
        description="Mit Komma getrennt. Beginnt ein Wort der Idee so, schlagen wir diese Stelle vor.",
        render_kw={"rows": 4, "maxlength": HINTS_LENGTH},
    )
    active = BooleanField("Wird angeboten", default=True)

    def validate_email(self, field: EmailField) -> None:
        """Only an address that a letter may go to."""
        try:
            mail.recipient(field.data or "")
        except mail.BadAddress:
            raise ValidationError("An diese Adresse können wir keinen Brief schicken.") from None

    def place_kind(self) -> PlaceKind:
        """Return the chosen kind."""
        return PlaceKind(self.kind.data)


class PassForm(DeskForm):
    """Weitergeben: where to, with which words, until when, and what about the author's address."""

    version = IntegerField(validators=[InputRequired(RELOAD)])
    place = SelectField("Stelle", coerce=as_id, validate_choice=False)
    message = TextAreaField(
        "Ein Satz dazu für die Stelle",
        [at_most(MESSAGE_LENGTH)],
        description="Zum Beispiel, was Sie wissen möchten. Die Stelle liest ihn auf ihrer Seite.",
        render_kw={"rows": 3, "maxlength": MESSAGE_LENGTH},
    )
    due = DateField("Antwort bis", [InputRequired("Bitte geben Sie an, bis wann die Stelle antworten soll.")])
    consent = RadioField("Persönliche Angaben", choices=list(CONSENTS), default=Consent.NONE.value)

    def __init__(self, *args: Any, reachable: bool, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' signature
        super().__init__(*args, **kwargs)
        offered = [SelectChoice(str(one.id), one.name) for one in queries.places()]
        self.place.choices = [SelectChoice("", "Bitte wählen"), *offered]
        self.consent.choices = list(CONSENTS) if reachable else [ONLY_TEXT]

    def validate_place(self, field: SelectField) -> None:
        """Only a place that is offered."""
        if field.data not in {one.id for one in queries.places()}:
            raise ValidationError("Bitte wählen Sie eine Stelle aus der Liste.")

    def validate_due(self, field: DateField) -> None:
        """A day from tomorrow on, within a year."""
        if isinstance(field.data, date) and not clock.today() < field.data <= clock.today() + timedelta(days=366):
            raise ValidationError("Bitte wählen Sie einen Tag ab morgen, höchstens in einem Jahr.")


def statement_field(label: str) -> TextAreaField:
    """Return the field for a place's words."""
    return TextAreaField(
        label,
        [DataRequired("Bitte schreiben Sie ein paar Sätze."), at_most(STATEMENT_LENGTH)],
        render_kw={"rows": 8, "maxlength": STATEMENT_LENGTH},
    )


def role_field() -> StringField:
    """Return the field for who speaks."""
    return StringField(
        "Wer antwortet?",
        [at_most(ROLE_LENGTH)],
        description="Amt und Aufgabe, kein Name. Zum Beispiel: Grünflächen, Planung.",
        render_kw={"maxlength": ROLE_LENGTH, "autocomplete": "off"},
    )


class StatementForm(PublicForm):
    """Stellungnahme: what the place writes on its own page."""

    text = statement_field("Ihre Stellungnahme")
    role = role_field()
    not_ours = BooleanField("Dafür sind wir nicht zuständig.")


class HeardForm(DeskForm):
    """Stellungnahme eintragen: what the office heard on the phone or read in a letter."""

    text = statement_field("Was hat die Stelle gesagt?")
    role = role_field()
    not_ours = BooleanField("Die Stelle ist nicht zuständig.")


class ReleaseForm(DeskForm):
    """Stellungnahme freigeben: one sentence for the way, and the words that everybody reads."""

    version = IntegerField(validators=[InputRequired(RELOAD)])
    short = StringField(
        "Die Antwort in einem Satz",
        [DataRequired("Bitte schreiben Sie die Antwort in einem Satz."), at_most(300)],
        description="Steht am Weg der Idee. Bitte mit Punkt am Ende.",
        render_kw={"maxlength": 300, "autocomplete": "off"},
    )
    released = TextAreaField(
        "So lesen es alle",
        [DataRequired("Bitte lassen Sie den Text nicht leer."), at_most(STATEMENT_LENGTH)],
        description="Nehmen Sie Namen und Durchwahlen heraus. Was die Stelle geschrieben hat, bleibt daneben stehen.",
        render_kw={"rows": 8, "maxlength": STATEMENT_LENGTH},
    )


class ButtonForm(DeskForm):
    """Erinnern, nicht mehr warten: only a token."""


class ConsentForm(PublicForm):
    """Zustimmen oder nicht: two buttons."""

    yes = SubmitField("Ja, die Stelle darf meine Adresse sehen")
    no = SubmitField("Nein, nur der Text")

    def validate(self, *args: Any, **kwargs: Any) -> bool:  # noqa: ANN401 - WTForms' signature
        """One of the two buttons must have been pressed."""
        return super().validate(*args, **kwargs) and bool(self.yes.data) != bool(self.no.data)
