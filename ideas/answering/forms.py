"""What the office fills in to answer: one idea or many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import (
    DateField,
    Field,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length, StopValidation

from core.forms import DeskForm
from ideas import queries as ideas
from ideas.answering import queries, wording
from ideas.answering.models import SHORT_LENGTH, TEXT_LENGTH
from ideas.models import TITLE_LENGTH
from ideas.stages import NEEDS, WORDS, Stage

AGAIN = "Bitte laden Sie die Seite neu."


def _number(value: str | None) -> int | None:
    """Turn a ticked value into an id."""
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 10 else None  # noqa: PLR2004 - ids are smaller


def _where_needed(form: Any, field: Field) -> None:  # noqa: ANN401 - WTForms' signature
    """Let a field be empty unless the chosen stage must say it."""
    if field.raw_data and str(field.raw_data[0]).strip():
        return
    chosen = form.wanted()
    field.errors = []
    raise StopValidation(
        f"Für „{WORDS[chosen]}“ brauchen wir diese Angabe." if chosen and field.name in NEEDS[chosen] else ""
    )


class WordsForm(DeskForm):
    """Antwort der Stadt: in whose name, in one sentence, in full, costs and period."""

    role = SelectField(
        "Wer antwortet?",
        [DataRequired("Bitte wählen Sie, wer antwortet.")],
        description="Ein Amt oder eine Stelle, nie der Name einer Person.",
        validate_choice=False,
    )
    short = StringField(
        "Die Antwort in einem Satz",
        [
            DataRequired("Bitte sagen Sie in einem Satz, was daraus wird."),
            Length(max=SHORT_LENGTH, message=f"Bitte höchstens {SHORT_LENGTH} Zeichen."),
        ],
        description="Steht am Weg der Idee. Bitte mit Punkt am Ende.",
        render_kw={"maxlength": SHORT_LENGTH},
    )
    text = TextAreaField(
        "Die Antwort mit Grund",
        [
            DataRequired("Bitte nennen Sie den Grund in einfachen Worten."),
            Length(max=TEXT_LENGTH, message=f"Bitte höchstens {TEXT_LENGTH:,} Zeichen.".replace(",", ".")),
        ],
        description="So, dass es alle verstehen. Ein Nein braucht einen Grund.",
        render_kw={"rows": 7, "maxlength": TEXT_LENGTH},
    )
    costs = StringField(
        "Kosten",
        [Length(max=300, message="Bitte höchstens 300 Zeichen.")],
        description="Wo es hilft, zum Beispiel: etwa 4.000 € im Jahr.",
        render_kw={"maxlength": 300},
    )
    period = StringField(
        "Zeitraum",
        [Length(max=300, message="Bitte höchstens 300 Zeichen.")],
        description="Wo es hilft, zum Beispiel: Frühjahr bis Herbst.",
        render_kw={"maxlength": 300},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' signature
        super().__init__(*args, **kwargs)
        present = [kwargs["role"]] if kwargs.get("role") else []
        self.known = list(dict.fromkeys([*present, *queries.roles()]))
        self.role.choices = [SelectChoice(one, one) for one in self.known]

    def validate_role(self, field: SelectField) -> None:
        """Only a role that the city has named."""
        if field.data not in self.known:
            raise ValidationError("Bitte wählen Sie eine der angebotenen Stellen.")


class ChangeForm(WordsForm):
    """Antwort ändern: the words again; the ones before stay in the office."""

    version = IntegerField(validators=[InputRequired(AGAIN)])


class StepForm(WordsForm):
    """What stands beside an answer: the stage it leads to, with the place and day the stage names."""

    stage = SelectField("Wie geht es weiter?", validate_choice=False)
    place = StringField(
        "Stelle",
        [_where_needed, Length(max=300, message="Bitte höchstens 300 Zeichen.")],
        description="Bei „In Arbeit“: wer daran arbeitet.",
    )
    on = DateField(
        "Tag",
        [_where_needed],
        description="Bei „In Arbeit“ der nächste Schritt, bei „Später“ der Tag, an dem Sie wieder nachsehen.",
    )
    keeps = False
    stages: Sequence[Stage] = ()

    def offer(self, stages: Sequence[Stage], *, keeps: bool) -> None:
        """Offer these stages, and to leave the idea where it stands."""
        self.keeps, self.stages = keeps, stages
        first = "Der Stand bleibt, wie er ist" if keeps else "Bitte wählen"
        self.stage.choices = [SelectChoice("", first), *(SelectChoice(one.value, WORDS[one]) for one in stages)]

    def wanted(self) -> Stage | None:
        """Return the chosen stage, None to leave it."""
        return next((one for one in self.stages if one.value == self.stage.data), None)

    def day(self) -> str:
        """Return the chosen day as ISO text."""
        return self.on.data.isoformat() if isinstance(self.on.data, date) else ""

    def validate_stage(self, field: SelectField) -> None:
        """Only a stage that may follow."""
        if self.wanted() is None and (field.data or not self.keeps):
            raise ValidationError("Bitte wählen Sie, wie es mit der Idee weitergeht.")


class ReplyForm(StepForm):
    """Antworten: words and stage for one idea, as it was when the page was opened."""

    version = IntegerField(validators=[InputRequired(AGAIN)])


class BatchForm(StepForm):
    """Sammelantwort: the same words for many ideas; {Titel} becomes the title of each."""

    def _plain(self, field: Field) -> None:
        strange = wording.foreign(field.data or "")
        if strange:
            raise ValidationError(f"Den Platzhalter {strange} gibt es hier nicht. Möglich ist nur {wording.TITLE}.")

    def validate_short(self, field: Field) -> None:
        """No foreign placeholder, and short enough with the longest title in it."""
        self._plain(field)
        if not wording.fits(field.data or "", TITLE_LENGTH):
            raise ValidationError("Mit einem langen Titel wird der Satz zu lang. Bitte kürzen Sie ihn.")

    def validate_text(self, field: Field) -> None:
        """No foreign placeholder."""
        self._plain(field)


class PrepareForm(BatchForm):
    """Sammelantwort vorbereiten: which ideas, and the words."""

    ideas = SelectMultipleField("Für welche Ideen?", coerce=_number, validate_choice=False)

    def chosen(self) -> list[int]:
        """Return the ids that were ticked."""
        return sorted({number for number in self.ideas.data or () if number})

    def validate_ideas(self, field: Field) -> None:
        """At least one idea, at most a hundred, none that a browser invented."""
        if not 0 < len(self.chosen()) <= 100 or None in (field.data or ()):  # noqa: PLR2004 - as the service allows
            raise ValidationError("Bitte wählen Sie 1 bis 100 Ideen aus.")
        if len(ideas.by_ids(self.chosen(), public=True)) < len(self.chosen()):
            raise ValidationError("Eine dieser Ideen ist nicht veröffentlicht.")


class RewordForm(BatchForm):
    """Entwurf ändern: the words for all, as the draft was when the page was opened."""

    version = IntegerField(validators=[InputRequired(AGAIN)])


class OwnForm(DeskForm):
    """Eigene Worte für eine Idee des Entwurfs."""

    own_text = TextAreaField(
        "Antwort mit Grund für diese Idee",
        [Length(max=TEXT_LENGTH, message=f"Bitte höchstens {TEXT_LENGTH:,} Zeichen.".replace(",", "."))],
        description="Leer lassen, dann gelten die gemeinsamen Worte.",
        render_kw={"rows": 6, "maxlength": TEXT_LENGTH},
    )

    def validate_own_text(self, field: Field) -> None:
        """No foreign placeholder."""
        strange = wording.foreign(field.data or "")
        if strange:
            raise ValidationError(f"Den Platzhalter {strange} gibt es hier nicht. Möglich ist nur {wording.TITLE}.")


class PublishForm(DeskForm):
    """Alle veröffentlichen: which ideas were looked at, each with its version ("12-3")."""

    seen = SelectMultipleField("Angesehen", validate_choice=False)

    def versions(self) -> dict[int, int]:
        """Return the numbers of the ideas and the versions that were on the page; what is no pair is passed over."""
        pairs = (one.split("-") for one in self.seen.data or ())
        read = ((_number(pair[0]), _number(pair[1])) for pair in pairs if len(pair) == 2)  # noqa: PLR2004 - number and version
        return {number: version for number, version in read if number and version}


class AskedForm(DeskForm):
    """Herausnehmen oder verwerfen: only a token."""
