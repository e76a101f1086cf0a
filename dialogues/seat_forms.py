"""What people fill in to take part: a code, group and sector if they like and one button to sit down, a stone for each thesis."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import HiddenField, RadioField, SelectField, StringField, SubmitField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from compass.models import SECTOR_WORDS, Sector
from core.forms import HouseForm
from dialogues.models import STONE_WORDS, Dialogue, DialogueGroup, Stone
from dialogues.seat_token import Choice
from dialogues.seat_words import SIE, Words, words

PASSED = 0
UNSAID = "Das sage ich nicht"
NO_GROUP = "In keiner, oder ich weiß es nicht"
SEVERAL = 2
"""Groups from which on there is something to choose."""


class CodeForm(HouseForm):
    """Mitmachen: the Treffen-Code or a code of one's own, typed as one likes."""

    code = StringField(
        "Treffen-Code",
        [
            InputRequired("Geben Sie den Treffen-Code ein."),
            Length(max=40, message="Der Treffen-Code hat acht Zeichen."),
        ],
        description="Acht Zeichen, er steht im Raum an der Wand. Haben Sie einen eigenen Code bekommen, geht auch der.",
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )

    def for_one_person(self) -> CodeForm:
        """Ask for the code that one person alone was given."""
        self.code.label.text = "Eigener Code"
        self.code.description = "Zehn Zeichen. Groß oder klein ist egal."
        return self


class SeatForm(HouseForm):
    """Platz nehmen: group and sector, both free to leave open; asked only where the meeting asks."""

    group = SelectField("In welcher Gruppe sitzen Sie?", validate_choice=False, default="")
    sector = SelectField("Woher kommen Sie?", validate_choice=False, default="")

    def __init__(self, *args: object, dialogue: Dialogue, groups: Sequence[DialogueGroup], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        said = words(informal=dialogue.informal)
        self.group.label.text, self.sector.label.text = said.group, said.sector
        named = [SelectChoice(str(group.id), group.name) for group in groups]
        self.group.choices = [SelectChoice("", NO_GROUP), *named]
        sectors = [SelectChoice(sector.value, word) for sector, word in SECTOR_WORDS.items()]
        self.sector.choices = [SelectChoice("", UNSAID), *sectors]
        self.known = frozenset(group.id for group in groups)
        if len(groups) < SEVERAL:
            del self.group
        if not dialogue.asks_sector:
            del self.sector

    def holding(self, choice: Choice) -> SeatForm:
        """Show what was said before."""
        if "group" in self:
            self["group"].data = str(choice.group_id or "")
        if "sector" in self:
            self["sector"].data = choice.sector.value if choice.sector else ""
        return self

    @property
    def choice(self) -> Choice:
        """What the person said; a group of another meeting or a sector nobody knows is nothing said."""
        group = str(self["group"].data or "") if "group" in self else ""
        sector = str(self["sector"].data or "") if "sector" in self else ""
        known = {str(one): one for one in self.known}
        return Choice(known.get(group), {one.value: one for one in Sector}.get(sector))


class LeaveForm(HouseForm):
    """Platz freimachen: only a token."""


def _as_stone(value: object) -> int | None:
    """Turn what a browser sent into a stone, anything else into None."""
    said = str(value)
    return int(said) if said in {str(int(stone)) for stone in Stone} else None


class StoneForm(HouseForm):
    """Stein legen: one of five, or the word that one says nothing; `turn` is the round its page showed."""

    stone = RadioField("Ihr Stein", coerce=_as_stone, validate_choice=False)
    nothing = SubmitField("Dazu sage ich nichts")
    turn = HiddenField()

    def __init__(self, *args: object, said: Words = SIE, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.said = said
        self.stone.choices = [SelectChoice(str(int(stone)), name) for stone, (_, name, _) in STONE_WORDS.items()]

    def validate_stone(self, field: RadioField) -> None:
        """Ask for a stone unless the person says nothing."""
        if field.data is None and not self.nothing.data:
            raise ValidationError(self.said.choose)

    @property
    def chosen(self) -> int:
        """The stone, 0 for saying nothing; of a form that is valid."""
        return PASSED if self.nothing.data else int(self.stone.data or PASSED)

    def is_of(self, turn: int) -> bool:
        """Tell whether the stone was meant for a round: one that was sent late must not count in the next."""
        return (self.turn.data or "1") == str(turn)
