"""What people fill in to take part: a Treffen-Code, one button to sit down, one stone for each thesis."""

from __future__ import annotations

from wtforms import RadioField, StringField, SubmitField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from core.forms import HouseForm
from dialogues.models import STONE_WORDS, Stone

CHOOSE = "Bitte wählen Sie einen Stein. Oder Sie sagen dazu nichts."
PASSED = 0


class CodeForm(HouseForm):
    """Mitmachen: the Treffen-Code, typed as one likes."""

    code = StringField(
        "Treffen-Code",
        [
            InputRequired("Geben Sie den Treffen-Code ein."),
            Length(max=40, message="Der Treffen-Code hat acht Zeichen."),
        ],
        description="Acht Zeichen, er steht im Raum an der Wand. Groß oder klein ist egal.",
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


class SeatForm(HouseForm):
    """Platz nehmen: only a token."""


class LeaveForm(HouseForm):
    """Platz freimachen: only a token."""


def _as_stone(value: object) -> int | None:
    """Turn what a browser sent into a stone, anything else into None."""
    said = str(value)
    return int(said) if said in {str(int(stone)) for stone in Stone} else None


class StoneForm(HouseForm):
    """Stein legen: one of five, or the word that one says nothing."""

    stone = RadioField("Ihr Stein", coerce=_as_stone, validate_choice=False)
    nothing = SubmitField("Dazu sage ich nichts")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.stone.choices = [SelectChoice(str(int(stone)), words) for stone, (_, words, _) in STONE_WORDS.items()]

    def validate_stone(self, field: RadioField) -> None:
        """Ask for a stone unless the person says nothing."""
        if field.data is None and not self.nothing.data:
            raise ValidationError(CHOOSE)

    @property
    def chosen(self) -> int:
        """The stone, 0 for saying nothing; of a form that is valid."""
        return PASSED if self.nothing.data else int(self.stone.data or PASSED)
