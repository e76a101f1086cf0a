"""What the office fills in about papers, consultations, decisions and bodies."""

from __future__ import annotations

import re
from datetime import date

from wtforms import (
    BooleanField,
    DateField,
    Field,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from core.forms import DeskForm
from papers import queries
from papers.drafts import BodyDraft, ConsultationDraft, DecisionDraft, PaperDraft
from papers.models import (
    BODY_WORDS,
    KIND_WORDS,
    OUTCOME_WORDS,
    ROLE_WORDS,
    SUBJECT_LENGTH,
    BodyKind,
    ConsultationRole,
    Outcome,
    PaperKind,
)
from radar import queries as radar

NUMBER = re.compile(r"[0-9]{1,5}(\.[0-9]+|/[0-9]+)*/[0-9]{4}-[0-9]{4}")
LETTER = re.compile(r"[^\W\d_]")
NO_DAY = "Bitte geben Sie einen Tag an, zum Beispiel 31.12.2026."
NO_CHOICE = "Bitte wählen Sie etwas aus der Liste."
RELOAD = "Bitte laden Sie die Seite neu."
MOST_VOTES = 999
ARTICLES = ("Der", "Die", "Das")
PLAIN = (
    *("subject", "office", "number", "product_group", "effects_result", "effects_finance", "earlier", "summary"),
    *("resolution", "reasons", "attachments", "signer_left", "signer_right"),
)
KINDS, ROLES, OUTCOMES, BODIES = (
    [SelectChoice(key.value, word) for key, word in words.items()]
    for words in (KIND_WORDS, ROLE_WORDS, OUTCOME_WORDS, BODY_WORDS)
)
LONG = 30_000


def _most(number: int) -> Length:
    return Length(max=number, message=f"Bitte höchstens {number:,} Zeichen.".replace(",", "."))


def _line(label: str, most: int = 300, wanted: str = "", hint: str = "") -> StringField:
    first = DataRequired(wanted) if wanted else Optional()
    return StringField(
        label, [first, _most(most)], description=hint, render_kw={"maxlength": most, "autocomplete": "off"}
    )


def _text(label: str, most: int = 4000, rows: int = 4, hint: str = "", wanted: str = "") -> TextAreaField:
    first = DataRequired(wanted) if wanted else Optional()
    return TextAreaField(label, [first, _most(most)], description=hint, render_kw={"rows": rows, "maxlength": most})


def _votes(label: str) -> IntegerField:
    return IntegerField(label, [Optional(), NumberRange(0, MOST_VOTES, "Bitte eine Zahl von 0 bis 999.")])


def as_number(said: object) -> int:
    """Turn what a browser sent into an id that fits every database: nothing is 0, what is no number is -1."""
    words = str(said or "0")
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 10 else -1  # noqa: PLR2004 - ids are smaller


class ActForm(DeskForm):
    """Ein Knopf: only a token."""


class VersionForm(DeskForm):
    """Ein Knopf für eine Zeile, die jemand anderes inzwischen geändert haben kann."""

    version = IntegerField(validators=[InputRequired(RELOAD)], widget=HiddenInput())


class SourceForm(DeskForm):
    """Vorlage anlegen: from a result, a box, or empty."""

    source = RadioField("Woraus soll die Vorlage entstehen?", validate_choice=False, default="")

    def fit(self) -> SourceForm:
        """Offer what may become a paper."""
        choices = [
            *(SelectChoice(f"ergebnis-{number}", title) for number, title in queries.results_on_offer()),
            *(SelectChoice(f"kickbox-{number}", f"Kickbox: {title}") for number, title in queries.boxes_on_offer()),
            SelectChoice("leer", "Leere Vorlage"),
        ]
        self.source.choices = choices
        self.allowed = {choice.value for choice in choices}
        return self

    def validate_source(self, field: RadioField) -> None:
        """Only what is offered."""
        if field.data not in self.allowed:
            raise ValidationError(NO_CHOICE)

    def chosen(self) -> dict[str, int]:
        """Return which source a valid form names, as the service takes it."""
        kind, _, number = str(self.source.data).partition("-")
        name = {"ergebnis": "deliverable_id", "kickbox": "box_id"}.get(kind)
        return {name: as_number(number)} if name else {}


class PaperForm(VersionForm):
    """Vorlage, in the order of the city's form."""

    kind = SelectField("Art", choices=KINDS)
    office = _line("Amt")
    number = _line(
        "Drucksachen-Nr.",
        40,
        hint="Aus dem Ratsinformationssystem, sonst leer.",
    )
    subject = _line(
        "Beratungsgegenstand",
        SUBJECT_LENGTH,
        "Bitte geben Sie an, worum es geht.",
        "Bezeichnung des Tagesordnungspunktes",
    )
    product_group = _line("Betroffene Produktgruppe")
    effects_result = _text("Auswirkungen auf den Ergebnisplan", rows=2, hint="Leer lassen, wenn es keine gibt.")
    effects_finance = _text("Auswirkungen auf den Finanzplan", rows=2, hint="Leer lassen, wenn es keine gibt.")
    earlier = _text("Frühere Behandlung", rows=2, hint="Gremium, Datum, TOP, Drucksachen-Nr.")
    summary = _text("Zusammenfassung", rows=4, hint="Nötig, wenn die Begründung länger als drei Seiten ist.")
    resolution = _text(
        "Beschlussvorschlag", 8000, 6, "Ein Punkt je Zeile. Die Nummern und der erste Satz kommen von selbst."
    )
    reasons = _text(
        "Begründung", LONG, 18, "Eine Zeile mit ## davor wird eine Überschrift, eine mit - davor ein Punkt."
    )
    attachments = _text("Anlagen", rows=2, hint="Eine je Zeile.")
    signer_left = _line("Unterschrift links")
    signer_right = _line("Unterschrift rechts")
    area = SelectField("Aktionsfeld", coerce=as_number, validate_choice=False)
    in_public = BooleanField(
        "Alle dürfen die Vorlage lesen", description="Ohne Haken sieht sie nur der Rat, nach der Veröffentlichung."
    )

    def fit(self, area_id: int | None = None) -> PaperForm:
        """Offer the Aktionsfelder; one that was switched off stays where the paper has it."""
        areas = [one for one in radar.taxonomy().every_area if one.active or one.id == area_id]
        offered = (SelectChoice(str(one.id), one.name, optgroup=one.field_name) for one in areas)
        self.area.choices = [SelectChoice("", "Keines"), *offered]
        self.allowed = {0, *(one.id for one in areas)}
        return self

    def validate_number(self, field: Field) -> None:
        """A number as the council system writes it, or none."""
        if field.data and not NUMBER.fullmatch(field.data):
            raise ValidationError("Bitte so, wie sie im Ratsinformationssystem steht, zum Beispiel 4711/2025-2030.")

    def validate_subject(self, field: Field) -> None:
        """Words, not only signs."""
        if not LETTER.search(field.data or ""):
            raise ValidationError("Hier fehlen noch Worte.")

    def validate_area(self, field: Field) -> None:
        """Only an Aktionsfeld on offer."""
        if field.data not in self.allowed:
            raise ValidationError(NO_CHOICE)

    def draft(self) -> PaperDraft:
        """Return what a valid form says."""
        said = {name: self[name].data or "" for name in PLAIN}
        kind, area = PaperKind(self.kind.data), self.area.data or None
        return PaperDraft(kind=kind, in_public=bool(self.in_public.data), area_id=area, **said)


class ConsultationForm(DeskForm):
    """Beratung: body, day, sitting, what is asked."""

    body = SelectField("Gremium", coerce=as_number, validate_choice=False)
    held_on = DateField("Sitzung am", [InputRequired(NO_DAY)])
    role = SelectField("Was soll das Gremium tun?", choices=ROLES)
    in_public = BooleanField("Öffentliche Sitzung", default=True)

    def fit(self) -> ConsultationForm:
        """Offer the bodies."""
        offered = queries.bodies()
        self.body.choices = [
            SelectChoice("", "Bitte wählen"),
            *(SelectChoice(str(one.id), one.name) for one in offered),
        ]
        self.allowed = {one.id for one in offered}
        return self

    def validate_body(self, field: Field) -> None:
        """Only a body on offer."""
        if field.data not in self.allowed:
            raise ValidationError("Bitte wählen Sie ein Gremium.")

    def draft(self) -> ConsultationDraft:
        """Return what a valid form says."""
        on = self.held_on.data.isoformat() if isinstance(self.held_on.data, date) else ""
        return ConsultationDraft(self.body.data, on, ConsultationRole(self.role.data), bool(self.in_public.data))


class DecisionForm(VersionForm):
    """Ergebnis einer Beratung: in the words of the agenda, and in plain ones."""

    outcome = SelectField("Ergebnis", choices=OUTCOMES)
    yes, no, abstained = _votes("Ja"), _votes("Nein"), _votes("Enthaltungen")
    agenda_item = _line("TOP", 40, hint="Zum Beispiel Ö 5.2")
    wording = _text("Wortlaut", 4000, 3, "Nur, wenn er vom Beschlussvorschlag abweicht.")
    plain = _text(
        "In einfachen Worten",
        1000,
        3,
        "Diesen Satz lesen alle. Wer eine der Ideen hatte, bekommt ihn als Brief.",
        "Bitte schreiben Sie einen Satz, den alle verstehen.",
    )

    def validate_plain(self, field: Field) -> None:
        """Words, not only signs."""
        if not LETTER.search(field.data or ""):
            raise ValidationError("Hier fehlen noch Worte.")

    def draft(self) -> DecisionDraft:
        """Return what a valid form says."""
        return DecisionDraft(
            Outcome(self.outcome.data),
            self.plain.data or "",
            self.yes.data,
            self.no.data,
            self.abstained.data,
            self.agenda_item.data or "",
            self.wording.data or "",
        )


class MoveForm(DeskForm):
    """Sitzung verschieben: the new day."""

    moved_on = DateField("Neuer Tag", [InputRequired(NO_DAY)])

    @property
    def day(self) -> str:
        """The day of a valid form, in ISO form."""
        return self.moved_on.data.isoformat() if isinstance(self.moved_on.data, date) else ""


class BodyForm(DeskForm):
    """Gremium: article and name as in a sentence, and what it is."""

    version = IntegerField(default=0, widget=HiddenInput())
    article = SelectField("Artikel", choices=[SelectChoice(word, word) for word in ARTICLES])
    name = _line("Name", 80, "Bitte geben Sie einen Namen ein.", "Zum Beispiel: Rat der Stadt")
    kind = SelectField("Art", choices=BODIES)
    active = BooleanField("Wird angeboten", default=True)

    def validate_name(self, field: Field) -> None:
        """Words, not only signs."""
        if not LETTER.search(field.data or ""):
            raise ValidationError("Hier fehlen noch Worte.")

    def draft(self) -> BodyDraft:
        """Return what a valid form says."""
        return BodyDraft(self.name.data or "", BodyKind(self.kind.data), str(self.article.data), bool(self.active.data))
