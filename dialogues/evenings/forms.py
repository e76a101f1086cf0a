"""What the office fills in about an evening: who was there, who else, that it is over."""

from __future__ import annotations

from collections.abc import Mapping

from wtforms import Field, IntegerField
from wtforms.validators import NumberRange, Optional

from compass.models import SECTOR_WORDS, Sector
from dialogues.evenings.presence import Presence
from dialogues.forms import TicksField, VersionForm

MOST_GUESTS = 999
WRONG = f"Bitte eine Zahl von 0 bis {MOST_GUESTS}."


def _guests(sector: Sector) -> IntegerField:
    given = {"inputmode": "numeric", "autocomplete": "off", "min": 0, "max": MOST_GUESTS}
    return IntegerField(SECTOR_WORDS[sector], [Optional(), NumberRange(0, MOST_GUESTS, WRONG)], render_kw=given)


class PresenceForm(VersionForm):
    """Wer da war: ticked ones of the list, and guests without an entry by sector."""

    here = TicksField("Wer war da?")
    administration = _guests(Sector.ADMINISTRATION)
    science = _guests(Sector.SCIENCE)
    business = _guests(Sector.BUSINESS)
    civil_society = _guests(Sector.CIVIL_SOCIETY)

    def fit(self, presence: Presence) -> PresenceForm:
        """Offer members, who may stand in for them, and who else was named."""
        seats = [one for seat in presence.seats for one in (seat.actor, *seat.deputies)]
        self.here.offer((one.id, one.name) for one in dict.fromkeys((*seats, *presence.others)))
        return self

    def guests(self) -> Mapping[Sector, int]:
        """Return how many guests of each sector a valid form names."""
        return {sector: self[sector.value].data or 0 for sector in Sector}

    @property
    def sectors(self) -> list[Field]:
        """The four fields for guests, in the fixed order of the sectors."""
        return [self[sector.value] for sector in SECTOR_WORDS]
