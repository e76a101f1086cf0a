"""What the office fills in about a meeting: when and where, what everybody may know, how stones are laid."""

from __future__ import annotations

from datetime import date, time

from wtforms import BooleanField, DateField, Field, IntegerField, RadioField, TimeField, ValidationError
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import HiddenInput

from core.forms import DeskForm
from dialogues.drafts import DialogueDraft
from dialogues.forms import line_field, named_choices, text_field, with_letters
from dialogues.models import (
    ABOUT_LENGTH,
    LINE_LENGTH,
    MODE_WORDS,
    SAY_WORDS,
    TEXT_LENGTH,
    TITLE_LENGTH,
    Dialogue,
    Mode,
    Pace,
    Say,
)

KINDS = {"assembly": "Treffen des D.I.V.", "workshop": "Workshop im Haus"}
PACE_WORDS = {
    Pace.OWN: "Alle in ihrem eigenen Tempo",
    Pace.MODERATED: "Die Moderation zeigt eine These nach der anderen",
}
MOST_GROUPS = 12
GROUP_LENGTH = 80
SAY_HINT = "Steht als Zeichen an jedem Aufruf und auf der Seite des Treffens."
SWITCHES = ("informal", "sounds", "vibration")
"""Switches that change nothing about the counting: they may be turned at any time."""


class DialogueForm(DeskForm):
    """Treffen: what everybody may know of it, and how stones are laid there."""

    version = IntegerField(default=0, widget=HiddenInput())
    title = line_field("Titel", TITLE_LENGTH, "Bitte geben Sie einen Titel ein.")
    about = text_field("Worum geht es?", ABOUT_LENGTH, hint="Ein paar Sätze in einfachen Worten.")
    kind = RadioField("Was für ein Treffen ist es?", choices=named_choices(KINDS), default="assembly")
    held_on = DateField("Tag", [InputRequired("Bitte geben Sie einen Tag an, zum Beispiel 31.12.2026.")])
    begins = TimeField("Beginn", [Optional()])
    ends = TimeField("Ende", [Optional()])
    mode = RadioField("Wie kommen Sie zusammen?", choices=named_choices(MODE_WORDS), default=Mode.ROOM.value)
    place = line_field("Ort", LINE_LENGTH)
    link = line_field(
        "Link für alle, die online dabei sind", LINE_LENGTH, hint="Steht auf der öffentlichen Seite des Treffens."
    )
    moderator = line_field("Wer moderiert?", LINE_LENGTH, hint="Auch jemand von außen. Alle können es lesen.")
    agenda = text_field("Ablauf", TEXT_LENGTH, rows=6, hint="Ein Punkt in jeder Zeile, zum Beispiel: 17:30 Begrüßung")
    say = RadioField(
        "Wie viel haben die Menschen mitzureden?",
        choices=named_choices({key: words for key, (words, _) in SAY_WORDS.items()}),
        default=Say.THINKING.value,
        description=SAY_HINT,
    )
    groups = text_field(
        "Gruppen, die gleichzeitig sprechen",
        (GROUP_LENGTH + 2) * MOST_GROUPS,
        rows=3,
        hint="Ein Name in jeder Zeile, in der Reihenfolge der Tische. Leer: Alle bleiben zusammen.",
    )
    pace = RadioField("Wer bestimmt das Tempo?", choices=named_choices(PACE_WORDS), default=Pace.OWN.value)
    two_rounds = BooleanField(
        "Zwei Runden",
        description="Alle legen vor dem Gespräch einen Stein und danach noch einmal. So sieht man, was sich bewegt.",
    )
    asks_sector = BooleanField(
        "Nach dem Bereich fragen",
        default=True,
        description="Verwaltung, Wissenschaft, Wirtschaft oder Zivilgesellschaft. Freiwillig, und nie in kleinen Zahlen.",
    )
    single_codes = BooleanField(
        "Persönliche Codes",
        description="Für Menschen, die nicht im Raum sind: Jeder Code gibt genau einen Platz. "
        "Sind alle online, öffnet der Treffen-Code dann allein keinen Platz.",
    )
    informal = BooleanField("„Du“ statt „Sie“", description="Auf dem Telefon, zum Beispiel in der Schule.")
    sounds = BooleanField("Ton an der Leinwand, wenn ein Stein fällt")
    vibration = BooleanField("Das Telefon brummt, wenn ein Stein fällt")
    announced = BooleanField(
        "Öffentlich ankündigen",
        description="Das Treffen steht dann unter „Termine“. Wer eine Idee dazu hatte, bekommt einen Brief mit dem Tag.",
    )
    validate_title = with_letters

    def validate_ends(self, field: Field) -> None:
        """The end comes after the beginning."""
        if field.data and self.begins.data and field.data <= self.begins.data:
            raise ValidationError("Das Ende muss nach dem Beginn liegen.")
        if field.data and not self.begins.data:
            raise ValidationError("Bitte geben Sie auch den Beginn an.")

    def validate_link(self, field: Field) -> None:
        """An address of the web."""
        said = field.data or ""
        if said and (" " in said or not said.startswith(("https://", "http://")) or len(said) < len("https://a.b")):
            raise ValidationError("Bitte geben Sie eine Adresse an, die mit https:// beginnt.")

    def validate_groups(self, field: Field) -> None:
        """Several groups or none, each with a name of its own."""
        names = self.group_names()
        if len(names) == 1:
            raise ValidationError("Bitte mindestens zwei Gruppen, oder keine.")
        if len(names) > MOST_GROUPS:
            raise ValidationError(f"Bitte höchstens {MOST_GROUPS} Gruppen.")
        if any(len(name) > GROUP_LENGTH for name in names):
            raise ValidationError(f"Bitte höchstens {GROUP_LENGTH} Zeichen für einen Namen.")
        if len({name.casefold() for name in names}) < len(names):
            raise ValidationError("Zwei Gruppen heißen gleich.")
        del field

    def group_names(self) -> tuple[str, ...]:
        """Return the names of the groups in their order."""
        lines = (" ".join(said.split()) for said in (self.groups.data or "").splitlines())
        return tuple(name for name in lines if name)

    def draft(self) -> DialogueDraft:
        """Return what a valid form says."""
        held_on = self.held_on.data
        assert isinstance(held_on, date)  # noqa: S101 - the form is valid
        return DialogueDraft(
            self.title.data or "",
            held_on.isoformat(),
            self.about.data or "",
            _hour(self.begins.data),
            self.place.data or "",
            of_assembly=self.kind.data == "assembly",
            announced=bool(self.announced.data),
            ends=_hour(self.ends.data),
            mode=Mode(self.mode.data),
            link=self.link.data or "",
            moderator=self.moderator.data or "",
            say=Say(self.say.data),
            agenda=self.agenda.data or "",
            groups=self.group_names(),
            pace=Pace(self.pace.data),
            rounds=2 if self.two_rounds.data else 1,
            **{name: bool(self[name].data) for name in ("asks_sector", "single_codes", *SWITCHES)},
        )


def _hour(said: time | None) -> str:
    return f"{said:%H:%M}" if said else ""


def filled_in(dialogue: Dialogue, groups: list[str]) -> DialogueForm:
    """Return the form as a meeting stands."""
    form = DialogueForm(
        obj=dialogue,
        kind="assembly" if dialogue.assembly_id else "workshop",
        two_rounds=dialogue.rounds > 1,
    )
    form.held_on.data = date.fromisoformat(dialogue.held_on)
    form.begins.data = time.fromisoformat(dialogue.begins) if dialogue.begins else None
    form.ends.data = time.fromisoformat(dialogue.ends) if dialogue.ends else None
    form.groups.data = "\n".join(groups)
    return form


def sayings() -> dict[str, str]:
    """Return the papers' word under each badge."""
    return {key.value: f"In den Papieren der Stadt: {paper}" for key, (_, paper) in SAY_WORDS.items()}
