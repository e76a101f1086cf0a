"""Fills a house with as many published ideas as one likes, by bulk insert; every text is made of the same few parts."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, text

from core import clock, versions
from core.db import db, writing
from ideas.models import Category, Idea, Source, Step, idea_area
from ideas.services import derived_title
from ideas.stages import SHOWN, Stage
from radar.models import ActivityArea, District

WHO = """Viele Familien|Wir Nachbarn|Ältere Menschen|Die Kinder der Schule|Radfahrende|Junge Leute|Vereine hier|Pendler
Menschen mit Rollstuhl|Neu Zugezogene|Händlerinnen und Händler|Unsere Kirchengemeinde""".replace("\n", "|").split("|")
WANT = """brauchen dringend|wünschen sich|vermissen seit Jahren|hätten gern|würden sofort nutzen|fänden gut|suchen
erwarten endlich|bitten um|träumen von|freuen sich über""".replace("\n", "|").split("|")
STEMS = """rad schul verkehrs wohn stadt park bürger wasser energie kultur sport markt bildungs klima bus bahn garten
nachbar digital licht spiel jugend senioren umwelt hafen fluss wald brücken handwerks messe kita lese bücher""".split()  # noqa: SIM905 - quoted words would be unreadable
HEADS = """wege plätze häuser konzepte straßen treffs anlagen netze pläne angebote beratung stellen räume projekte karten
zentren ampeln feste werkstätten dienste vereine aktionen stationen schutz haltestellen beleuchtung flächen""".split()  # noqa: SIM905 - the same
WHERE = """an der Haltestelle|vor der Bücherei|am Bach|hinter dem Rathaus|im Stadtpark|in der Altstadt|am Marktplatz
neben der Grundschule|auf dem Kirchplatz|am Bahnhof|im Quartier|bei der Sporthalle""".replace("\n", "|").split("|")
WHY = """weil es sonst niemand schafft|damit alle sicher ankommen|denn der Weg ist weit und dunkel
weil viele kein Auto haben|damit man sich wieder trifft|weil es anderswo längst klappt|denn im Sommer wird es heiß
damit auch Menschen mit Rollstuhl mitmachen|und zwar nicht erst in zehn Jahren|am besten schon vor dem Winter
weil die alten kaputt sind|und das muss gar nicht teuer sein""".replace("\n", "|").split("|")
STAGES = sorted(SHOWN - {Stage.PUBLISHED})
BUNCH = 1000


def fill(ideas: int) -> None:
    """Write so many published ideas with tags and steps, one a minute back from now, in an application context."""
    draw = random.Random(7)
    areas, categories, districts = ([*db.session.scalars(select(row.id))] for row in (ActivityArea, Category, District))
    newest = clock.now()
    for start in range(0, ideas, BUNCH):
        numbers = range(start + 1, min(start + BUNCH, ideas) + 1)
        rows = [_idea(draw, number, newest, categories, districts) for number in numbers]
        with writing():
            db.session.execute(insert(Idea), rows)
            tags = [(row["id"], area) for row in rows for area in draw.sample(areas, draw.choice((1, 1, 2, 3)))]
            db.session.execute(insert(idea_area), [{"idea_id": idea, "area_id": area} for idea, area in tags])
            db.session.execute(insert(Step), [step for row in rows for step in _steps(row)])
    with writing():
        versions.up("ideas")
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("SELECT setval(pg_get_serial_sequence('idea', 'id'), (SELECT max(id) FROM idea))"))
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def written(draw: random.Random) -> str:
    """Write an idea's text: a few sentences."""
    return " ".join(_sentence(draw) for _ in range(draw.randint(3, 9)))


def _sentence(draw: random.Random) -> str:
    what = [(draw.choice(STEMS) + draw.choice(HEADS)).capitalize() for _ in range(2)]
    end = draw.choice(WHY) if draw.random() < 0.7 else f"und {draw.randint(2, 90)} weitere"
    return f"{draw.choice(WHO)} {draw.choice(WANT)} {' und '.join(what)} {draw.choice(WHERE)}, {end}."


def _idea(
    draw: random.Random, number: int, newest: datetime, categories: Sequence[int], districts: Sequence[int]
) -> dict[str, Any]:
    """Make one row; most stand on "published", the others somewhere on their way."""
    words = written(draw)
    moment = newest - timedelta(minutes=number)
    return {
        "id": number,
        "title": derived_title(words),
        "text": words,
        "place": draw.choice(WHERE) if number % 2 else "",
        "category_id": draw.choice([*categories, None]),
        "district_id": draw.choice([*districts, None]),
        "stage": draw.choice(STAGES) if number % 4 == 0 else Stage.PUBLISHED,
        "submitted_at": moment - timedelta(days=3),
        "changed_at": moment,
        "published_at": moment,
        "source": Source.WEB,
        "code_hash": hashlib.sha256(str(number).encode()).hexdigest(),
        "version": 1,
    }


def _steps(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Make the steps that led to a row's stage."""
    way = [(Stage.RECEIVED, row["submitted_at"]), (Stage.PUBLISHED, row["published_at"])]
    if row["stage"] is not Stage.PUBLISHED:
        way.append((row["stage"], row["changed_at"]))
    for stage, at in way:
        said = {"place": "dem Amt für Grün", "on": "2026-05-04", "reason": "Wir haben das geprüft und sagen Bescheid."}
        yield {"idea_id": row["id"], "stage": stage, "at": at, **said}
