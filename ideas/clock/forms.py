"""What the office fills in about the inside of things."""

from __future__ import annotations

from typing import Any

from wtforms import Field, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from core.forms import DeskForm


class LabelForm(DeskForm):
    """Vermerk fürs Büro: one of the office's own words, or none."""

    words = SelectField(
        "Vermerk",
        validate_choice=False,
        description="Wie weit die Idee bei uns ist. Auf der öffentlichen Seite steht davon nichts.",
    )

    def __init__(self, *args: Any, offered: list[str], **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' signature
        super().__init__(*args, **kwargs)
        self.offered = offered
        self.words.choices = [SelectChoice("", "Keiner"), *(SelectChoice(one, one) for one in offered)]

    def validate_words(self, field: Field) -> None:
        """Only a word that is offered."""
        if field.data and field.data not in self.offered:
            raise ValidationError("Bitte wählen Sie einen der angebotenen Vermerke.")
