"""What people write under an idea, and what the office decides about it."""

from __future__ import annotations

from wtforms import Field, IntegerField, StringField, SubmitField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from core.forms import DeskForm, PublicForm
from ideas.additions.models import REASON_LENGTH, TEXT_LENGTH
from ideas.forms import LETTERS, TOO_SHORT

LIMIT = Length(max=TEXT_LENGTH, message=f"Bitte höchstens {TEXT_LENGTH:,} Zeichen.".replace(",", "."))


class AdditionForm(PublicForm):
    """Etwas ergänzen: only the text; nobody is asked who they are."""

    text = TextAreaField(
        "Was möchten Sie ergänzen?",
        [InputRequired("Schreiben Sie kurz, was Sie ergänzen möchten."), LIMIT],
        description="Zum Beispiel: eine Erfahrung, ein Ort, ein gutes Beispiel. Bitte keine Namen und keine Telefonnummern.",
        render_kw={"rows": 4, "maxlength": TEXT_LENGTH},
    )

    def validate_text(self, field: Field) -> None:
        """A text needs a few letters, of any script."""
        if len(LETTERS.findall(field.data or "")) < TOO_SHORT:
            raise ValidationError("Das ist zu kurz, um es zu verstehen. Schreiben Sie bitte einen Satz.")


class DecideForm(DeskForm):
    """Ergänzung lesen: the text as it may stand there, a reason when it may not."""

    version = IntegerField(validators=[InputRequired("Bitte laden Sie die Seite neu.")])
    text = TextAreaField(
        "Text",
        [DataRequired("Bitte lassen Sie den Text nicht leer."), LIMIT],
        description="Namen, Adressen, Telefonnummern und Krankheiten nehmen Sie heraus und setzen […] an ihre Stelle. "
        "Alles andere bleibt in den Worten der Person.",
        render_kw={"rows": 6, "maxlength": TEXT_LENGTH},
    )
    reason = StringField(
        "Grund, wenn Sie nicht veröffentlichen",
        [Length(max=REASON_LENGTH, message=f"Bitte höchstens {REASON_LENGTH} Zeichen.")],
        description="Nur fürs Büro: Wer geschrieben hat, wissen wir nicht. Akten können aber eingesehen werden.",
        render_kw={"maxlength": REASON_LENGTH, "autocomplete": "off"},
    )
    publish = SubmitField("Veröffentlichen")
    decline = SubmitField("Nicht veröffentlichen")
    shorten = SubmitField("Nur den Text speichern")

    def validate_reason(self, field: Field) -> None:
        """Whoever declines says why."""
        if self.decline.data and not field.data:
            raise ValidationError("Bitte schreiben Sie einen Grund auf.")
