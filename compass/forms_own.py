"""What somebody fills in about the own entry: the same fields as when applying, and those that come later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, RadioField, SelectField, SubmitField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import HiddenInput

from compass import changes, pages, services
from compass.fields import address_field
from compass.forms import PURPOSES
from compass.forms_actor import MOST_HIGHLIGHTED, AddressRow, ReferenceRow
from compass.forms_join import AloneFields, SaidFields
from compass.models import REACH_WORDS, Actor, ActorKind, Capacity
from compass.rows import RowsField
from core.forms import PublicForm

TIME = {
    Capacity.UNKNOWN: "Keine Angabe",
    Capacity.ROOM: "Ja, gern",
    Capacity.LITTLE: "Ein wenig",
    Capacity.NONE: "Gerade nicht",
}
PLAIN = ("name", "about", "web", "contact_name", "email", "phone", "everyday_expertise", "reach")
TICKED = ("areas", "districts", "languages")
QUIET = frozenset({"token", "version", "website"})
Sent = MultiDict[str, str]


class OwnForm(PublicForm):
    """Ein Ja geben oder zurücknehmen: a purpose."""

    purpose = RadioField(choices=PURPOSES)
    give = SubmitField()


class AnswerForm(PublicForm):
    """Auskunft: in which form."""

    form = RadioField(choices=[SelectChoice("pdf", "PDF"), SelectChoice("json", "JSON")])


class LinkForm(PublicForm):
    """Einen neuen Link bekommen: to which address."""

    email = address_field(InputRequired("Bitte geben Sie Ihre E-Mail-Adresse ein."))


class OwnEntryForm(SaidFields, PublicForm):
    """Mein Eintrag ändern: everything that is somebody's own; sector, marks and notes are the office's."""

    kind = None  # WTForms leaves out a field that is None
    sector = None
    version = IntegerField(widget=HiddenInput(), default=0)
    email = address_field(InputRequired("Ohne E-Mail-Adresse können wir Ihnen keinen Link mehr schicken."))
    capacity = SelectField(
        "Haben Sie gerade Zeit für etwas Neues?",
        choices=[SelectChoice(one.value, word) for one, word in TIME.items()],
        default=Capacity.UNKNOWN.value,
    )
    reach = SelectField(
        "Wie weit wirken Sie?",
        choices=[
            SelectChoice("", "Keine Angabe"),
            *(SelectChoice(one.value, word) for one, word in REACH_WORDS.items()),
        ],
        default="",
    )
    addresses = RowsField(AddressRow, "Anschriften", counts="street postcode town", spare=1, most=10)
    references = RowsField(ReferenceRow, "Beispiele Ihrer Arbeit", counts="title", spare=2, most=20)

    def validate_references(self, field: RowsField) -> None:
        """Only a few stand out."""
        if sum(bool(row["highlighted"].data) for row in field.filled()) > MOST_HIGHLIGHTED:
            raise ValidationError(f"Bitte heben Sie höchstens {MOST_HIGHLIGHTED} Beispiele hervor.")

    def said(self) -> dict[str, Any]:
        """Return what the form says, as the draft of an entry names it; what it does not ask stays away."""
        told: dict[str, Any] = {name: self[name].data or "" for name in PLAIN if name in self}
        told |= {name: field.lines() for name, field in self.lists().items()}
        told |= {name: tuple(self[name].data or ()) for name in TICKED}
        told["capacity"] = Capacity(self.capacity.data)
        told["addresses"] = tuple(_address(row.data) for row in self.addresses.filled())
        told["references"] = tuple(_reference(row.data) for row in self.references.filled())
        return told

    def news(self, stored: OwnEntryForm) -> list[tuple[str, str, str]]:
        """Return label, before and after of every field that says something else than what is stored."""
        pairs = [
            (field.label.text, changes.said(stored[field.short_name]), changes.said(field)) for field in self._own()
        ]
        return [(label, old, new) for label, old, new in pairs if old != new]

    def _own(self) -> list[Any]:
        return [field for field in self if field.short_name not in QUIET]

    def settle(self, version: int) -> None:
        """Take the present version, so that the same form sent again counts."""
        self.version.raw_data, self.version.data = None, version


class OwnPersonForm(AloneFields, OwnEntryForm):
    """Mein Eintrag ändern, als einzelne Person."""

    contact_name = None  # type: ignore[assignment]  # WTForms leaves out a field that is None
    reach = None  # type: ignore[assignment]  # likewise


def _address(row: Mapping[str, Any]) -> services.AddressLine:
    return services.AddressLine(*(row[name] or "" for name in ("street", "postcode", "town", "label")))


def _reference(row: Mapping[str, Any]) -> services.ReferenceLine:
    return services.ReferenceLine(row["title"] or "", row["web"] or "", row["year"] or "", bool(row["highlighted"]))


def of(actor: Actor, sent: Sent | None = None) -> OwnEntryForm:
    """Return the form for an entry: with what is stored, or with what was sent; needs an actor of queries.in_full."""
    kind = OwnPersonForm if actor.kind is ActorKind.PERSON else OwnEntryForm
    stored = pages.filled_in(actor)
    if sent is None:
        return kind(**stored)
    return kind(sent, **{name: stored[name] for name in ("areas", "districts")})
