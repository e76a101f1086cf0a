"""What the office fills in about rankings: the list with points and tie rule, and how urgent and feasible visions are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from wtforms import Field, IntegerField, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import NumberRange
from wtforms.widgets import HiddenInput

from core.forms import DeskForm
from core.things import Thing
from dialogues.forms import LARGEST_ID, TicksField, line_field, named_choices, text_field, with_letters
from dialogues.models import LINE_LENGTH, Ranking, RankingKind, Vision
from dialogues.priorities import STILL_TIED, TIE_WORDS, TieRule
from dialogues.rankings.drafts import ItemDraft, RankingDraft
from radar import queries as radar

KIND_WORDS = {
    RankingKind.NEEDS: ("Bedarfe", "Was ist am dringendsten?"),
    RankingKind.TOPICS: ("Themen", "Welche Themen sind zuerst dran?"),
    RankingKind.VISIONS: ("Visionen", "Welche Vision soll zuerst Wirklichkeit werden?"),
    RankingKind.OTHER: ("Etwas anderes", "Was kommt zuerst?"),
}
"""What is ranked, and the question a new one begins with."""
RULE_NAMES = {
    TieRule.BREADTH: "Die Breite entscheidet",
    TieRule.BORDA: "Der Vergleich entscheidet",
    TieRule.SHARED: "Niemand entscheidet",
}
LEAST, MOST = 2, 20
POINTS_MOST = 100
HOW_MANY = f"Bitte {LEAST} bis {MOST} Zeilen."


class _Whole(IntegerField):
    """A whole number; anything else is said in German."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the digits that were typed."""
        said = str(valuelist[0]).strip() if valuelist else ""
        self.data = int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else None  # noqa: PLR2004 - far above
        if self.data is None:
            raise ValueError(f"Bitte eine ganze Zahl von 1 bis {POINTS_MOST}.")


class RankingForm(DeskForm):
    """Reihung: the question, the list (typed in or ticked), points for each person, the tie rule."""

    version = IntegerField(default=0, widget=HiddenInput(), validators=[NumberRange(0, LARGEST_ID)])
    title = line_field("Frage", LINE_LENGTH, "Bitte schreiben Sie die Frage.", "So steht sie auf allen Telefonen.")
    lines = text_field("Liste", MOST * (LINE_LENGTH + 1), rows=8, hint=f"Jede Zeile eine Sache, {LEAST} bis {MOST}.")
    things = TicksField("Liste")
    points = _Whole(
        "Punkte für jede Person",
        [NumberRange(1, POINTS_MOST, f"Bitte eine ganze Zahl von 1 bis {POINTS_MOST}.")],
        default=10,
        description="Etwa doppelt so viele, wie Zeilen in der Liste sind. Mehr macht das Verteilen mühsam.",
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    tie_rule = RadioField(
        "Wenn zwei gleich viele Punkte haben", choices=named_choices(RULE_NAMES), default=TieRule.BREADTH.value
    )
    validate_title = with_letters
    kind = RankingKind.NEEDS
    offered: Mapping[int, str] = MappingProxyType({})

    def fit(self, kind: RankingKind, visions: Sequence[Vision] = (), ranking: Ranking | None = None) -> RankingForm:
        """Offer what this kind of ranking lists; an unsent form is filled with what stands there."""
        self.kind = kind
        if kind in {RankingKind.NEEDS, RankingKind.OTHER}:
            del self.things
            return self
        del self.lines
        if kind is RankingKind.VISIONS:
            self.offered = {one.id: one.title for one in visions}
        else:
            self.offered = {one.id: one.name for one in radar.taxonomy().areas}
        self.things.offer(self.offered.items())
        if self.things.data is None or not self.is_sent:
            stood = [item.thing_id for item in ranking.items] if ranking else list(self.offered)
            self.things.data = [number for number in stood if number]
        return self

    @property
    def is_sent(self) -> bool:
        """Whether somebody filled it in, so that an empty list means that nothing was ticked."""
        return self.title.raw_data is not None and bool(self.title.raw_data)

    def helps(self) -> dict[str, str]:
        """Return the sentence of each tie rule."""
        return {
            rule.value: TIE_WORDS[rule] if rule is TieRule.SHARED else f"{TIE_WORDS[rule]} {STILL_TIED}"
            for rule in TieRule
        }

    def typed(self) -> list[str]:
        """Return the lines that were typed, each once, none empty."""
        return list(dict.fromkeys(line for line in map(str.strip, (self.lines.data or "").split("\n")) if line))

    def validate_lines(self, field: Field) -> None:
        """As many lines as a phone can show, none longer than a line."""
        if not LEAST <= len(self.typed()) <= MOST:
            raise ValidationError(HOW_MANY)
        if any(len(line) > LINE_LENGTH for line in self.typed()):
            raise ValidationError(f"Jede Zeile hat höchstens {LINE_LENGTH} Zeichen.")
        _ = field

    def validate_things(self, field: Field) -> None:
        """At least two, as many as a phone can show."""
        if not LEAST <= len(field.data or []) <= MOST:
            raise ValidationError(f"Bitte wählen Sie {LEAST} bis {MOST} aus.")

    def draft(self) -> RankingDraft:
        """Return what a valid form says."""
        if "lines" in self:
            items = tuple(ItemDraft(line) for line in self.typed())
        else:
            word = "vision" if self.kind is RankingKind.VISIONS else "area"
            wanted = set(self.things.data or [])
            items = tuple(
                ItemDraft(text[:LINE_LENGTH], Thing(word, number))
                for number, text in self.offered.items()
                if number in wanted
            )
        return RankingDraft(self.title.data or "", self.kind, self.points.data or 1, TieRule(self.tie_rule.data), items)


class JudgeForm(DeskForm):
    """Einschätzung: urgency and feasibility of each vision (fields u<id> and f<id>)."""

    visions: Sequence[Vision] = ()

    def rows(self) -> list[tuple[Vision, Field, Field]]:
        """Return each vision with its two fields."""
        return [(one, self[f"u{one.id}"], self[f"f{one.id}"]) for one in self.visions]

    def said(self) -> dict[int, tuple[int | None, int | None]]:
        """Return the numbers by vision; of a form that is valid."""
        return {one.id: (_number(urgent.data), _number(feasible.data)) for one, urgent, feasible in self.rows()}


def _number(said: str | None) -> int | None:
    return int(said) if said else None


STEPS = {"": "noch offen", "1": "1 wenig", "2": "2", "3": "3 mittel", "4": "4", "5": "5 sehr"}


def judge_form(visions: Sequence[Vision], *given: Any) -> JudgeForm:  # noqa: ANN401 - WTForms' own argument
    """Return the form with two fields for each vision, filled with what stands there."""
    fields: dict[str, Any] = {"visions": tuple(visions)}
    stands: dict[str, str] = {}
    for one in visions:
        for sign, label, value in (("u", "Dringlich", one.urgency), ("f", "Machbar", one.feasibility)):
            choices = [SelectChoice(number, words) for number, words in STEPS.items()]
            fields[f"{sign}{one.id}"] = SelectField(label, choices=choices, coerce=_word, default="")
            stands[f"{sign}{one.id}"] = "" if value is None else str(value)
    kind_of_form: type[JudgeForm] = type("JudgeForm", (JudgeForm,), fields)
    return kind_of_form(*given, **stands)


def _word(value: object) -> str:
    return "" if value is None else str(value)
