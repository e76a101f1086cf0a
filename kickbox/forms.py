"""What people fill in about boxes: applicants, innovators on their own page, the office."""

from __future__ import annotations

from typing import Any

from wtforms import (
    DateField,
    EmailField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, Email, InputRequired, Length

from compass import queries as compass
from core import clock, mail, texts
from core.forms import DeskForm, HouseForm, PublicForm
from core.rows import fold
from kickbox.models import ENDING_LENGTH, NOTE_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from radar import queries as radar

GOES_ON, LEARNED = "goes_on", "learned"
LINE = 300
MANY = 5


def number(value: object) -> int | None:
    """Turn what a browser sent into an id, anything else into None."""
    said = str(value or "").strip()
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else None  # noqa: PLR2004 - ids are smaller


def at_most(length: int) -> Length:
    """Return the check that a text is short enough, with its sentence."""
    return Length(max=length, message=f"Bitte höchstens {length:,} Zeichen.".replace(",", "."))


def _filled(sentence: str, length: int) -> list[Any]:
    return [DataRequired(sentence), at_most(length)]


class ApplyForm(PublicForm):
    """Bewerben: what one wants to try out, and whom the office may write to."""

    title = StringField(
        "Wie heißt Ihr Vorhaben?",
        _filled("Geben Sie Ihrem Vorhaben einen Namen. Ein paar Wörter genügen.", TITLE_LENGTH),
        render_kw={"maxlength": TITLE_LENGTH},
    )
    text = TextAreaField(
        "Was wollen Sie ausprobieren?",
        _filled("Schreiben Sie in ein paar Sätzen, was Sie ausprobieren wollen.", TEXT_LENGTH),
        description="Für wen ist es? Was wäre der erste kleine Schritt? "
        "Bekommen Sie eine Kickbox, steht das auf ihrer öffentlichen Seite. Bitte nennen Sie darin keine Namen.",
        render_kw={"rows": 6, "maxlength": TEXT_LENGTH},
    )
    innovator = StringField(
        "Ihr Name",
        _filled("Bitte sagen Sie uns, wie wir Sie ansprechen dürfen.", TITLE_LENGTH),
        render_kw={"autocomplete": "name", "maxlength": TITLE_LENGTH},
    )
    email = EmailField(
        "Ihre E-Mail-Adresse",
        [
            DataRequired("Ohne E-Mail-Adresse können wir Ihnen nicht antworten."),
            Length(max=254, message="Diese Adresse ist zu lang."),
            Email("Prüfen Sie die E-Mail-Adresse, zum Beispiel name@beispiel.de."),
        ],
        render_kw={"autocomplete": "email", "maxlength": 254},
    )
    idea = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' signature
        super().__init__(*args, **kwargs)
        self.innovator.description = texts.text("kickbox.purpose_name")
        self.email.description = f"{texts.text('kickbox.purpose_email')} {texts.text('ideas.mail_minors')}"

    def validate_text(self, field: Field) -> None:
        """A text needs a few letters, of any script."""
        if sum(map(str.isalpha, field.data or "")) < MANY:
            raise ValidationError("Das ist zu kurz, um es zu verstehen. Schreiben Sie bitte einen Satz.")

    def validate_email(self, field: Field) -> None:
        """Only an address that a letter may go to."""
        try:
            mail.recipient(field.data or "")
        except mail.BadAddress:
            raise ValidationError("An diese Adresse können wir keinen Brief schicken. Haben Sie eine andere?") from None


class ButtonForm(PublicForm):
    """Bestätigen: only a token."""


class _Level(HouseForm):
    """Nächste Stufe: which one is meant, and what was learned on the present one."""

    level = IntegerField(validators=[InputRequired("Bitte laden Sie die Seite neu.")])
    note = TextAreaField(
        "Was haben Sie auf dieser Stufe gelernt?",
        _filled("Schreiben Sie einen Satz: Was haben Sie gelernt?", NOTE_LENGTH),
        description="Ein Satz genügt. Er steht auf der Seite für alle. Bitte nennen Sie keine Namen.",
        render_kw={"rows": 3, "maxlength": NOTE_LENGTH},
    )


class _End(HouseForm):
    """Beenden: it goes on somewhere, or what was learned stays."""

    outcome = RadioField(
        "Wie endet die Kickbox?",
        choices=[
            SelectChoice(GOES_ON, "Es geht weiter"),
            SelectChoice(LEARNED, "Wir hören auf und haben etwas gelernt"),
        ],
        validators=[InputRequired("Bitte wählen Sie, wie die Kickbox endet.")],
        validate_choice=False,
    )
    onward = StringField(
        "Wo geht es weiter?",
        [at_most(LINE)],
        description="Nur wenn es weitergeht. Zum Beispiel: als Projekt des Umweltbetriebs.",
        render_kw={"maxlength": LINE},
    )
    ending = TextAreaField(
        "Was haben Sie gelernt?",
        [at_most(ENDING_LENGTH)],
        description="Das hilft anderen, die Ähnliches vorhaben. Es steht auf der Seite für alle. Bitte nennen Sie keine Namen.",
        render_kw={"rows": 4, "maxlength": ENDING_LENGTH},
    )

    def validate_outcome(self, field: Field) -> None:
        """One of the two, with what it needs beside its own field."""
        if field.data not in {GOES_ON, LEARNED}:
            raise ValidationError("Bitte wählen Sie, wie die Kickbox endet.")

    def validate_onward(self, field: Field) -> None:
        """Where it goes on, if it does."""
        if self.outcome.data == GOES_ON and not field.data:
            raise ValidationError("Schreiben Sie bitte, wo es weitergeht.")

    def validate_ending(self, field: Field) -> None:
        """What was learned, if that is the result."""
        if self.outcome.data == LEARNED and not field.data:
            raise ValidationError("Schreiben Sie bitte auf, was Sie gelernt haben. Das ist Ihr Ergebnis.")

    @property
    def said_onward(self) -> str:
        """Where it goes on; empty when it ends with what was learned, whatever stands in the field."""
        return (self.onward.data or "") if self.outcome.data == GOES_ON else ""


class LevelForm(_Level, PublicForm):
    """Nächste Stufe, as the innovator says it."""


class EndForm(_End, PublicForm):
    """Beenden, as the innovator says it."""


class DeskLevelForm(_Level, DeskForm):
    """Nächste Stufe, as the office writes it down for somebody."""


class DeskEndForm(_End, DeskForm):
    """Beenden, as the office writes it down for somebody."""


class DeskButtonForm(DeskForm):
    """Brief schicken, Satz herausnehmen: only a token."""


class DeclineForm(DeskForm):
    """Ablehnen: the reason for the letter."""

    version = IntegerField(validators=[InputRequired("Bitte laden Sie die Seite neu.")])
    refusal = TextAreaField(
        "Grund der Absage",
        _filled("Bitte schreiben Sie einen Grund. Er steht im Brief.", ENDING_LENGTH),
        description="Steht nur im Brief an die Person, nirgends sonst.",
        render_kw={"rows": 3, "maxlength": ENDING_LENGTH},
    )


class PlanForm(DeskForm):
    """Kickbox ändern: public title and text, Aktionsfeld, coach."""

    version = IntegerField(validators=[InputRequired("Bitte laden Sie die Seite neu.")])
    title = StringField("Titel", _filled("Bitte ausfüllen.", TITLE_LENGTH), render_kw={"maxlength": TITLE_LENGTH})
    text = TextAreaField(
        "Text für die öffentliche Seite",
        _filled("Bitte ausfüllen.", TEXT_LENGTH),
        description="In den Worten der Person. Bitte nehmen Sie Namen und Adressen heraus.",
        render_kw={"rows": 5, "maxlength": TEXT_LENGTH},
    )
    area = SelectField("Aktionsfeld", coerce=number, validate_choice=False)
    coach = StringField(
        "Coach aus dem Netzwerk",
        [at_most(TITLE_LENGTH)],
        description="Name oder Nummer aus dem Netzwerkkompass. Kann leer bleiben, bis jemand gefunden ist.",
        render_kw={"list": "coaches", "autocomplete": "off", "maxlength": TITLE_LENGTH},
    )
    coach_id: int | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' signature
        super().__init__(*args, **kwargs)
        present = self.area.object_data
        offered = [one for one in radar.taxonomy().every_area if one.active or one.id == number(present)]
        self.offered = {one.id for one in offered}
        choices = [SelectChoice(str(one.id), one.name, optgroup=one.field_name) for one in offered]
        self.area.choices = [SelectChoice("", "Bitte wählen"), *choices]

    def validate_area(self, field: Field) -> None:
        """Only an Aktionsfeld on offer."""
        if field.data not in self.offered:
            raise ValidationError("Bitte wählen Sie ein Aktionsfeld.")

    def validate_coach(self, field: Field) -> None:
        """Find the one actor that is meant; name those who could be."""
        said = (field.data or "").strip()
        if not said:
            return
        wanted = number(said)
        found = list(compass.actors([wanted]).values()) if wanted else compass.choices(said, MANY + 1)
        exact = [actor for actor in found if fold(actor.name) == fold(said)] or found
        if len(exact) != 1:
            named = ", ".join(f"{actor.name} (Nr. {actor.id})" for actor in exact[:MANY])
            raise ValidationError(
                f"Das passt auf mehrere: {named}. Bitte die Nummer eingeben."
                if exact
                else "So heißt niemand im Netzwerk."
            )
        self.coach_id = exact[0].id


class AcceptForm(PlanForm):
    """Annehmen: how the box runs, and when it begins."""

    first_on = DateField(
        "Erster Termin",
        [InputRequired("Bitte wählen Sie einen Tag ab heute.")],
        description="Steht im Brief und am Weg der Idee.",
    )

    def validate_first_on(self, field: Field) -> None:
        """A first date, not before today."""
        if field.data is None or field.data < clock.today():
            raise ValidationError("Bitte wählen Sie einen Tag ab heute.")
