"""What people fill in about the network: the office about actors, ties and tasks, everybody about themselves."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import (
    BooleanField,
    Field,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, ValidationError
from wtforms.widgets import HiddenInput

from compass.fields import WEB, LinesField, at_most, choice, lines_field, named, whole_address
from compass.models import (
    ABOUT_LENGTH,
    COMPETENCE_WORDS,
    DOUBT_WORDS,
    KIND_WORDS,
    NAME_LENGTH,
    PURPOSE_WORDS,
    SECTOR_WORDS,
    ActorKind,
    Competence,
    Sector,
)
from core import mail
from core.forms import DeskForm, PublicForm
from radar.forms import AreaField

PURPOSES = [SelectChoice(purpose.value, word) for purpose, word in PURPOSE_WORDS.items()]
CHANNELS = ("schriftlich", "per E-Mail", "am Telefon", "persönlich")


class EntryFields:
    """What an entry says, whoever fills it in."""

    name = StringField(
        "Name",
        [InputRequired("Bitte geben Sie einen Namen ein."), at_most(NAME_LENGTH)],
        render_kw={"maxlength": NAME_LENGTH, "autocomplete": "off"},
    )
    kind = choice("Art", KIND_WORDS, "Bitte wählen Sie die Art.")
    sector = choice("Bereich", SECTOR_WORDS, "Bitte wählen Sie den Bereich.")
    about = TextAreaField("In ein paar Sätzen", [at_most(ABOUT_LENGTH)], render_kw={"rows": 4})
    web = StringField(
        "Seite im Netz",
        [at_most(300)],
        filters=[whole_address],
        render_kw={"maxlength": 300, "autocomplete": "url", "inputmode": "url"},
    )
    competences = lines_field("Das können wir", "Kurse für ältere Menschen")
    interests = lines_field("Das interessiert uns", "Barrierefreie Haltestellen")
    offers = lines_field("Das bieten wir an", "Ein Raum am Nachmittag")
    contact_name = StringField("Ansprechperson", [at_most(NAME_LENGTH)], render_kw={"autocomplete": "name"})

    def validate_name(self, field: Field) -> None:
        """Refuse a name without a letter or digit."""
        named(field)

    def lists(self) -> dict[str, LinesField]:
        """Return the three fields of one text per line."""
        return {"competences": self.competences, "interests": self.interests, "offers": self.offers}

    def validate_web(self, field: Field) -> None:
        """Only an address that a browser opens."""
        if field.data and not WEB.fullmatch(field.data):
            raise ValidationError("Prüfen Sie die Adresse, zum Beispiel https://www.beispiel.de.")

    def validate_email(self, field: Field) -> None:
        """Only an address that a letter may go to."""
        if field.data:
            try:
                mail.recipient(field.data)
            except mail.BadAddress:
                raise ValidationError("An diese Adresse können wir keinen Brief schicken.") from None


class PressForm(PublicForm):
    """Bestätigen: only a token."""


class PressedForm(DeskForm):
    """Ein Knopf im Büro: only a token."""


class UnconfirmForm(DeskForm):
    """Bestätigung zurücknehmen: of which competence, interest or offer, and why."""

    competence = SelectField("Welche Angabe?", coerce=int)
    reason = SelectField("Warum?", choices=[SelectChoice(key.value, word) for key, word in DOUBT_WORDS.items()])

    def offer(self, rows: Iterable[Competence]) -> UnconfirmForm:
        """Offer these competences, interests and offers."""
        self.competence.choices = [
            SelectChoice(str(row.id), f"{COMPETENCE_WORDS[row.kind]}: {row.text}") for row in rows
        ]
        return self


class AcceptForm(DeskForm):
    """Selbsteintragung aufnehmen: where it belongs; belongs is the number of the entry that is likely the same one."""

    version = IntegerField(widget=HiddenInput(), default=0)
    belongs = StringField("Gibt es schon?", [at_most(9)], default="")
    areas = AreaField("Aktionsfelder")
    in_politics = BooleanField("Politik")
    city_owned = BooleanField("städtisch")
    advisory_board = BooleanField("Beirat")


class DeclineForm(DeskForm):
    """Selbsteintragung ablehnen: the reason, which is the letter."""

    version = IntegerField(widget=HiddenInput(), default=0)
    reason = TextAreaField(
        "Grund",
        [DataRequired("Bitte schreiben Sie einen Grund."), at_most(1000)],
        description="Steht so im Brief an die Person.",
        render_kw={"rows": 3, "maxlength": 1000},
    )


def kind_of(form: EntryFields) -> ActorKind:
    """Return the chosen kind."""
    return ActorKind(form.kind.data)


def sector_of(form: EntryFields) -> Sector:
    """Return the chosen sector."""
    return Sector(form.sector.data)
