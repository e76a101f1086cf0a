"""What people of the office fill in about themselves."""

from __future__ import annotations

from typing import Any

from wtforms import EmailField, Field, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Email, EqualTo, InputRequired, Length, ValidationError
from wtforms.widgets import PasswordInput

from core import mail
from core.accounts import passwords
from core.forms import DeskForm, PublicForm
from core.rights import ROLE_WORDS, Role

EMAIL_NEEDED = "Bitte geben Sie eine E-Mail-Adresse ein."
PASSWORD_NEEDED = "Bitte geben Sie ein Passwort ein."  # noqa: S105 - a sentence
NEW_PASSWORD_NEEDED = "Bitte geben Sie ein neues Passwort ein."  # noqa: S105 - a sentence
CODE_NEEDED = "Bitte geben Sie den Code ein."
NAME_NEEDED = "Bitte geben Sie einen Namen ein."
LONGEST_NAME = 120
NEW = {"autocomplete": "new-password"}
CODE = {"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none"}


class SecretField(Field):
    """A password exactly as it was typed: neither trimmed nor cleaned, and never shown again."""

    widget = PasswordInput(hide_value=True)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the value as it came."""
        self.data = str(valuelist[0]) if valuelist else ""

    def _value(self) -> str:
        return ""


class LoginForm(PublicForm):
    """Anmelden: address, password and code on one page, so that password managers help."""

    email = EmailField("E-Mail", [InputRequired(EMAIL_NEEDED), Length(max=254)], render_kw={"autocomplete": "username"})
    password = SecretField(
        "Passwort",
        [InputRequired(PASSWORD_NEEDED), Length(max=passwords.LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )
    code = StringField(
        "Code",
        [InputRequired(CODE_NEEDED), Length(max=60)],
        description="Sechs Ziffern aus Ihrer App oder ein Ersatz-Code.",
        render_kw=CODE,
    )
    onward = HiddenField(name="weiter")


class NewPassword:
    """Part of every form that sets a password: `personal` are name and address, what a guesser tries first."""

    personal: tuple[str, ...] = ()

    def validate_password(self, field: SecretField) -> None:
        """Say why a password is too easy to guess."""
        if fault := passwords.fault(field.data or "", self.personal):
            raise ValidationError(fault)


class JoinForm(NewPassword, PublicForm):
    """Einladung annehmen: password twice, then a code that proves the app is set up."""

    password = SecretField(
        "Passwort",
        [InputRequired(PASSWORD_NEEDED)],
        description="Gut sind 15 Zeichen und mehr, zum Beispiel vier zufällige Wörter. Einfügen aus einem Passwort-Manager geht.",
        render_kw=NEW,
    )
    again = SecretField(
        "Passwort noch einmal", [EqualTo("password", "Die beiden Passwörter sind nicht gleich.")], render_kw=NEW
    )
    sealed = HiddenField()
    code = StringField(
        "Code aus der App", [InputRequired(CODE_NEEDED), Length(max=20)], render_kw={**CODE, "inputmode": "numeric"}
    )


class PasswordForm(NewPassword, DeskForm):
    """Passwort ändern: the old one, the new one twice."""

    present = SecretField(
        "Ihr jetziges Passwort", [InputRequired(PASSWORD_NEEDED)], render_kw={"autocomplete": "current-password"}
    )
    password = SecretField(
        "Neues Passwort",
        [InputRequired(NEW_PASSWORD_NEEDED)],
        description="Gut sind 15 Zeichen und mehr.",
        render_kw=NEW,
    )
    again = SecretField(
        "Neues Passwort noch einmal", [EqualTo("password", "Die beiden Passwörter sind nicht gleich.")], render_kw=NEW
    )


class CodesForm(DeskForm):
    """Neue Ersatz-Codes: only with the password."""

    present = SecretField(
        "Ihr Passwort", [InputRequired(PASSWORD_NEEDED)], render_kw={"autocomplete": "current-password"}
    )


class TokenForm(DeskForm):
    """Ein Knopf: only a token."""


class InviteForm(DeskForm):
    """Einladen: who, and what they may do."""

    name = StringField("Name", [InputRequired(NAME_NEEDED), Length(max=LONGEST_NAME)])
    email = EmailField(
        "E-Mail", [InputRequired(EMAIL_NEEDED), Length(max=254), Email("Prüfen Sie die E-Mail-Adresse.")]
    )
    role = SelectField(
        "Rolle", choices=[SelectChoice(role.value, ROLE_WORDS[role]) for role in Role], default=Role.OFFICE.value
    )

    def validate_email(self, field: EmailField) -> None:
        """Only an address that a letter may go to."""
        try:
            mail.recipient(field.data or "")
        except mail.BadAddress:
            raise ValidationError("An diese Adresse können wir keinen Brief schicken.") from None


class RoleForm(DeskForm):
    """Rolle ändern."""

    role = SelectField("Rolle", choices=[SelectChoice(role.value, ROLE_WORDS[role]) for role in Role])
