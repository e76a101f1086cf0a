"""What the office fills in for invitations: templates, rounds, buttons."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from urllib.parse import parse_qsl

from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from compass.asked import MOST
from compass.fields import at_most, iso, named
from compass.invitations import wording
from compass.invitations.drafts import RoundDraft, TemplateDraft
from compass.invitations.models import TEXT_LENGTH, InvitationRound, Way
from compass.models import NAME_LENGTH
from core import clock
from core.forms import DeskForm
from core.things import Thing, kinds
from radar.forms import OWN_WORDS

LONGEST = 30_000
SUBJECT_LENGTH = 150
KNOWN = " ".join(f"{{{word}}}" for word in wording.PLACEHOLDERS)


def _placeholders(_: object, field: Field) -> None:
    """Only placeholders that there are."""
    if strange := wording.unknown(field.data or ""):
        raise ValidationError(f"Diesen Platzhalter gibt es nicht: {{{strange[0][:60]}}}. Es gibt: {KNOWN}.")


class LetterForm(DeskForm):
    """The words of a letter."""

    way = RadioField(
        "Worum bittet der Brief?",
        [InputRequired("Bitte wählen Sie, worum der Brief bittet.")],
        choices=[SelectChoice(way.value, word) for way, word in wording.WAY_WORDS.items()],
        default=Way.SELF.value,
        **OWN_WORDS,
    )
    subject = StringField(
        "Betreff",
        [DataRequired("Bitte schreiben Sie einen Betreff."), at_most(SUBJECT_LENGTH), _placeholders],
        render_kw={"maxlength": SUBJECT_LENGTH, "autocomplete": "off"},
    )
    body = TextAreaField(
        "Text des Briefs",
        [DataRequired("Bitte schreiben Sie den Text."), at_most(TEXT_LENGTH), _placeholders],
        description="„Guten Tag,“ steht schon davor; der Link zur Antwort und Ihr Gruß stehen schon darunter.",
        render_kw={"rows": 9, "maxlength": TEXT_LENGTH},
    )


class TemplateForm(LetterForm):
    """Briefvorlage: name, words, and whether it is offered."""

    name = StringField(
        "Name der Vorlage",
        [DataRequired("Bitte geben Sie der Vorlage einen Namen."), at_most(80), lambda _, field: named(field)],
        render_kw={"maxlength": 80, "autocomplete": "off"},
    )
    active = BooleanField("Wird angeboten", default=True)
    version = IntegerField(validators=[Optional()])

    def said(self) -> TemplateDraft:
        """Return the template as it was filled in."""
        return TemplateDraft(
            self.name.data or "", Way(self.way.data), self.subject.data or "", self.body.data or "", self.active.data
        )


class RoundForm(LetterForm):
    """Einladungsrunde: what for, when, where, the words of the letter; whom by the list's address."""

    title = StringField(
        "Wozu laden Sie ein?",
        [DataRequired("Bitte schreiben Sie, wozu Sie einladen."), at_most(NAME_LENGTH), lambda _, field: named(field)],
        render_kw={"maxlength": NAME_LENGTH, "autocomplete": "off"},
    )
    day = DateField("Tag", [Optional()])
    starts = TimeField("Von", [Optional()])
    ends = TimeField("Bis", [Optional()])
    place = StringField("Ort", [at_most(300)], render_kw={"maxlength": 300, "autocomplete": "off"})
    answer_by = DateField("Antwort bis", [Optional()])
    query = HiddenField()
    about = HiddenField()
    version = IntegerField(validators=[Optional()])

    def asked(self) -> MultiDict[str, str]:
        """Return the names and values of the list's address."""
        return MultiDict(parse_qsl((self.query.data or "")[:LONGEST])[: MOST + 1])

    def thing(self) -> Thing | None:
        """Return the thing that the round hangs on, None without one or for one that no room knows."""
        return thing_of(self.about.data or "")

    def said(self) -> RoundDraft:
        """Return the round as it was filled in."""
        hours = {
            name: field.data.strftime("%H:%M") if field.data else ""
            for name, field in (("starts_at", self.starts), ("ends_at", self.ends))
        }
        return RoundDraft(
            self.title.data or "",
            Way(self.way.data),
            self.subject.data or "",
            self.body.data or "",
            day_on=iso(self.day.data),
            place=self.place.data or "",
            answer_by_on=iso(self.answer_by.data),
            **hours,
        )

    def validate_day(self, field: Field) -> None:
        """A day that is still to come, and not in a hundred years."""
        if field.data and field.data < clock.today():
            raise ValidationError("Dieser Tag ist schon vorbei.")
        if field.data and field.data.year > clock.today().year + 10:
            raise ValidationError("Bitte prüfen Sie das Jahr.")

    def validate_ends(self, field: Field) -> None:
        """An end after the beginning."""
        if field.data and self.starts.data and field.data <= self.starts.data:
            raise ValidationError("Das Ende liegt vor dem Anfang.")
        if field.data and not self.starts.data:
            raise ValidationError("Bitte geben Sie auch an, wann es anfängt.")

    def validate_answer_by(self, field: Field) -> None:
        """An answer before the day itself."""
        if field.data and self.day.data and field.data > self.day.data:
            raise ValidationError("Die Antwort muss vor dem Tag selbst da sein.")
        if field.data and field.data < clock.today():
            raise ValidationError("Dieser Tag ist schon vorbei.")


def thing_of(text: str) -> Thing | None:
    """Read a thing from an address ("dialogue:5")."""
    kind, _, number = text.partition(":")
    good = kind in kinds() and number.isascii() and number.isdecimal() and len(number) < 10  # noqa: PLR2004 - ids are smaller
    return Thing(kind, int(number)) if good else None


def filled_in(of: InvitationRound) -> dict[str, Any]:
    """Return what the form of a round holds before anybody types."""
    hours = (("starts", of.starts_at), ("ends", of.ends_at))
    days = (("day", of.day_on), ("answer_by", of.answer_by_on))
    plain = {name: getattr(of, name) for name in ("title", "subject", "body", "place", "version")}
    given = {name: time.fromisoformat(value) for name, value in hours if value}
    given_days = {name: date.fromisoformat(value) for name, value in days if value}
    return {**plain, **given, **given_days, "way": of.way.value}


class PressForm(DeskForm):
    """Senden, erinnern, herausnehmen: only a token, and which row was seen."""

    version = IntegerField(validators=[Optional()])
