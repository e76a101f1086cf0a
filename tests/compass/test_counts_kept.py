"""Numbers above the office's list are kept in memory: they are right after every change, in this process and in others."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from compass import further, joining, owning, services
from compass import queries as actors
from compass.doubles import queries as doubles
from compass.doubles import services as comparing
from compass.models import ActorKind, OwnChange, Sector
from compass.queries import own
from compass.segments import services as tagging
from compass.terms import queries as terms
from compass.terms import services as naming
from compass.terms.services import TermDraft
from compass.yearly import queries as yearly
from compass.yearly import services as asking
from core import clock
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from tests.support.making_actors import make_actor
from tests.support.statements import counted

COUNTS: Mapping[str, Callable[[], int]] = {
    "requests": actors.how_many_waiting,
    "own changes": own.how_many,
    "free texts": terms.how_many_loose,
    "doubles": doubles.how_many,
    "silent": yearly.how_many_silent,
    "tags": lambda: len(further.tags()),
    "terms": lambda: len(further.terms()),
}
ASKED = joining.Asked("Chor am Bach", ActorKind.INITIATIVE, Sector.CIVIL_SOCIETY, "chor@example.org")
ELSEWHERE = """
from core.config import Settings
from run import create_app
from tests.compass import test_counts_kept as counts
with create_app(Settings.read()).app_context():
    for change in counts.CHANGES:
        change()
"""


def numbers(app: House) -> dict[str, int]:
    """Return every number as the next request would say it."""
    with app.app_context():
        return {name: count() for name, count in COUNTS.items()}


def asked() -> int:
    with writing():
        number = joining.ask(ASKED, f"nonce {clock.now()}").id
        joining.confirm(number)
    return number


def own_change(number: int) -> None:
    with writing():
        owning.change(number, {"about": "Wir singen"}, [("Über", "", "Wir singen")], services.locked(number).version)


def twins() -> tuple[int, int]:
    both = make_actor("Verein Oberer Weg"), make_actor("Verein Oberer Weg")
    with writing():
        comparing.compare()
    return both


def silent() -> int:
    """Make somebody who was asked twice and did not answer."""
    with clock.at(clock.now() - timedelta(days=800)):
        number = make_actor("Stiller Verein", email="still@example.org")
    for days in (430, 395):
        with clock.at(clock.now() - timedelta(days=days)), writing():
            asking.write()
    return number


def tagged(*words: str) -> int:
    number = make_actor("Haus am See")
    with writing():
        tagging.set_tags(number, words, HOUSE)
    return number


def named() -> int:
    with writing():
        return naming.add(TermDraft("Seilbahnbau"), HOUSE).id


CHANGES: tuple[Callable[[], object], ...] = (
    asked,
    lambda: own_change(make_actor("Eigener Eintrag")),
    lambda: make_actor("Neuer", competences=["Fährenkunde und anderes Seltenes"]),
    twins,
    silent,
    lambda: tagged("Ufer"),
    named,
)


def differences(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    return {name: after[name] - before[name] for name in before if after[name] != before[name]}


def test_each_change_changes_its_number_at_once(app: House) -> None:
    before, found = numbers(app), []
    for change in CHANGES:
        change()
        found.append(differences(before, after := numbers(app)))
        before = after

    each = [{name: 1} for name in COUNTS]
    each[4] = {"silent": 1}
    assert found == each


def test_what_is_done_goes_from_the_number_at_once(app: House) -> None:
    asked_, number, (low, high), quiet = asked(), make_actor("Eigener"), twins(), silent()
    own_change(number)
    marked, term = tagged("Ufer"), named()
    before = numbers(app)

    with writing():
        joining.decline(asked_, "Das passt nicht.", HOUSE)
        owning.seen(db.session.scalars(select(OwnChange.id)).one())
        comparing.say_not_double(low, high, HOUSE)
        asking.heard(quiet, HOUSE)
        tagging.set_tags(marked, (), HOUSE)
        row = terms.term(term)
        naming.change(term, TermDraft(row.name, active=False), HOUSE, row.version)
    assert differences(before, numbers(app)) == dict.fromkeys(set(COUNTS) - {"free texts"}, -1)

    with writing():
        comparing.take_back(low, high, HOUSE)
    before = numbers(app)
    with writing():
        services.remove(high, HOUSE)
    assert differences(before, numbers(app)) == {"doubles": -1}


def test_another_process_changes_the_numbers_of_this_one(app: House) -> None:
    before, settings = numbers(app), app.extensions["settings"]
    db.session.remove()

    subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        env={
            **os.environ,
            "STADTKOMPASS_SECRET_KEY": settings.secret_key,
            "STADTKOMPASS_DATABASE_URL": settings.database_url,
            "STADTKOMPASS_BASE_URL": settings.base_url,
            "STADTKOMPASS_INSTANCE_DIR": settings.instance_dir,
        },
        cwd=Path(__file__).parents[2],
        check=True,
    )

    assert differences(before, numbers(app)) == dict.fromkeys(COUNTS, 1)


def test_numbers_that_stand_cost_no_statement_but_the_versions(app: House) -> None:
    numbers(app)
    with counted() as statements:
        numbers(app)
    assert len(statements) == 1
