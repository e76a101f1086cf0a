"""What the office fills in: a contact in a few words, and what is to follow."""

from __future__ import annotations

from datetime import date, timedelta

from wtforms import BooleanField, Field, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from compass import queries as actors
from compass.contacts.models import OCCASION_WORDS, TEXT_LENGTH, WORDS_LENGTH, Occasion
from compass.contacts.queries import colleagues
from compass.fields import CHOOSE, NO_DAY, Day, at_most
from compass.models import SECTOR_WORDS
from core import clock
from core.forms import DeskForm
from radar.forms import OWN_WORDS, as_id

LAW = "Schreiben Sie so, dass die Person es lesen darf: Sie kann jeden Satz über sich verlangen (Art. 15 DSGVO), auch privat."
FIRST = date(1990, 1, 1)
AHEAD = timedelta(days=3653)
OCCASIONS = [SelectChoice(key.value, word) for key, word in OCCASION_WORDS.items()]


def coming(field: Field) -> None:
    """Refuse a day of the past and one too far away for a calendar."""
    if field.data and not clock.today() <= field.data <= clock.today() + AHEAD:
        raise ValidationError("Bitte nehmen Sie einen Tag ab heute, höchstens zehn Jahre voraus.")


def what_follows(label: str = "Was ist dann zu tun?") -> StringField:
    """Return the field for what is to be done."""
    return StringField(label, [at_most(WORDS_LENGTH)], render_kw={"maxlength": WORDS_LENGTH, "autocomplete": "off"})


class ContactForm(DeskForm):
    """Kontakt: kind, day, what was said; and what is to follow, if anything."""

    occasion = SelectField("Art", [InputRequired(CHOOSE)], choices=OCCASIONS, **OWN_WORDS)
    held_on = Day("Wann", [InputRequired(NO_DAY)])
    text = TextAreaField(
        "Worum ging es?",
        [DataRequired("Bitte schreiben Sie ein paar Worte auf."), at_most(TEXT_LENGTH)],
        description=LAW,
        render_kw={"rows": 3, "maxlength": TEXT_LENGTH},
    )
    is_private = BooleanField("privat: nur für mich und die Verwaltung der Anlage")

    def validate_held_on(self, field: Field) -> None:
        """A contact has been; what is still to come is a follow-up."""
        if field.data and not FIRST <= field.data <= clock.today():
            raise ValidationError("Ein Kontakt liegt nicht in der Zukunft. Was noch kommt, ist eine Wiedervorlage.")

    def chosen(self) -> Occasion:
        """Return the kind."""
        return Occasion(self.occasion.data)


class NewContactForm(ContactForm):
    """Neuer Kontakt: beside it a follow-up for oneself."""

    due_on = Day("Wiedervorlage am", [Optional()])
    due_words = what_follows()

    def validate_due_on(self, field: Field) -> None:
        """A follow-up lies ahead."""
        coming(field)

    def validate_due_words(self, field: Field) -> None:
        """What is to be done needs a day."""
        if field.data and not self.due_on.data and not self.due_on.errors:
            raise ValidationError("Bitte geben Sie auch den Tag der Wiedervorlage an.")


class LinkedContactForm(NewContactForm):
    """Kontakt von einer anderen Seite aus: the participant is chosen too."""

    actor = SelectField("Mit wem", [InputRequired(CHOOSE)], coerce=as_id, validate_choice=False)

    def offer(self, said: str) -> LinkedContactForm:
        """Offer actors whose name holds what was searched."""
        found = actors.choices(said)
        self.actor.choices = [
            SelectChoice("", "Bitte wählen"),
            *(SelectChoice(str(one.id), f"{one.name} ({SECTOR_WORDS[one.sector]})") for one in found),
        ]
        return self


class ChangeForm(ContactForm):
    """Kontakt ändern: and which row was seen."""

    version = IntegerField(validators=[InputRequired("Bitte laden Sie die Seite neu.")])


class FollowForm(DeskForm):
    """Wiedervorlage: by when, what, who."""

    due_on = Day("Wann", [InputRequired(NO_DAY)])
    words = what_follows()
    owner = SelectField("Wer kümmert sich?", coerce=as_id, validate_choice=False)

    def offer(self, also: int | None = None) -> FollowForm:
        """Offer the accounts that may take care."""
        names = [SelectChoice(str(one.id), one.name) for one in colleagues(also)]
        self.owner.choices = [SelectChoice("", "noch niemand"), *names]
        return self

    def validate_due_on(self, field: Field) -> None:
        """A follow-up lies ahead."""
        coming(field)


class PlanForm(FollowForm):
    """Wiedervorlage ändern: and which row was seen."""

    version = IntegerField(validators=[InputRequired("Bitte laden Sie die Seite neu.")])
    before: date | None = None

    def validate_due_on(self, field: Field) -> None:
        """A day of the past may stay, but none is chosen anew."""
        if field.data != self.before:
            coming(field)


class PressForm(DeskForm):
    """Ein Knopf: only a token."""
