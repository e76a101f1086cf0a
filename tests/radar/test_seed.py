"""What an empty installation starts with, and that a city's own words are never overwritten."""

from __future__ import annotations

from sqlalchemy import delete, func, select

from core.db import db, writing
from core.factory import House
from core.journal import Who
from radar import lists, queries, services
from radar.models import ActionField, ActivityArea, District, Sphere, Trait
from radar.services import Draft

OFFICE = Who("office")
TABLES = (ActionField, ActivityArea, Trait, Sphere, District)


def counts() -> list[int]:
    """Return how many rows each list has."""
    return [db.session.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES]


def test_the_papers_words_are_there(app: House) -> None:
    words = queries.taxonomy()
    assert counts() == [4, 8, 12, 2, 10]
    assert [field.key for field in words.fields] == ["kooperation", "wissen", "leben", "technologien"]
    assert [area.key for area in words.areas] == ["kg1", "kg2", "wl1", "wl2", "la1", "la2", "td1", "td2"]
    assert [[area.name for area in field.areas] for field in words.fields][3] == [
        "Datenbasierte Stadtentwicklung",
        "Aufbau Urbaner Datenraum",
    ]
    assert len(words.traits) == 10
    assert [trait.name for trait in words.every_trait if not trait.active] == ["lebenswert", "zukunftsfähig"]


def test_a_second_seed_changes_nothing(app: House) -> None:
    mitte = queries.taxonomy().district_named("Mitte")
    assert mitte
    with writing():
        services.change(lists.KINDS["district"], mitte, Draft("Innenstadt"), OFFICE, 1)
    with writing():
        services.seed()
    assert counts() == [4, 8, 12, 2, 10]
    assert "Innenstadt" in [one.name for one in queries.taxonomy().districts]


def test_only_an_empty_table_is_filled(app: House) -> None:
    with writing():
        db.session.execute(delete(Sphere))
        services.change(lists.KINDS["field"], 1, Draft("Miteinander"), OFFICE, 1)
        services.seed()
    assert counts() == [4, 8, 12, 2, 10]
    assert queries.taxonomy().fields[0].name == "Miteinander"
