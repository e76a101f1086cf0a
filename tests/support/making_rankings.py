"""Rankings for tests: made, opened, phones that spread points, closed."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Mapping, Sequence

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from compass.models import Sector
from core.db import db, writing
from core.journal import Who
from core.things import Thing
from dialogues.models import Ranking, RankingKind
from dialogues.priorities import TieRule
from dialogues.rankings import queries, services
from dialogues.rankings.drafts import ItemDraft, RankingDraft
from tests.support.pages import token

OFFICE = Who("office")
NEEDS = ("Hilfe beim Handy", "Aufzug kaputt: vorher sagen", "Kühle Orte")
_numbers = itertools.count(1)


def draft(
    *lines: str, points: int = 10, rule: TieRule = TieRule.BREADTH, kind: RankingKind = RankingKind.NEEDS
) -> RankingDraft:
    """Return a ranking of needs."""
    items = tuple(ItemDraft(line) for line in lines or NEEDS)
    return RankingDraft("Was ist am dringendsten?", kind, points, rule, items)


def of_visions(*visions: tuple[int, str]) -> RankingDraft:
    """Return a ranking of visions, each with its id and title."""
    items = tuple(ItemDraft(title, Thing("vision", number)) for number, title in visions)
    return RankingDraft("Welche Vision zuerst?", RankingKind.VISIONS, 10, TieRule.BREADTH, items)


def made(dialogue_id: int, said: RankingDraft | None = None, *, opened: bool = True) -> Ranking:
    """Make a ranking and open it; return it with its list."""
    with writing():
        number = services.plan(dialogue_id, said or draft(), OFFICE, f"ranking-{next(_numbers)}").id
        if opened:
            services.open_up(dialogue_id, number, OFFICE)
    return taken_out(dialogue_id, number)


def taken_out(dialogue_id: int, number: int) -> Ranking:
    """Return a ranking with its list as it stands now, out of the session: nothing that follows makes it old."""
    db.session.rollback()
    found = queries.one(dialogue_id, number)
    db.session.expunge(found)
    return found


def keys(ranking: Ranking, name: object) -> dict[int, str]:
    """Return keys as a phone of that name would have them."""
    return {item.id: hashlib.sha256(f"{name}/{item.id}".encode()).hexdigest() for item in ranking.items}


def give(ranking: Ranking, name: object, points: Sequence[int], sector: Sector | None = None) -> None:
    """Let a phone of that name spread points, in the order of the list."""
    given = {item.id: number for item, number in zip(ranking.items, points, strict=True)}
    with writing():
        services.spread(ranking.dialogue_id, ranking.id, keys(ranking, name), given, sector)


def crowd(ranking: Ranking, points: Sequence[int]) -> None:
    """Let five phones give the same: of fewer nothing is shown."""
    for number in range(5):
        give(ranking, f"crowd {number}", points)


def closed(ranking: Ranking) -> Ranking:
    """Close a ranking and return it as it stands then."""
    with writing():
        services.close(ranking.dialogue_id, ranking.id, OFFICE)
    return taken_out(ranking.dialogue_id, ranking.id)


def send(client: FlaskClient, ranking: Ranking, points: Mapping[int, object], **more: str) -> TestResponse:
    """Spread points by the form of the phone; what is not named is left as it stands."""
    path = f"/mitmachen/platz/reihung/{ranking.id}"
    page = client.get(path)
    assert page.status_code == 200, page.status
    said = {f"p{item}": str(number) for item, number in points.items()}
    return client.post(path, data={"token": token(page), **said, **more})
