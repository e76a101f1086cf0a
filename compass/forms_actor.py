"""The office's form for one actor: everything that is written about it, with fields that repeat."""

from __future__ import annotations

import re
from typing import Any

from wtforms import BooleanField, DateField, Field, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Optional, ValidationError
from wtforms.widgets import HiddenInput

from compass.fields import WEB, address_field, at_most, choice, lines_field, whole_address
from compass.forms import EntryFields
from compass.models import (
    BASIS_WORDS,
    CAPACITY_WORDS,
    COMPETENCE_WORDS,
    CONTACT_WORDS,
    LANGUAGE_WORDS,
    REACH_WORDS,
    Capacity,
    CompetenceKind,
    ContactKind,
)
from compass.rows import RowForm, RowsField, TermsField, TickField
from core import clock, mail
from core.forms import DeskForm
from radar.forms import AreaField

MOST_HIGHLIGHTED = 3
FEWEST_DIGITS = 3
YEAR = re.compile(r"(19|20)\d\d")
WRONG_WEB = "Prüfen Sie die Adresse, zum Beispiel https://www.beispiel.de."
WRONG_PHONE = "Prüfen Sie die Telefonnummer, zum Beispiel 0521 51-0."
WRONG_EMAIL = "An diese Adresse können wir keinen Brief schicken."


def _options(words: dict[Any, str]) -> list[Any]:
    return [SelectChoice(one.value, word) for one, word in words.items()]


def dialled(value: str) -> bool:
    """Tell whether a number has enough digits to be dialled."""
    return len(re.sub(r"\D", "", value)) >= FEWEST_DIGITS


def _short(label: str, most: int, **more: Any) -> Any:  # noqa: ANN401 - WTForms' unbound field
    return StringField(label, [at_most(most)], render_kw={"maxlength": most, "autocomplete": "off"}, **more)


class PointRow(RowForm):
    """Weiterer Weg: what it is, which one, the number or address, and whether it is a former one."""

    kind = SelectField("Was", choices=_options(CONTACT_WORDS), default=ContactKind.PHONE.value)
    value = _short("Nummer oder Adresse", 254)
    label = _short("Bezeichnung", 40)
    former = BooleanField("gilt nicht mehr")
    ended_on = _short("Bis", 10, widget=HiddenInput())

    def validate_value(self, field: Field) -> None:
        """A number that can be dialled, an address that a letter goes to, a page that opens."""
        if not field.data:
            return
        if self.kind.data == ContactKind.PHONE and not dialled(field.data):
            raise ValidationError(WRONG_PHONE)
        if self.kind.data == ContactKind.WEB:
            field.data = whole_address(field.data)
            if not WEB.fullmatch(field.data):
                raise ValidationError(WRONG_WEB)
        if self.kind.data == ContactKind.EMAIL:
            try:
                mail.recipient(field.data)
            except mail.BadAddress:
                raise ValidationError(WRONG_EMAIL) from None


class AddressRow(RowForm):
    """Anschrift."""

    street = _short("Straße und Hausnummer", 80)
    postcode = _short("Postleitzahl", 12)
    town = _short("Ort", 80)
    label = _short("Welche", 40)


class ReferenceRow(RowForm):
    """Beispiel der Arbeit."""

    title = _short("Was", 300)
    year = _short("Jahr", 4)
    web = _short("Seite im Netz", 300, filters=[whole_address])
    highlighted = BooleanField("hervorheben")

    def validate_web(self, field: Field) -> None:
        """Only an address that a browser opens; a page without a title says nothing."""
        if field.data and not WEB.fullmatch(field.data):
            raise ValidationError(WRONG_WEB)
        if field.data and not self.title.data:
            raise ValidationError("Schreiben Sie zur Seite im Netz dazu, was das ist.")

    def validate_year(self, field: Field) -> None:
        """Four digits, or nothing."""
        if field.data and not YEAR.fullmatch(field.data):
            raise ValidationError("Prüfen Sie das Jahr, zum Beispiel 2025.")


class ActorForm(EntryFields, DeskForm):
    """Eintrag im Büro: everything that is written about an actor; basis and source are never left out."""

    version = IntegerField(widget=HiddenInput(), default=0)
    seen = StringField("Stand", [at_most(2000)], widget=HiddenInput(), default="")
    email = address_field(Optional())
    phone = StringField(
        "Telefon", [at_most(60)], render_kw={"maxlength": 60, "autocomplete": "off", "inputmode": "tel"}
    )
    phone_label = _short("Welches Telefon", 40, description="Zum Beispiel: mobil, Zentrale.")
    basis = choice(
        "Grundlage", BASIS_WORDS, "Bitte wählen Sie die Grundlage.", description="Warum die Stadt das speichern darf."
    )
    source = StringField(
        "Quelle",
        [InputRequired("Bitte schreiben Sie, woher die Angaben sind."), at_most(300)],
        description="Woher die Angaben sind, zum Beispiel: Visitenkarte vom 3. November.",
        render_kw={"maxlength": 300, "autocomplete": "off"},
    )
    competences = lines_field(COMPETENCE_WORDS[CompetenceKind.COMPETENCE], "Kurse für ältere Menschen")
    interests = lines_field(COMPETENCE_WORDS[CompetenceKind.INTEREST], "Barrierefreie Haltestellen")
    offers = lines_field(COMPETENCE_WORDS[CompetenceKind.OFFER], "Ein Raum am Nachmittag")
    areas = AreaField("Aktionsfelder")
    traits = TermsField("Zielbild: Wozu tragen sie bei?", "trait")
    everyday_expertise = StringField(
        "Alltagsexpert*in für",
        [at_most(300)],
        description="Was jemand aus dem eigenen Leben kennt. Zum Beispiel: Busfahren mit dem Rollstuhl.",
        render_kw={"maxlength": 300, "autocomplete": "off"},
    )
    reach = SelectField("Reichweite", choices=[SelectChoice("", "Keine Angabe"), *_options(REACH_WORDS)], default="")
    districts = TermsField("Stadtbezirke", "district")
    languages = TickField("Sprachen", LANGUAGE_WORDS)
    points = RowsField(PointRow, "Weitere Telefone, E-Mails und Seiten", counts="value", spare=2, most=30)
    addresses = RowsField(AddressRow, "Anschriften", counts="street postcode town", spare=1, most=10)
    references = RowsField(ReferenceRow, "Beispiele der Arbeit", counts="title", spare=2, most=20)
    sector_follows = BooleanField(
        "Bereich folgt der Hauptrolle",
        default=True,
        description="Nur bei Personen: Wechselt die Hauptrolle, wechselt der Bereich mit.",
    )
    in_politics = BooleanField("Politik")
    city_owned = BooleanField("städtisch")
    advisory_board = BooleanField("Beirat")
    capacity = SelectField(
        "Noch Luft für einen Zirkel?", choices=_options(CAPACITY_WORDS), default=Capacity.UNKNOWN.value
    )
    capacity_on = DateField("Gefragt am", [Optional()], description="Leer heißt: heute.")
    note = TextAreaField(
        "Merksatz fürs Büro",
        [at_most(4000)],
        description="Steht im Büro oben auf der Seite, sonst nirgends. Wer hier steht, darf ihn lesen (Art. 15 DSGVO).",
        render_kw={"rows": 2},
    )

    def validate_phone(self, field: Field) -> None:
        """Only a number that can be dialled."""
        if field.data and not dialled(field.data):
            raise ValidationError(WRONG_PHONE)

    def validate_references(self, field: RowsField) -> None:
        """Only a few stand out."""
        if sum(bool(row["highlighted"].data) for row in field.filled()) > MOST_HIGHLIGHTED:
            raise ValidationError(f"Bitte heben Sie höchstens {MOST_HIGHLIGHTED} Beispiele hervor.")

    def validate_capacity_on(self, field: Field) -> None:
        """Nobody was asked in the future."""
        if field.data and field.data > clock.today():
            raise ValidationError("Der Tag liegt in der Zukunft.")

    def faulty(self, *names: str) -> bool:
        """Tell whether a section of the form holds a fault and must stand open."""
        return any(self[name].errors for name in names)

    def holds(self, *names: str) -> bool:
        """Tell whether a section of the form holds anything already."""
        fields = [self[name] for name in names]
        return any(field.filled() if isinstance(field, RowsField) else field.data for field in fields)
