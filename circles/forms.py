"""What the office fills in about circles, orders, places, results and measures."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, TypeVar

from wtforms import (
    BooleanField,
    DateField,
    Field,
    IntegerField,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from circles import queries
from circles.drafts import DeliverableDraft, KindDraft, MeasureDraft, OrderDraft
from circles.models import GOAL_LENGTH, SEATS, TEXT_LENGTH, TITLE_LENGTH, WorkOrder
from core.forms import DeskForm

LETTER = re.compile(r"[^\W\d_]")
Noted = TypeVar("Noted", bound=DeskForm)
LARGEST_ID = 2**31 - 1
NO_DAY = "Bitte geben Sie einen Tag an, zum Beispiel 31.12.2026."


def _most(number: int) -> Length:
    return Length(max=number, message=f"Bitte höchstens {number:,} Zeichen.".replace(",", "."))


def _title(label: str, **more: Any) -> StringField:  # noqa: ANN401 - WTForms' own arguments
    checks = [DataRequired("Bitte geben Sie einen Titel ein."), _most(TITLE_LENGTH)]
    return StringField(label, checks, render_kw={"maxlength": TITLE_LENGTH, "autocomplete": "off"}, **more)


def _text(label: str, most: int, wanted: str = "", rows: int = 4, hint: str = "") -> TextAreaField:
    first = DataRequired(wanted) if wanted else Optional()
    return TextAreaField(label, [first, _most(most)], description=hint, render_kw={"rows": rows, "maxlength": most})


def _version() -> IntegerField:
    return IntegerField(validators=[InputRequired("Bitte laden Sie die Seite neu.")], widget=HiddenInput())


def _with_letters(_: DeskForm, field: Field) -> None:
    if not LETTER.search(field.data or ""):
        raise ValidationError("Hier fehlen noch Worte.")


class ActForm(DeskForm):
    """Ein Knopf: only a token."""


class VersionForm(DeskForm):
    """Ein Knopf für eine Zeile, die jemand anderes inzwischen geändert haben kann."""

    version = _version()


class CircleForm(VersionForm):
    """Zirkel: its name and a sentence or two about it, public."""

    name = StringField(
        "Name", [DataRequired("Bitte geben Sie einen Namen ein."), _most(80)], render_kw={"maxlength": 80}
    )
    about = _text("Worum geht es?", 2000, hint="Steht auf der öffentlichen Seite des Zirkels.")
    validate_name = _with_letters


class OrderForm(DeskForm):
    """Arbeitsauftrag: goal, kind of result, term, seats."""

    version = IntegerField(default=0, widget=HiddenInput())
    title = _title("Titel")
    goal = _text("Ziel", GOAL_LENGTH, "Bitte schreiben Sie, was der Zirkel erreichen soll.", 6)
    result_kind = SelectField(
        "Art des Ergebnisses", coerce=lambda said: int(said) if str(said).isdecimal() else 0, validate_choice=False
    )
    begins_on = DateField("Beginn", [InputRequired(NO_DAY)])
    ends_on = DateField("Ende", [InputRequired(NO_DAY)])
    seats = IntegerField(
        "Plätze",
        [InputRequired("Bitte geben Sie eine Zahl ein."), NumberRange(1, SEATS, f"Bitte eine Zahl von 1 bis {SEATS}.")],
        description="So viele können im Zirkel mitarbeiten, alle Sektoren zusammen.",
        default=12,
    )
    validate_title = validate_goal = _with_letters

    def fit(self, order: WorkOrder | None = None) -> OrderForm:
        """Offer the kinds of results; one that was switched off stays where an order has it."""
        kinds = [one for one in queries.kinds(active=False) if one.active or (order and one.id == order.result_kind_id)]
        self.result_kind.choices = [
            SelectChoice("", "Bitte wählen"),
            *(SelectChoice(str(one.id), one.name) for one in kinds),
        ]
        self.allowed = {one.id for one in kinds}
        return self

    def validate_result_kind(self, field: SelectField) -> None:
        """Only a kind that is offered."""
        if field.data not in self.allowed:
            raise ValidationError("Bitte wählen Sie eine Art des Ergebnisses.")

    def validate_ends_on(self, field: DateField) -> None:
        """The end lies after the begin."""
        if isinstance(self.begins_on.data, date) and isinstance(field.data, date) and field.data <= self.begins_on.data:
            raise ValidationError("Das Ende muss nach dem Beginn liegen.")

    def draft(self) -> OrderDraft:
        """Return what a valid form says."""
        begins, ends = (field.data.isoformat() if field.data else "" for field in (self.begins_on, self.ends_on))
        return OrderDraft(
            self.title.data or "", self.goal.data or "", self.result_kind.data, begins, ends, self.seats.data or 0
        )


class EndForm(VersionForm):
    """Auftrag beenden: what came of it, in public words."""

    note = _text(
        "Was wurde daraus?",
        2000,
        "Bitte schreiben Sie, was aus dem Auftrag wurde.",
        hint="Steht auf der öffentlichen Seite. Wer eine Idee dazu hatte, bekommt diesen Satz als Brief.",
    )
    validate_note = _with_letters


class PlaceForm(DeskForm):
    """Platz geben: the number of an actor."""

    actor = IntegerField(validators=[InputRequired(), NumberRange(1, LARGEST_ID)])


class DeliverableForm(DeskForm):
    """Ergebnis: summary first, then the whole text; a released one needs a word about what changes."""

    version = IntegerField(validators=[Optional()], widget=HiddenInput())
    title = _title("Titel")
    summary = _text(
        "Zusammenfassung",
        2000,
        "Bitte fassen Sie das Ergebnis in ein paar Sätzen zusammen.",
        hint="In einfachen Worten.",
    )
    text = _text(
        "Ganzer Text",
        TEXT_LENGTH,
        rows=14,
        hint="Eine Zeile mit ## davor wird eine Überschrift, eine mit - davor ein Punkt.",
    )
    note = StringField("Was ändert sich?", [_most(300)], description="Steht bei der neuen Fassung.")
    validate_title = validate_summary = _with_letters

    def fit(self, *, released: bool) -> DeliverableForm:
        """Ask for the note only where the result is released."""
        return _noted(self, released=released)

    def said_note(self) -> str:
        """Return the note, "" where none was asked."""
        return (self["note"].data or "") if "note" in self else ""

    def draft(self) -> DeliverableDraft:
        """Return what a valid form says."""
        return DeliverableDraft(self.title.data or "", self.summary.data or "", self.text.data or "")


class MeasureForm(DeskForm):
    """Maßnahme: what, who, until when; `version` is the result's, so that two people at one result notice each other."""

    version = IntegerField(validators=[Optional()], widget=HiddenInput())
    text = _text("Was soll geschehen?", 1000, "Bitte schreiben Sie, was geschehen soll.", 3)
    who = StringField("Wer macht es?", [_most(300)])
    until = StringField("Bis wann?", [_most(300)], description="Ein Tag oder Worte, zum Beispiel: im ersten Jahr.")
    note = StringField("Was ändert sich?", [_most(300)], description="Steht bei der neuen Fassung.")
    remove = SubmitField("Maßnahme entfernen")
    validate_text = _with_letters

    def fit(self, *, released: bool) -> MeasureForm:
        """Ask for the note only where the result is released."""
        return _noted(self, released=released)

    def said_note(self) -> str:
        """Return the note, "" where none was asked."""
        return (self["note"].data or "") if "note" in self else ""

    def draft(self) -> MeasureDraft:
        """Return what a valid form says."""
        return MeasureDraft(self.text.data or "", self.who.data or "", self.until.data or "")


def _noted(form: Noted, *, released: bool) -> Noted:
    """Make the note a must where everybody reads the result, and leave it out before."""
    if released:
        note = form["note"]
        note.validators = [DataRequired("Bitte schreiben Sie, was sich ändert."), *note.validators]
    else:
        del form["note"]
    return form


class KindForm(DeskForm):
    """Art des Ergebnisses: name and switch."""

    version = IntegerField(default=0, widget=HiddenInput())
    name = StringField(
        "Name",
        [DataRequired("Bitte geben Sie einen Namen ein."), _most(80)],
        render_kw={"maxlength": 80, "autocomplete": "off"},
    )
    active = BooleanField("Wird angeboten", default=True, description="Aufträge, die diese Art haben, behalten sie.")

    def fit(self, number: int | None = None) -> KindForm:
        """Know which row is meant; a new one is on offer."""
        self.number = number
        if number is None:
            del self.active
        return self

    def validate_name(self, field: Field) -> None:
        """Refuse a name without a letter, and one that stands in the list already."""
        _with_letters(self, field)
        if queries.kind_name_taken(field.data or "", self.number):
            raise ValidationError("Diesen Namen gibt es in der Liste schon.")

    def validate_active(self, field: Field) -> None:
        """Keep the last row on offer."""
        if not field.data and not any(one.id != self.number for one in queries.kinds()):
            raise ValidationError("Das ist der letzte Eintrag, der angeboten wird. Einer muss bleiben.")

    def draft(self) -> KindDraft:
        """Return what a valid form says."""
        return KindDraft(self.name.data or "", bool(self.active.data) if "active" in self else True)
