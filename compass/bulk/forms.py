"""What the office fills in to change many actors at once."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import ValidationError

from compass.asked import MOST
from compass.bulk.models import Act
from compass.fields import at_most
from compass.models import CAPACITY_WORDS, SECTOR_WORDS, TAG_LENGTH
from core.forms import DeskForm
from radar import queries as radar

LONGEST = 30_000
"""Signs of an address that are read: two thousand ticked entries fit in."""
FIELDS = {
    Act.ADD_AREA: "area",
    Act.DROP_AREA: "area",
    Act.ADD_DISTRICT: "district",
    Act.DROP_DISTRICT: "district",
    Act.ADD_TAG: "tag",
    Act.DROP_TAG: "tag",
    Act.CAPACITY: "capacity",
    Act.SECTOR: "sector",
}
"""The field that a pressed button needs."""
MISSING = {
    "area": "Bitte wählen Sie ein Thema.",
    "district": "Bitte wählen Sie einen Stadtbezirk.",
    "tag": "Bitte schreiben Sie ein Stichwort.",
    "capacity": "Bitte wählen Sie, ob noch Luft ist.",
    "sector": "Bitte wählen Sie einen Bereich.",
}


class BulkForm(DeskForm):
    """Viele Einträge ändern: which (the list's address), what the pressed button does, and its value."""

    query = HiddenField()
    area = SelectField("Thema", default="")
    district = SelectField("Stadtbezirk", default="")
    tag = StringField(
        "Stichwort",
        [at_most(TAG_LENGTH)],
        render_kw={"maxlength": TAG_LENGTH, "autocomplete": "off", "list": "stichwoerter"},
    )
    capacity = SelectField("Noch Luft für Neues?", default="")
    sector = SelectField(
        "Bereich", default="", description="Bei Personen gilt dann dieser, nicht mehr der ihrer Hauptrolle."
    )
    act = SelectField(choices=[SelectChoice(one.value, one.value) for one in Act])

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' signature
        super().__init__(*args, **kwargs)
        known, empty = radar.taxonomy(), SelectChoice("", "Bitte wählen")
        self.area.choices = [empty, *(SelectChoice(str(one.id), one.name) for one in known.areas)]
        self.district.choices = [empty, *(SelectChoice(str(one.id), one.name) for one in known.every_district)]
        self.capacity.choices = [empty, *(SelectChoice(one.value, word) for one, word in CAPACITY_WORDS.items())]
        self.sector.choices = [empty, *(SelectChoice(one.value, word) for one, word in SECTOR_WORDS.items())]

    def asked(self) -> MultiDict[str, str]:
        """Return the names and values of the list's address."""
        return MultiDict(parse_qsl((self.query.data or "")[:LONGEST])[: MOST + 1])

    def wish(self) -> tuple[Act, str]:
        """Return what the pressed button means; only after the form was checked."""
        act = Act(self.act.data)
        return act, " ".join((self[FIELDS[act]].data or "").split())

    def validate_act(self, field: Field) -> None:
        """The pressed button needs its own field."""
        name = FIELDS.get(field.data)
        if name and not self[name].data:
            self[name].errors = [*self[name].errors, MISSING[name]]
            raise ValidationError(MISSING[name])
        if name == "tag" and not any(sign.isalnum() for sign in self.tag.data or ""):
            raise ValidationError("Ein Stichwort braucht mindestens einen Buchstaben.")
        if name == "tag" and "," in (self.tag.data or ""):
            raise ValidationError("Bitte nur ein Stichwort, ohne Komma.")


class PressForm(DeskForm):
    """Jetzt ändern oder zurücknehmen: only a token."""
