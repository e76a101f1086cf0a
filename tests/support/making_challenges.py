"""A small network in four sectors and a challenge for it: who knows about phones, who does not."""

from __future__ import annotations

from collections.abc import Mapping

from compass import services
from compass.models import Purpose, Sector
from core.db import writing
from core.journal import HOUSE
from tests.support.making_actors import make_actor

TITLE = "Hilfe am Handy"
TEXT = "Kurse am Handy im Stadtteil, mit Geduld und Beratung, in der Werkstatt und an der Hochschule"
ROOT = "/buero/herausforderungen"


def a_network(prefix: str = "") -> dict[str, int]:
    """Make actors of three sectors with evidence, one with a mark, one who knows something else, one who did not agree."""
    made = {
        "Treff": make_actor("Treff", competences=["Kurse am Handy", "Geduld"], email="treff@example.org"),
        "Verein": make_actor("Verein", competences=["Beratung am Handy im Stadtteil"], email="verein@example.org"),
        "Amt": make_actor(
            "Amt", sector=Sector.ADMINISTRATION, competences=["Kurse für den Stadtteil"], email="amt@example.org"
        ),
        "Laden": make_actor("Laden", sector=Sector.BUSINESS, competences=["Handy in der Werkstatt reparieren"]),
        "Werke": make_actor("Werke", sector=Sector.BUSINESS, competences=["Kurse am Handy"], city_owned=True),
        "Chor": make_actor("Chor", competences=["Singen"]),
        "Stumm": make_actor("Stumm", competences=["Kurse am Handy mit Geduld im Stadtteil"], matching=False),
    }
    with writing():
        for name in ("Treff", "Verein", "Amt", "Stumm"):
            services.give_consent(made[name], Purpose.INVITATIONS, "schriftlich", f"{prefix}Ja.", HOUSE)
    return made


def a_challenge(seats: int = 4, quotas: Mapping[str, list[int]] | None = None, asker_id: int | None = None) -> int:
    """Make the challenge for that network."""
    with writing():
        wanted = services.Wanted(seats, quotas or {}, asker_id)
        return services.make_challenge(TITLE, TEXT, [4], None, HOUSE, wanted=wanted).id


def without(number: int, purpose: Purpose = Purpose.MATCHING) -> None:
    """Take back somebody's Yes to a purpose."""
    with writing():
        services.withdraw_consent(number, purpose, "am Telefon", HOUSE)
