"""Forms: a signed, expiring token with nonce and time instead of a cookie, a honeypot, and one filter for all texts."""

from __future__ import annotations

import hmac
import re
import secrets
import unicodedata
from collections.abc import Mapping
from typing import Any

from flask import g, has_request_context, request
from itsdangerous import BadSignature, URLSafeSerializer
from wtforms import Form, IntegerField, StringField, TextAreaField
from wtforms.csrf.core import CSRF
from wtforms.validators import ValidationError

from core import clock
from core.config import settings

UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
LARGEST = 2**63 - 1
EXPIRED = "Das Formular war zu lange offen. Bitte schicken Sie es noch einmal ab, Ihre Angaben sind noch da."
FOREIGN = "Das Formular kam nicht von dieser Seite. Bitte schicken Sie es noch einmal ab."


def clean(value: object) -> object:
    """Take out of a text what no person types (NUL, control and direction signs, lone surrogates); unify line ends."""
    if not isinstance(value, str):
        return value
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", UNWANTED.sub("", value)).strip()


def one_line(value: object) -> object:
    """Put on one line what belongs there: a title with line breaks could pose as the rest of a letter."""
    return " ".join(value.split()) if isinstance(value, str) else value


def countable(value: object) -> object:
    """Cut a number that no column holds: databases stumble over endless ones, and none at all would ask for no version."""
    return max(-LARGEST, min(LARGEST, value)) if isinstance(value, int) else value


def _signer(name: str) -> URLSafeSerializer:
    """Return the signer of one form class."""
    return URLSafeSerializer(settings().secret_key, salt=f"form.{name}")


class SignedToken(CSRF):
    """WTForms' hook for forged requests: the token is signed with nonce, time and, for the desk, the log-in it was made for."""

    def setup_form(self, form: HouseForm) -> Any:  # type: ignore[override]  # noqa: ANN401 - WTForms' own list of fields
        """Remember the form, then add the token's field."""
        self.form = form
        return super().setup_form(form)

    def generate_csrf_token(self, csrf_token_field: Any) -> str:  # noqa: ANN401, ARG002 - WTForms' signature
        """Sign a token; a form shown again keeps its nonce (sent twice, it is seen) and its age."""
        signed = int(clock.now().timestamp())
        contents = {"n": self.form.nonce, "o": self.form.opened or signed, "t": signed, "b": self.form.binding()}
        return str(_signer(type(self.form).__name__).dumps(contents))

    def validate_csrf_token(self, form: Any, field: Any) -> None:  # noqa: ANN401 - WTForms' signature
        """Refuse tokens that are forged, made for another log-in, or too old."""
        try:
            contents = _signer(type(form).__name__).loads(field.data or "")
        except BadSignature:
            raise ValidationError(FOREIGN) from None
        if not hmac.compare_digest(str(contents["b"]), form.binding()):
            raise ValidationError(FOREIGN)
        now = int(clock.now().timestamp())
        form.nonce, form.opened, form.age = contents["n"], contents["o"], now - contents["o"]
        if now - contents["t"] > settings().form_hours * 3600:
            raise ValidationError(EXPIRED)


class HouseForm(Form):
    """Parent of every form; `nonce` names this opened form, `age` is its seconds since it was opened (when valid)."""

    class Meta:
        """Every form carries a token; every text field is cleaned, no number is endless."""

        csrf = True
        csrf_class = SignedToken
        csrf_field_name = "token"
        locales = ("de",)

        def bind_field(self, form: Form, unbound_field: Any, options: Mapping[str, Any]) -> Any:  # noqa: ANN401 - WTForms' signature
            """Put our filters first on every field for text or a whole number."""
            kind = unbound_field.field_class
            if isinstance(kind, type) and issubclass(kind, (StringField, IntegerField)):
                ours = [clean] if issubclass(kind, TextAreaField) else [clean, one_line]
                ours = [countable] if issubclass(kind, IntegerField) else ours
                given = unbound_field.kwargs.get("filters", ())
                unbound_field.kwargs["filters"] = [*ours, *(f for f in given if f not in ours)]
            return unbound_field.bind(form=form, **options)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' signature
        self.nonce = secrets.token_urlsafe(18)
        self.age = self.opened = 0
        super().__init__(*args, **kwargs)

    def binding(self) -> str:
        """Return what the token is bound to: nothing for the public, the log-in for the desk."""
        return ""

    def validate(self, *args: Any, **kwargs: Any) -> bool:  # noqa: ANN401 - WTForms' signature
        """Check the form as WTForms does; the page that shows faults again says so in its title."""
        good = bool(super().validate(*args, **kwargs))
        if not good and has_request_context() and request.method == "POST":
            g.faulty_form = True
        return good

    def refresh(self) -> None:
        """Give the form a fresh token before it is shown again."""
        self["token"].process(None)

    @property
    def token_fault(self) -> str | None:
        """Return the sentence about the token, if that is what was wrong."""
        return str(self["token"].errors[0]) if self["token"].errors else None


class DeskForm(HouseForm):
    """A form of the office: its token counts only for the log-in that opened it."""

    def binding(self) -> str:
        """Return the present log-in's own word."""
        return str(g.get("login_binding", ""))


class PublicForm(HouseForm):
    """A form for everybody: no cookie, a honeypot, a minimum time; what looks like a machine is put aside, not refused."""

    website = StringField("Bitte leer lassen", render_kw={"autocomplete": "off", "tabindex": "-1"})

    def suspicion(self) -> str | None:
        """Return why this looks like a machine, or None."""
        if self.website.data:
            return "honeypot"
        if self.age < settings().form_min_seconds:
            return "too fast"
        return None
