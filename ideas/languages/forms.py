"""What the office fills in about an idea's language."""

from __future__ import annotations

from typing import Any

from wtforms import IntegerField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from core.forms import DeskForm
from ideas import tongue
from ideas.models import LANGUAGE_LENGTH, TEXT_LENGTH, TITLE_LENGTH

OTHER = "other"


class LanguageForm(DeskForm):
    """Sprache und Übersetzung: the language from a short list or by its code, and the German words."""

    version = IntegerField(validators=[InputRequired("Bitte laden Sie die Seite neu.")])
    language = SelectField("Sprache der Idee")
    code = StringField(
        "Sprachcode",
        [Length(max=LANGUAGE_LENGTH, message=f"Bitte höchstens {LANGUAGE_LENGTH} Zeichen.")],
        description="Nur bei „Andere Sprache“. Der Code nach BCP 47, zum Beispiel so für Tigrinya: ti.",
        render_kw={"maxlength": LANGUAGE_LENGTH, "autocomplete": "off", "spellcheck": "false"},
    )
    german_title = StringField(
        "Überschrift auf Deutsch",
        [Length(max=TITLE_LENGTH, message=f"Bitte höchstens {TITLE_LENGTH} Zeichen.")],
        description="Steht in Listen. Lassen Sie das Feld leer, nehmen wir die ersten Worte.",
        render_kw={"maxlength": TITLE_LENGTH},
    )
    german_text = TextAreaField(
        "Text auf Deutsch",
        [Length(max=TEXT_LENGTH, message=f"Bitte höchstens {TEXT_LENGTH:,} Zeichen.".replace(",", "."))],
        description="So nah an den Worten der Person wie möglich. Ihr eigener Text bleibt daneben stehen.",
        render_kw={"rows": 10, "maxlength": TEXT_LENGTH},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' signature
        super().__init__(*args, **kwargs)
        offered = [SelectChoice(code, name) for code, name in sorted(tongue.NAMES.items(), key=lambda pair: pair[1])]
        self.language.choices = [SelectChoice("", "Deutsch"), *offered, SelectChoice(OTHER, "Andere Sprache")]

    def validate_code(self, field: StringField) -> None:
        """Another language needs a code of the right shape."""
        if self.language.data == OTHER and not tongue.is_code(field.data or ""):
            raise ValidationError("Bitte geben Sie den Code der Sprache an, zum Beispiel ti oder pt-BR.")

    def chosen(self) -> str | None:
        """Return the code that was chosen or typed, None for German."""
        code = self.code.data if self.language.data == OTHER else self.language.data
        return None if not code or code.casefold() == tongue.GERMAN else code
