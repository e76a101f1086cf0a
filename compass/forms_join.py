"""What people fill in to be listed: an organisation or a single person, each asked only for what fits it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import BooleanField, Field, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, ValidationError

from compass import wordings
from compass.fields import address_field, at_most, choice, lines_field
from compass.forms import EntryFields
from compass.forms_actor import WRONG_PHONE, dialled
from compass.models import (
    KIND_WORDS,
    LANGUAGE_WORDS,
    PURPOSE_WORDS,
    REACH_WORDS,
    ActorKind,
    Purpose,
    Sector,
)
from compass.rows import TermsField, TickField
from core import texts
from core.forms import PublicForm
from radar.forms import AreaField

ORIGINS = {
    Sector.CIVIL_SOCIETY: "Zivilgesellschaft: Verein, Initiative, Nachbarschaft, privat",
    Sector.BUSINESS: "Wirtschaft: Firma, Handwerk, selbstständig",
    Sector.SCIENCE: "Wissenschaft: Hochschule, Forschung",
    Sector.ADMINISTRATION: "Verwaltung: Stadt, Land, Bund",
}
GROUPS = {
    kind: KIND_WORDS[kind]
    for kind in (ActorKind.ORGANISATION, ActorKind.INITIATIVE, ActorKind.ALLIANCE, ActorKind.CLUSTER, ActorKind.UNIT)
}
ENTRY = (Purpose.SHOW_ABOUT, Purpose.SHOW_COMPETENCES, Purpose.SHOW_WEB, Purpose.SHOW_TIES, Purpose.SHOW_CIRCLES)
REACHED = (Purpose.SHOW_EMAIL, Purpose.SHOW_PHONE)
NO_PAGE = "Diese Angaben stehen auf der öffentlichen Seite. Kreuzen Sie dazu auch die öffentliche Seite an."
NO_PURPOSE = "Bitte erlauben Sie mindestens eines davon. Sonst dürfen wir nichts damit tun."
FURTHER = ("areas", "districts", "languages")
FIRST = ("name", "kind", "sector")
"""In this order the page asks first, and the summary of mistakes names them."""


class PhoneField(StringField):
    """A telephone number that can be dialled, or nothing."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' own arguments
        dial = {"maxlength": 60, "autocomplete": "tel", "inputmode": "tel"}
        super().__init__("Telefon", [at_most(60)], render_kw=dial, **kwargs)

    def post_validate(self, form: Any, validation_stopped: bool) -> None:  # noqa: ANN401, ARG002 - WTForms' signature
        """Only a number that can be dialled."""
        if self.data and not dialled(self.data):
            raise ValidationError(WRONG_PHONE)


class SaidFields(EntryFields):
    """What both say about themselves, here and later on the page of their own entry."""

    sector = choice("Woher kommen Sie?", ORIGINS, "Bitte wählen Sie, woher Sie kommen.")
    everyday_expertise = StringField(
        "Alltagsexpert*in für",
        [at_most(300)],
        description="Was Sie aus dem eigenen Leben kennen. Zum Beispiel: Busfahren mit dem Rollstuhl.",
        render_kw={"maxlength": 300, "autocomplete": "off"},
    )
    phone = PhoneField()
    areas = AreaField("Zu welchen Themen?")
    districts = TermsField("In welchen Stadtbezirken?", "district")
    languages = TickField("In welchen Sprachen?", LANGUAGE_WORDS)


class JoinForm(SaidFields, PublicForm):
    """Sich selbst eintragen: the entry, an address for the answer, a Yes per purpose and field of which none is ticked."""

    kind_of_entry = ActorKind.ORGANISATION
    offered: Sequence[Purpose] = (*ENTRY, Purpose.SHOW_CONTACT, *REACHED)

    email = address_field(InputRequired("Ohne E-Mail-Adresse können wir Ihnen nicht antworten."))
    public = BooleanField("Öffentliche Seite")
    fields = TickField("Was darf auf Ihrer öffentlichen Seite stehen?")
    matching = BooleanField("Vorschläge für Aufgaben")
    invitations = BooleanField("Einladungen")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' signature
        super().__init__(*args, **kwargs)
        self._fields = dict(sorted(self._fields.items(), key=_place))
        self.fields.choices = [
            SelectChoice(one.value, PURPOSE_WORDS[one].removesuffix(" zeigen")) for one in self.offered
        ]
        self.about.description = "Damit wir und andere verstehen, wer Sie sind."
        self.web.description = "Damit man mehr über Sie lesen kann."
        self.email.description = texts.text("compass.purpose.email")
        self.public.label.text = texts.text("compass.consent.page")
        self.matching.label.text = wordings.now(Purpose.MATCHING)
        self.invitations.label.text = wordings.now(Purpose.INVITATIONS)

    @property
    def readings(self) -> dict[str, str]:
        """What somebody says Yes to with each field, in full."""
        return {one.value: wordings.now(one) for one in self.offered}

    def validate_fields(self, field: Field) -> None:
        """A field needs the page it stands on."""
        if field.data and not self.public.data:
            raise ValidationError(NO_PAGE)

    def validate_invitations(self, field: Field) -> None:
        """An entry that nobody may use at all needs no entry."""
        if not (field.data or self.public.data or self.matching.data):
            raise ValidationError(NO_PURPOSE)

    def wordings(self) -> dict[Purpose, str]:
        """Return every sentence that was agreed to, by purpose."""
        said = {one: wordings.now(one) for one in (Purpose.MATCHING, Purpose.INVITATIONS) if self[one.value].data}
        page = {Purpose.PUBLIC: texts.text("compass.consent.page")} if self.public.data else {}
        return {**page, **said, **{Purpose(one): wordings.now(Purpose(one)) for one in self.fields.data or ()}}

    def further(self) -> Mapping[str, Any]:
        """Return ids of topics and districts, codes of languages, the reach: only what was said."""
        lists = {name: list(self[name].data) for name in FURTHER if self[name].data}
        return {**lists, **({"reach": self["reach"].data} if "reach" in self and self["reach"].data else {})}


class OrganisationForm(JoinForm):
    """Eintragen als Gruppe: an organisation, initiative, alliance, cluster or unit."""

    kind = choice("Was sind Sie?", GROUPS, "Bitte wählen Sie, was Sie sind.")
    reach = SelectField(
        "Wie weit wirken Sie?",
        choices=[
            SelectChoice("", "Keine Angabe"),
            *(SelectChoice(one.value, word) for one, word in REACH_WORDS.items()),
        ],
        default="",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' signature
        super().__init__(*args, **kwargs)
        self.name.description = "Unter diesem Namen steht Ihr Eintrag."
        self.contact_name.description = texts.text("compass.purpose.contact")


class AloneFields:
    """What a single person brings, in the first person singular."""

    competences = lines_field("Das kann ich", "Briefe vom Amt verstehen")
    interests = lines_field("Das interessiert mich", "Barrierefreie Haltestellen")
    offers = lines_field("Das biete ich an", "Zwei Stunden in der Woche")


class PersonForm(AloneFields, JoinForm):
    """Eintragen als einzelne Person: nothing that only a group has."""

    kind_of_entry = ActorKind.PERSON
    offered = (*ENTRY, *REACHED)
    kind = None
    contact_name = None  # type: ignore[assignment]  # WTForms leaves out a field that is None

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' signature
        super().__init__(*args, **kwargs)
        self.name.label.text = "Ihr Name"
        self.name.render_kw = {**(self.name.render_kw or {}), "autocomplete": "name"}
        self.name.description = "Unter diesem Namen steht Ihr Eintrag. Vorname oder Spitzname genügt."
        self.sector.description = "Damit bei jeder Aufgabe alle vier Bereiche vertreten sind."


def _place(named_field: tuple[str, Field]) -> int:
    return FIRST.index(named_field[0]) if named_field[0] in FIRST else len(FIRST)


FORMS: Mapping[str, type[JoinForm]] = {"person": PersonForm, "organisation": OrganisationForm}
