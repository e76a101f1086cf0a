"""What the office fills in: a template with its steps, a list hung on a date."""

from __future__ import annotations

import re
from datetime import date, timedelta

from wtforms import BooleanField, Field, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, ValidationError

from compass.checklists import queries
from compass.checklists.days import DATED
from compass.checklists.models import FARTHEST, TITLE_LENGTH, WORDS_LENGTH
from compass.fields import CHOOSE, NO_DAY, Day, at_most, named
from compass.rows import RowForm, RowsField
from core import clock
from core.forms import DeskForm
from radar.forms import OWN_WORDS, as_id

PATH = re.compile(r"/(?:[A-Za-z0-9_.?=&#-][A-Za-z0-9_.?=&#/:-]*)?")
SIDES = [SelectChoice("vor", "Tage vorher"), SelectChoice("nach", "Tage danach")]
MOST_STEPS = 40
FEWEST = "Eine Vorlage braucht mindestens einen Schritt."


class StepRow(RowForm):
    """Ein Schritt: wie viele Tage vorher oder danach, was, wer, ein Link."""

    days = IntegerField(
        "Tage",
        [Optional(), NumberRange(0, FARTHEST, f"Bitte eine Zahl von 0 bis {FARTHEST}.")],
        render_kw={"inputmode": "numeric"},
    )
    side = SelectField("Wann", choices=SIDES, default="vor", **OWN_WORDS)
    words = StringField("Was ist zu tun?", [at_most(WORDS_LENGTH)], render_kw={"maxlength": WORDS_LENGTH})
    who = StringField("Wer", [at_most(80)], render_kw={"maxlength": 80})
    link_label = StringField("Worte des Links", [at_most(80)], render_kw={"maxlength": 80})
    link = StringField("Seite, zu der er führt", [at_most(300)], render_kw={"maxlength": 300, "inputmode": "url"})

    def validate_link(self, field: Field) -> None:
        """Only a page of this house: a path, in which {id} may stand for the number of the meeting."""
        if field.data and not PATH.fullmatch(field.data.replace("{id}", "1")):
            raise ValidationError("Bitte eine Seite dieses Programms, zum Beispiel /buero/netzwerk.")
        if bool(field.data) != bool(self.link_label.data):
            raise ValidationError("Ein Link braucht Worte und eine Seite.")


class PlanForm(DeskForm):
    """Vorlage: name, for what, its steps."""

    name = StringField(
        "Name",
        [InputRequired("Bitte geben Sie einen Namen ein."), at_most(TITLE_LENGTH)],
        render_kw={"maxlength": TITLE_LENGTH, "autocomplete": "off"},
    )
    for_kind = SelectField(
        "Wofür",
        choices=[SelectChoice("", "ein eigenes Datum"), *(SelectChoice(key, word) for key, word in DATED.items())],
        **OWN_WORDS,
    )
    steps = RowsField(StepRow, "Schritte", counts="words link", spare=3, most=MOST_STEPS)
    active = BooleanField("wird angeboten", default=True)

    def validate_name(self, field: Field) -> None:
        """Refuse a name without a letter."""
        named(field)

    def validate_steps(self, field: RowsField) -> None:
        """A template without steps is none, and a link alone is no step."""
        rows = field.filled()
        if not rows:
            raise ValidationError(FEWEST)
        if not all(row["words"].data for row in rows):
            raise ValidationError("Bitte schreiben Sie zu jedem Schritt, was zu tun ist.")
        if any(row["days"].data is None for row in rows):
            raise ValidationError("Bitte geben Sie zu jedem Schritt an, wie viele Tage vorher oder danach.")


class PlanChangeForm(PlanForm):
    """Vorlage ändern: and which row was seen."""

    version = IntegerField(validators=[InputRequired("Bitte laden Sie die Seite neu.")])


class HangForm(DeskForm):
    """Checkliste anhängen: which template."""

    plan = SelectField("Vorlage", [DataRequired(CHOOSE)], coerce=as_id, validate_choice=False)

    def offer(self, kind: str) -> None:
        """Offer the templates, those for this kind first."""
        self.plan.choices = [SelectChoice(str(number), name) for number, name in queries.offered(kind)]


class OwnDate(DeskForm):
    """Eigenes Datum: title and day."""

    title = StringField(
        "Wofür ist die Checkliste?",
        [InputRequired("Bitte schreiben Sie, wofür."), at_most(TITLE_LENGTH)],
        description="Zum Beispiel: Aufruf zum Zirkel Grün.",
        render_kw={"maxlength": TITLE_LENGTH, "autocomplete": "off"},
    )
    on = Day("Tag, von dem aus gezählt wird", [InputRequired(NO_DAY)])

    def validate_title(self, field: Field) -> None:
        """Refuse a title without a letter."""
        named(field)

    def validate_on(self, field: Field) -> None:
        """A day that people plan with."""
        first = clock.today() - timedelta(days=FARTHEST)
        if field.data and not first <= field.data <= date(clock.today().year + 10, 12, 31):
            raise ValidationError(
                "Bitte nehmen Sie einen Tag, der höchstens ein Jahr zurück oder zehn Jahre voraus liegt."
            )


class NewForm(OwnDate, HangForm):
    """Neue Checkliste zu einem eigenen Datum."""


class MoveForm(OwnDate):
    """Checkliste verschieben: and which row was seen."""

    version = IntegerField(validators=[InputRequired("Bitte laden Sie die Seite neu.")])


class PressForm(DeskForm):
    """Ein Knopf: only a token."""
