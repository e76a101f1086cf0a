"""What the office fills in about ties: several at once, one that is there, a new job, a kind of tie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import BooleanField, DateField, Field, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Optional, ValidationError
from wtforms.widgets import HiddenInput

from compass import queries, tie_types
from compass.fields import CHOOSE, address_field, at_most, named
from compass.models import KIND_WORDS, NAME_LENGTH, SECTOR_WORDS, Actor, ActorKind
from compass.roles import queries as roles
from compass.rows import RowForm, RowsField, TickField
from core import clock
from core.forms import DeskForm
from core.rows import fold
from radar.forms import as_id

NAME = "Bitte schreiben Sie, mit wem."
WHO = "Wen meinen Sie? Bitte wählen."
NOBODY = "Niemand heißt so. Versuchen Sie einen Teil des Namens."
ITSELF = "Ein Eintrag kann nicht mit sich selbst verbunden sein."
BACKWARDS = "Das Ende liegt vor dem Anfang."
NO_MAIN = "Eine Hauptrolle hat nur eine Person, und zwar bei einer Organisation."
MOST_LIKE = 20
"""Names that are offered for one that was typed."""
SPARE, MOST = 3, 20
ROLE = "Zum Beispiel Vorsitz, Projektleitung."
Choices = Sequence[tuple[int, str]]


def _options(pairs: Mapping[str, str] | None = None, empty: str = "Bitte wählen") -> list[Any]:
    return [SelectChoice("", empty), *(SelectChoice(value, word) for value, word in (pairs or {}).items())]


def _numbered(pairs: Choices, empty: str) -> list[Any]:
    return _options({str(number): word for number, word in pairs}, empty)


def _name(label: str, **more: Any) -> Any:  # noqa: ANN401 - WTForms' unbound field
    return StringField(
        label, [at_most(NAME_LENGTH)], render_kw={"maxlength": NAME_LENGTH, "autocomplete": "off"}, **more
    )


def _pick() -> Any:  # noqa: ANN401 - WTForms' unbound field
    return SelectField("Wen meinen Sie?", coerce=as_id, validate_choice=False)


def _role() -> Any:  # noqa: ANN401 - WTForms' unbound field
    return StringField("Als was?", [at_most(80)], render_kw={"maxlength": 80, "autocomplete": "off"})


def _source() -> Any:  # noqa: ANN401 - WTForms' unbound field
    return StringField("Woher wir das wissen", [at_most(300)], render_kw={"maxlength": 300, "autocomplete": "off"})


def find(name: Any, pick: Any, number: int, known: Mapping[str, list[Any]]) -> None:  # noqa: ANN401 - WTForms' fields
    """Put into `pick` whom a typed name means; say so at the name where it is nobody, several, or the actor itself.

    `known` are those who are called exactly so (roles.queries.called).
    """
    if not name.data:
        name.errors = [NAME]
    if name.errors:
        return
    exact = [one for one in known.get(fold(name.data)[:NAME_LENGTH], ()) if one[0] != number]
    like = [] if len(exact) == 1 else [one for one in queries.choices(name.data, MOST_LIKE) if one.id != number]
    offered = [(one.id, f"{one.name} ({KIND_WORDS[one.kind]}, {SECTOR_WORDS[one.sector]})") for one in like]
    pick.choices = _numbered(offered, "Bitte wählen") if offered else []
    if pick.data and (pick.data in {one for one, _ in offered} or pick.data in {one[0] for one in exact}):
        return
    pick.data = exact[0][0] if len(exact) == 1 else None
    if pick.data is None:
        itself = not offered and any(one[0] == number for one in known.get(fold(name.data)[:NAME_LENGTH], ()))
        name.errors = [WHO if offered else ITSELF if itself else NOBODY]


def split(kind: str | None) -> tuple[str, bool]:
    """Return the key of a kind of tie and whether it is read from here."""
    key, _, direction = (kind or "").partition(":")
    return key, direction == "out"


class TieRow(RowForm):
    """Eine Verbindung von mehreren: what, with whom, as what, since and until when."""

    kind = SelectField("Was", choices=[], validate_choice=False)
    name = _name("Mit wem")
    pick = _pick()
    role = _role()
    since = DateField("Seit", [Optional()])
    until = DateField("Bis", [Optional()])
    is_main = BooleanField("Hauptrolle")
    stands_for = SelectField("Vertritt", coerce=as_id, validate_choice=False)

    def validate_until(self, field: Field) -> None:
        """The end does not stand before the beginning."""
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError(BACKWARDS)


class TiesForm(DeskForm):
    """Verbindungen: several in one go."""

    rows = RowsField(TieRow, "Verbindungen", counts="name role since until", spare=SPARE, most=MOST)
    source = _source()

    def fit(self, actor: Actor, members: Choices = (), kind: str = "") -> TiesForm:
        """Offer what fits this end: kinds of ties, and in a body the members whom a deputy may stand in for."""
        self.actor = actor
        offered = tie_types.choices(actor.kind)
        for entry in self.rows.entries:
            row = entry.form
            row.kind.choices = _options(offered)
            row.stands_for.choices = _numbered(members, "niemanden Bestimmtes") if members else []
            row.pick.choices = row.pick.choices or []
            if not row.kind.data and kind in offered:
                row.kind.data = kind
        return self

    def validate(self, *args: Any, **kwargs: Any) -> bool:  # noqa: ANN401 - WTForms' signature
        """Check the rows, then find out whom their names mean and whether the kind of tie fits both ends."""
        good = super().validate(*args, **kwargs)
        filled = self.rows.filled()
        known = roles.called(row["name"].data or "" for row in filled)
        for row in filled:
            find(row["name"], row["pick"], self.actor.id, known)
        kinds = roles.kinds_of(row["pick"].data for row in filled if row["pick"].data)
        for row in filled:
            self._fits(row, kinds.get(row["pick"].data or 0))
        faults = [fault for row in filled for fault in _faults(row)]
        self.rows.errors = [*self.rows.errors, *(one for one in faults if one not in self.rows.errors)]
        if not filled and good:
            self.rows.errors = ["Schreiben Sie mindestens einen Namen."]
        return good and not self.rows.errors

    def _fits(self, row: RowForm, other: ActorKind | None) -> None:
        kind, main = row["kind"], row["is_main"]
        offered = tie_types.choices(self.actor.kind, other)
        if kind.data not in tie_types.choices(self.actor.kind):
            kind.errors = [CHOOSE]
        elif other is not None and kind.data not in offered:
            word = tie_types.choices(self.actor.kind)[kind.data]
            kind.errors = [f"„{word}“ geht nicht zwischen {KIND_WORDS[self.actor.kind]} und {KIND_WORDS[other]}."]
        ends = (self.actor.kind, other) if split(kind.data)[1] else (other, self.actor.kind)
        if main.data and other is not None and not (ends[0] is ActorKind.PERSON and ends[1] is not ActorKind.PERSON):
            main.errors = [NO_MAIN]


def _faults(row: RowForm) -> list[str]:
    return [str(fault) for field in row for fault in field.errors]


class TieForm(DeskForm):
    """Eine Verbindung ändern: as what, since and until when, main role, source."""

    version = IntegerField(widget=HiddenInput(), default=0)
    role = StringField("Als was?", [at_most(80)], description=ROLE, render_kw={"maxlength": 80, "autocomplete": "off"})
    since = DateField("Seit", [Optional()])
    until = DateField("Bis", [Optional()], description="Ab diesem Tag gilt sie nicht mehr.")
    is_main = BooleanField("Hauptrolle", description="Eine Person hat eine. Ihr kann der Bereich der Person folgen.")
    stands_for = SelectField("Vertritt", coerce=as_id, validate_choice=False)
    source = _source()

    def offer(self, members: Choices) -> TieForm:
        """Offer the members of a body whom a deputy may stand in for."""
        self.stands_for.choices = _numbered(members, "niemanden Bestimmtes")
        return self

    def validate_until(self, field: Field) -> None:
        """The end does not stand before the beginning."""
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError(BACKWARDS)


class MoveForm(DeskForm):
    """Ist gewechselt: which role ends, where somebody is now, as what, since when, at which e-mail."""

    version = IntegerField(widget=HiddenInput(), default=0)
    old = SelectField("Bisher", coerce=as_id, validate_choice=False)
    name = _name("Jetzt bei", description="Name der neuen Organisation, wie er im Netzwerk steht.")
    pick = _pick()
    kind = SelectField("Verbindung", [InputRequired(CHOOSE)])
    role = StringField("Als was?", [at_most(80)], description=ROLE, render_kw={"maxlength": 80, "autocomplete": "off"})
    day = DateField("Seit", [InputRequired("Bitte wählen Sie einen Tag.")])
    email = address_field(Optional())
    keeps_email = BooleanField("Die bisherige E-Mail gilt weiter")
    source = _source()

    def fit(self, actor: Actor, old: Choices) -> MoveForm:
        """Offer the roles that stand, and the kinds of ties from a person to others."""
        self.actor = actor
        self.email.label.text = "Neue E-Mail"
        self.old.choices = _numbered(old, "keine Stelle, die wir kennen")
        offered = tie_types.choices(ActorKind.PERSON).items()
        outward = {value: word for value, word in offered if split(value)[1] and not _of_bodies(value)}
        self.kind.choices = _options(outward)
        self.pick.choices = self.pick.choices or []
        if not self.is_submitted() and not self.kind.data and "works_for:out" in outward:
            self.kind.data = "works_for:out"
        return self

    def is_submitted(self) -> bool:
        """Tell whether the form was sent, not only opened."""
        return bool(self.day.raw_data)

    def validate(self, *args: Any, **kwargs: Any) -> bool:  # noqa: ANN401 - WTForms' signature
        """Check the fields, then find out which organisation the name means."""
        good = super().validate(*args, **kwargs)
        find(self.name, self.pick, self.actor.id, roles.called([self.name.data or ""]))
        if self.pick.data:
            other = roles.kinds_of([self.pick.data]).get(self.pick.data)
            if other is None or other is ActorKind.PERSON:
                self.name.errors = ["Das ist eine Person. Gesucht ist die Organisation."]
            elif self.kind.data not in tie_types.choices(ActorKind.PERSON, other):
                self.kind.errors = [f"Das geht nicht zwischen Person und {KIND_WORDS[other]}."]
        return good and not (self.name.errors or self.kind.errors)

    def validate_day(self, field: Field) -> None:
        """A change is noted at most a year ahead."""
        if field.data and (field.data - clock.today()).days > DAYS_AHEAD:
            raise ValidationError("Der Tag liegt zu weit in der Zukunft.")


DAYS_AHEAD = 366


def _of_bodies(value: str) -> bool:
    known = tie_types.types()[split(value)[0]]
    return known.to_kinds == frozenset({ActorKind.BODY})


class TypeForm(DeskForm):
    """Verbindungsart: how it reads from both ends, between which kinds of actors, whether it is offered."""

    version = IntegerField(widget=HiddenInput(), default=0)
    outward = StringField(
        "Gelesen vom ersten zum zweiten",
        [InputRequired("Bitte schreiben Sie, wie die Verbindung heißt."), at_most(80)],
        description="Zum Beispiel: ist Mitglied von.",
        render_kw={"maxlength": 80, "autocomplete": "off"},
    )
    inward = StringField(
        "Gelesen vom zweiten zum ersten",
        [at_most(80)],
        description="Zum Beispiel: hat als Mitglied. Leer heißt: liest sich von beiden Seiten gleich.",
        render_kw={"maxlength": 80, "autocomplete": "off"},
    )
    from_kinds = TickField("Vom ersten: welche Art", {kind.value: word for kind, word in KIND_WORDS.items()})
    to_kinds = TickField("Zum zweiten: welche Art", {kind.value: word for kind, word in KIND_WORDS.items()})
    active = BooleanField("wird angeboten", default=True)

    def validate_outward(self, field: Field) -> None:
        """Refuse words without a letter."""
        named(field)
