"""What the office fills in about visions: the vision itself, and how it goes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from wtforms import DateField, Field, IntegerField, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from core.forms import DeskForm
from core.things import Thing
from dialogues.drafts import VisionDraft, WayDraft
from dialogues.forms import NO_CHOICE, TicksField, VersionForm, line_field, named_choices, text_field, with_letters
from dialogues.models import LINE_LENGTH, TEXT_LENGTH, TITLE_LENGTH, WAY_WORDS, Thesis, Vision, Way
from dialogues.ways import ASKED, NextPart, missing
from ideas.models import Idea
from radar import queries as radar
from radar.forms import AreaField, as_id

ONE_AREA = "Bitte wählen Sie genau ein Aktionsfeld."
ONE_AREA_WORDS: dict[str, Any] = {"invalid_choice_message": ONE_AREA}


class VisionForm(DeskForm):
    """Zukunftsvision: title, text, Aktionsfelder, Zielbild attributes, the impulses it comes from."""

    version = IntegerField(default=0, widget=HiddenInput())
    title = line_field("Titel", TITLE_LENGTH, "Bitte geben Sie einen Titel ein.", "Ein Satz, wie es sein wird.")
    text = text_field(
        "Text", TEXT_LENGTH, "Bitte schreiben Sie die Vision.", 8, "Wie sieht es aus, wenn es gut geworden ist?"
    )
    ideas = TicksField("Aus welchen Impulsen?")
    theses = TicksField("Welche Thesen tragen sie?")
    main_area = SelectField("Haupt-Aktionsfeld", coerce=as_id, **ONE_AREA_WORDS)
    areas = AreaField("Weitere Aktionsfelder")
    traits = TicksField("Welche Eigenschaften des Zielbilds stärkt sie?")
    validate_title = validate_text = with_letters

    def fit(self, impulses: Iterable[Idea], vision: Vision | None = None, theses: Iterable[Thesis] = ()) -> VisionForm:
        """Offer impulses and theses of the meeting and the vocabulary; what a vision has already stays on offer."""
        words, kept = radar.taxonomy(), {trait.id for trait in vision.traits} if vision else set()
        offered = {idea.id: idea for idea in (*impulses, *(vision.ideas if vision else ()))}
        self.ideas.offer((number, offered[number].title) for number in sorted(offered))
        self.theses.offer((one.id, one.text) for one in theses)
        self.traits.offer((one.id, one.name) for one in words.every_trait if one.active or one.id in kept)
        areas = [one for one in words.every_area if one.active or (vision and one.id == vision.main_area_id)]
        self.main_area.choices = [
            SelectChoice("", "Bitte wählen"),
            *(SelectChoice(str(one.id), one.name, optgroup=one.field_name) for one in areas),
        ]
        return self

    def helps(self) -> Mapping[str, str]:
        """Return the sentence of each trait by the value of its box."""
        return {str(one.id): one.about for one in radar.taxonomy().every_trait}

    def validate_main_area(self, field: Field) -> None:
        """Exactly one main Aktionsfeld."""
        if not field.data:
            raise ValidationError(ONE_AREA)

    def draft(self) -> VisionDraft:
        """Return what a valid form says."""
        lists = (self.areas.data, self.traits.data, self.ideas.data, self.theses.data)
        said = (self.title.data or "", self.text.data or "", self.main_area.data or 0)
        return VisionDraft(*said, *(tuple(one or ()) for one in lists))


class WayForm(VersionForm):
    """Wie es weitergeht: the way, and what it needs."""

    way = RadioField("Wie geht es mit der Vision weiter?", choices=named_choices(WAY_WORDS))
    way_place = line_field("Wer übernimmt es?", LINE_LENGTH, hint="Bei Reallabor, Projekt und Amt.")
    way_reason = text_field(
        "Grund oder Antwort", 1000, rows=3, hint="Bei „Antwort“, „Später“ und „Nicht weiter“. Alle können ihn lesen."
    )
    onward = SelectField("Gibt es das schon?", validate_choice=False, default="")
    way_on = DateField(
        "Tag", [Optional()], description="Bei „Später“: wann wir wieder nachsehen. Ohne Angabe in sechs Monaten."
    )

    def draft(self) -> WayDraft:
        """Return what the form says; only of one whose way is valid."""
        on = self.way_on.data.isoformat() if isinstance(self.way_on.data, date) else ""
        said = (Way(self.way.data), self.way_place.data or "", self.way_reason.data or "", on)
        return WayDraft(*said, onward=self.offered.get(self.onward.data or ""))

    offered: Mapping[str, Thing] = MappingProxyType({})

    def offer(self, parts: Iterable[NextPart]) -> WayForm:
        """Offer what could take the vision up already: work orders, boxes that other rooms name."""
        known = list(parts)
        self.offered = {str(one.thing): one.thing for one in known}
        self.onward.choices = [
            SelectChoice("", "Noch nicht, oder nicht hier im Haus"),
            *(SelectChoice(str(one.thing), one.label) for one in known),
        ]
        return self

    def validate_onward(self, field: Field) -> None:
        """Only what is offered."""
        if field.data and field.data not in self.offered:
            raise ValidationError(NO_CHOICE)

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - WTForms' own signature
        """Ask for what the chosen way needs."""
        if not super().validate(extra_validators):
            return False
        lacking = missing(self.draft())
        for name in lacking:
            field = self[f"way_{name}"]
            field.errors = [f"Für diesen Weg fehlt noch: {ASKED[name]}."]
        return not lacking
