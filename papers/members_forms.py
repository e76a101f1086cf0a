"""What the office fills in about council members, and what they fill in to get a link."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email
from wtforms import BooleanField, Field, IntegerField, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, Length
from wtforms.widgets import HiddenInput

from core.forms import DeskForm, HouseForm, PublicForm
from papers import queries
from papers.forms import as_number
from papers.membership import MemberDraft

NO_EMAIL = "Diese E-Mail-Adresse hat einen Fehler. So sieht eine aus: name@beispiel.de"


def _email() -> StringField:
    checks = [DataRequired("Bitte geben Sie eine E-Mail-Adresse ein."), Length(max=254, message=NO_EMAIL)]
    return StringField("E-Mail", checks, render_kw={"autocomplete": "email", "inputmode": "email", "maxlength": 254})


def _checked(_: HouseForm, field: Field) -> None:
    try:
        found = validate_email(field.data or "", check_deliverability=False, test_environment=True)
    except (EmailNotValidError, UnicodeError) as error:
        raise ValidationError(NO_EMAIL) from error
    field.data = found.normalized.casefold()


class MemberForm(DeskForm):
    """Ratsmitglied: name, address, body."""

    version = IntegerField(default=0, widget=HiddenInput())
    name = StringField(
        "Name",
        [DataRequired("Bitte geben Sie einen Namen ein."), Length(max=160, message="Bitte höchstens 160 Zeichen.")],
        render_kw={"maxlength": 160, "autocomplete": "off"},
    )
    email = _email()
    body = SelectField("Gremium", coerce=as_number, validate_choice=False)
    active = BooleanField("Darf lesen", default=True, description="Ohne Haken enden Zugang und Links sofort.")
    validate_email = _checked

    def fit(self) -> MemberForm:
        """Offer the bodies."""
        offered = queries.bodies(active=False)
        self.body.choices = [SelectChoice("", "Keines"), *(SelectChoice(str(one.id), one.name) for one in offered)]
        self.allowed = {0, *(one.id for one in offered)}
        return self

    def validate_body(self, field: Field) -> None:
        """Only a body of the list."""
        if field.data not in self.allowed:
            raise ValidationError("Bitte wählen Sie etwas aus der Liste.")

    def draft(self) -> MemberDraft:
        """Return what a valid form says."""
        return MemberDraft(self.name.data or "", self.email.data or "", self.body.data or None, bool(self.active.data))


class LinkForm(PublicForm):
    """Link anfordern: the address the office knows."""

    email = _email()
    validate_email = _checked


class EnterForm(HouseForm):
    """Eintreten: only a token."""
