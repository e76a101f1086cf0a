"""What moderators press and write in front, and what the office does with links and Leitfragen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from wtforms import Field, HiddenField, IntegerField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from core.forms import EXPIRED, DeskForm, HouseForm, SignedToken
from dialogues.models import LINE_LENGTH, TEXT_LENGTH, TITLE_LENGTH, Thesis

LETTER = re.compile(r"[^\W\d_]")
LARGEST_ID = 2**31 - 1
NOTE_LENGTH = 2000
RELOAD = "Bitte laden Sie die Seite neu."
WORDS_MISSING = "Bitte schreiben Sie etwas auf."
NO_THESIS = "Bitte wählen Sie, zu welcher These die Notiz gehört."


def as_number(said: object) -> int:
    """Return the id that a list sent; -1, which no row has, for anything else."""
    word = str(said)
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 10 else -1  # noqa: PLR2004 - ids are smaller


def _named(theses: Sequence[Thesis]) -> list[SelectChoice]:
    return [SelectChoice(str(one.id), f"{place}. {one.text}") for place, one in enumerate(theses, start=1)]


class LastingToken(SignedToken):
    """The token of a page that does not idle out: it counts as long as the link in its address does."""

    def validate_csrf_token(self, form: Any, field: Any) -> None:  # noqa: ANN401 - WTForms' signature
        """Refuse forged tokens; an old one is still good, since nobody comes here without the link."""
        try:
            super().validate_csrf_token(form, field)
        except ValidationError as error:
            if str(error) != EXPIRED:
                raise


class FrontForm(HouseForm):
    """Parent of what a moderator sends: nobody is logged in, the link in the address is the right to do it."""

    class Meta(HouseForm.Meta):
        """With the token that lasts."""

        csrf_class = LastingToken


def _number(least: int) -> IntegerField:
    checks = [InputRequired(RELOAD), NumberRange(least, LARGEST_ID, RELOAD)]
    return IntegerField(validators=checks, widget=HiddenInput())


class StepForm(FrontForm):
    """Eine Gruppe weiterführen: to which station; group 0 is the meeting that is not divided."""

    group = _number(0)
    step = HiddenField(validators=[DataRequired(RELOAD)])


class PointForm(FrontForm):
    """Eine These zeigen: on the wall of a group; thesis 0 shows all."""

    group = _number(0)
    thesis = _number(0)


class NoteForm(FrontForm):
    """Aufschreiben: a note beside a thesis, or with the other button a Leitfrage from one or from the whole talk."""

    thesis = SelectField("Wozu?", coerce=as_number, validate_choice=False)
    text = TextAreaField(
        "Was wurde gesagt?",
        [DataRequired(WORDS_MISSING), Length(max=NOTE_LENGTH, message="Bitte höchstens 2.000 Zeichen.")],
        render_kw={"rows": 3, "maxlength": NOTE_LENGTH},
    )
    kind = HiddenField(default="notiz")

    def offer(self, theses: Sequence[Thesis]) -> NoteForm:
        """Offer the theses of the meeting."""
        self.thesis.choices = [SelectChoice("0", "Zum ganzen Gespräch"), *_named(theses)]
        self.allowed = {0, *(one.id for one in theses)}
        return self

    @property
    def is_question(self) -> bool:
        """Whether it shall be a Leitfrage."""
        return self.kind.data == "leitfrage"

    def validate_thesis(self, field: SelectField) -> None:
        """A note belongs to a thesis of this meeting; a Leitfrage to one or to the whole talk."""
        if field.data not in self.allowed or (not field.data and not self.is_question):
            raise ValidationError(NO_THESIS)

    def validate_text(self, field: Field) -> None:
        """Words, and for a Leitfrage one line."""
        said = field.data or ""
        if not LETTER.search(said):
            raise ValidationError(WORDS_MISSING)
        if self.is_question and len(" ".join(said.split())) > LINE_LENGTH:
            raise ValidationError(f"Eine Leitfrage hat höchstens {LINE_LENGTH} Zeichen.")


class PressForm(FrontForm):
    """Ein Knopf: only a token."""


class HangForm(FrontForm):
    """An alle Leinwände: what hangs there, "vision:12" or "ranking:3"; nothing shows the theses."""

    thing = HiddenField(validators=[Optional(), Length(max=40)])


class WordingForm(FrontForm):
    """Gemeinsam schreiben: the words of a vision, as the room finds them on the projector."""

    version = IntegerField(default=0, validators=[InputRequired(RELOAD)], widget=HiddenInput())
    title = StringField(
        "Titel",
        [DataRequired(WORDS_MISSING), Length(max=TITLE_LENGTH, message=f"Bitte höchstens {TITLE_LENGTH} Zeichen.")],
        description="Ein Satz, wie es sein wird.",
        render_kw={"maxlength": TITLE_LENGTH, "autocomplete": "off"},
    )
    text = TextAreaField(
        "Text",
        [DataRequired(WORDS_MISSING), Length(max=TEXT_LENGTH, message="Bitte höchstens 4.000 Zeichen.")],
        description="Wie sieht es aus, wenn es gut geworden ist?",
        render_kw={"rows": 12, "maxlength": TEXT_LENGTH},
    )

    def validate_title(self, field: Field) -> None:
        """Words."""
        if not LETTER.search(field.data or ""):
            raise ValidationError(WORDS_MISSING)

    validate_text = validate_title

    def renew(self, version: int) -> None:
        """Let what was typed count against the row as it stands now, once it is sent again."""
        self.version.raw_data, self.version.data = None, version
        self.refresh()


class RewriteForm(DeskForm):
    """Notiz ändern: what the office puts otherwise, such as a name that slipped in."""

    version = IntegerField(default=0, validators=[Optional()], widget=HiddenInput())
    text = TextAreaField(
        "Notiz",
        [DataRequired(WORDS_MISSING), Length(max=NOTE_LENGTH, message="Bitte höchstens 2.000 Zeichen.")],
        render_kw={"rows": 5, "maxlength": NOTE_LENGTH},
    )


class LinkForm(DeskForm):
    """Link ausstellen oder beenden: only a token."""


class RephraseForm(DeskForm):
    """Leitfrage anders sagen."""

    version = IntegerField(default=0, validators=[Optional()], widget=HiddenInput())
    text = StringField(
        "Leitfrage",
        [DataRequired(WORDS_MISSING), Length(max=LINE_LENGTH, message=f"Bitte höchstens {LINE_LENGTH} Zeichen.")],
        description="Eine Frage, die weiterhilft, zum Beispiel: Was müsste dafür sicher sein?",
        render_kw={"maxlength": LINE_LENGTH, "autocomplete": "off"},
    )

    def validate_text(self, field: Field) -> None:
        """Words."""
        if not LETTER.search(field.data or ""):
            raise ValidationError(WORDS_MISSING)


class QuestionForm(RephraseForm):
    """Leitfrage im Büro: from a thesis or none."""

    thesis = SelectField("Aus welcher These?", coerce=as_number, validate_choice=False)

    def offer(self, theses: Sequence[Thesis]) -> QuestionForm:
        """Offer the theses of the meeting."""
        self.thesis.choices = [SelectChoice("0", "Aus dem ganzen Gespräch"), *_named(theses)]
        self.allowed = {0, *(one.id for one in theses)}
        return self

    def validate_thesis(self, field: SelectField) -> None:
        """Only a thesis of this meeting."""
        if field.data not in self.allowed:
            raise ValidationError(RELOAD)
