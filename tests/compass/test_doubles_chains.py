"""Chains of merges and undos in any order: nothing is lost, the stricter consent wins."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from compass import queries, services
from compass.doubles import fields, merging
from compass.doubles.models import Merge
from compass.models import CONTACT_FIELDS, PAGE_FIELDS, Actor, ActorKind, Basis, Consent, Purpose, Sector
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from tests.support import belonging

FOLLOWS = {"outbox", "version", "actor_due", "actor_key", "journal"}
"""What every change leaves behind, and what follows the actors by itself."""
KEYS = [*(one.key for one in fields.FIELDS), *(key for key, _ in fields.LISTS.values())]
CHOICES = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(fields.SIDES), max_size=4)
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""An example costs seconds: one that fails is shown as it was found."""
FEW = settings(max_examples=2, deadline=None, suppress_health_check=QUIET, phases=UNSHRUNK)
MORE = settings(max_examples=12, deadline=None, suppress_health_check=QUIET, phases=UNSHRUNK)
PURPOSES = (Purpose.PUBLIC, Purpose.MATCHING, Purpose.SHOW_ABOUT, Purpose.SHOW_EMAIL)
YES, NO = "yes", "no"
START = datetime.fromisoformat("2026-01-05T12:00:00+00:00")


def merge(kept: int, gone: int, **chosen: str) -> int:
    with writing():
        return merging.merge(kept, gone, chosen, HOUSE).id


def undo(number: int) -> int:
    with writing():
        return merging.undo(number, HOUSE)


def standing(number: int) -> set[Purpose]:
    db.session.rollback()
    return set(queries.standing(queries.one(number, public=False)))


def stored() -> belonging.Contents:
    db.session.rollback()
    return belonging.contents(FOLLOWS)


def differing(before: belonging.Contents, after: belonging.Contents) -> Iterator[tuple[str, object, object]]:
    for name, rows in before.items():
        if rows != after[name]:
            yield name, [row for row in rows if row not in after[name]], [r for r in after[name] if r not in rows]


@given(seed=st.integers(0, 10**9), steps=st.lists(st.tuples(st.booleans(), CHOICES), min_size=3, max_size=5))
@FEW
def test_merges_and_undos_in_any_order_lose_nothing(
    app: House, seed: int, steps: list[tuple[bool, dict[str, str]]]
) -> None:
    draw = random.Random(seed)
    with writing():
        alive = belonging.lay_out(draw, 5)
        db.session.query(Merge).delete()  # chance names numbers that are there
    first, done = stored(), list[tuple[int, belonging.Contents, list[int]]]()
    for back, chosen in steps:
        if back and done:
            number, before, alive = done.pop()
            assert undo(number) == 0
            assert list(differing(before, stored())) == []
        elif len(alive) > 1:
            kept, gone = draw.sample(alive, 2)
            before, was = stored(), list(alive)
            with writing():
                done.append((merging.merge(kept, gone, chosen, HOUSE).id, before, was))
            alive = [one for one in alive if one != gone]
            assert {row["id"] for row in stored()["actor"]} == set(alive)
    while done:
        number, before, alive = done.pop()
        assert undo(number) == 0
        assert list(differing(before, stored())) == []
    assert list(differing(first, stored())) == []


def people(said: list[dict[Purpose, list[tuple[str, int]]]]) -> list[int]:
    """Write down people with what they said, in the order in which they said it; days are counted from START."""
    with writing():
        db.session.query(Actor).delete()
        ids = []
        for place, words in enumerate(said):
            actor = Actor(
                name=f"Person {place}",
                kind=ActorKind.PERSON,
                sector=Sector.CIVIL_SOCIETY,
                basis=Basis.PUBLIC_TASK,
                about=f"Worte {place}",
                email=f"p{place}@x.example",
                added_at=START,
                changed_at=START,
            )
            db.session.add(actor)
            db.session.flush()
            ids.append(actor.id)
            for purpose, turns in words.items():
                _say(actor.id, purpose, turns)
    return ids


def _say(number: int, purpose: Purpose, turns: list[tuple[str, int]]) -> None:
    plain = {"actor_id": number, "purpose": purpose, "wording": "Ja.", "wording_mark": "x", "channel": "am Telefon"}
    for word, day in sorted(turns, key=lambda turn: turn[1]):
        at, since = START + timedelta(days=day), START + timedelta(days=day, hours=3)
        ended = {"withdrawn_at": since if word == NO else None, "withdrawn_channel": "am Telefon" if word == NO else ""}
        db.session.execute(insert(Consent).values(given_at=at, evidence="", **plain, **ended))


def turns(taken: list[int]) -> st.SearchStrategy[list[tuple[str, int]]]:
    """Nothing, a Yes, a Yes that was taken back; no two at one day."""
    ended = st.lists(st.sampled_from(taken), max_size=1, unique=True).map(lambda days: [(NO, day) for day in days])
    stands = st.lists(st.sampled_from([day + 1 for day in taken]), max_size=1).map(
        lambda days: [(YES, d) for d in days]
    )
    return st.tuples(ended, stands).map(lambda pair: [*pair[0], *pair[1]])


SAID = st.lists(
    st.fixed_dictionaries({purpose: turns([0, 10, 20, 30]) for purpose in PURPOSES}), min_size=4, max_size=4
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["merge", "merge", "merge", "undo", "say_no"]), st.integers(0, 50), st.sampled_from(PURPOSES)
    ),
    max_size=8,
)


@given(said=SAID, steps=STEPS, seed=st.integers(0, 10**6))
@MORE
def test_the_stricter_consent_wins_in_any_chain(
    app: House, said: list[dict[Purpose, list[tuple[str, int]]]], steps: list[tuple[str, int, Purpose]], seed: int
) -> None:
    ids = people(said)
    chain = Chain(random.Random(seed), dict(zip(ids, said, strict=True)))
    for what, place, purpose in steps:
        getattr(chain, what)(place, purpose)
        chain.look()
    while chain.done:
        chain.undo()
    for number in ids:
        given = {purpose for purpose in PURPOSES if _last(chain.words[number][purpose], YES) is not None}
        assert standing(number) <= given - chain.refused[number]
    assert db.session.query(Merge).count() == 0


class Chain:
    """Who has become one with whom, who said No since, and which merges can be taken back."""

    def __init__(self, draw: random.Random, words: dict[int, dict[Purpose, list[tuple[str, int]]]]) -> None:
        self.draw, self.words = draw, words
        self.members = {number: {number} for number in words}
        self.refused: dict[int, set[Purpose]] = {number: set() for number in words}
        self.done: list[tuple[int, int, int, set[int], set[int]]] = []

    def merge(self, *_: object) -> None:
        """Let two by chance become one."""
        if len(self.members) > 1:
            kept, gone = self.draw.sample(sorted(self.members), 2)
            self.done.append((merge(kept, gone), kept, gone, self.members[kept], self.members[gone]))
            self.members[kept] = self.members[kept] | self.members.pop(gone)

    def undo(self, *_: object) -> None:
        """Take the last merge back."""
        if self.done:
            number, kept, gone, left, right = self.done.pop()
            undo(number)
            self.members[kept], self.members[gone] = left, right

    def say_no(self, place: int, purpose: Purpose) -> None:
        """Withdraw something that stands; a No to the page is one to its fields."""
        number = sorted(self.members)[place % len(self.members)]
        if purpose not in standing(number):
            return
        with writing():
            services.withdraw_consent(number, purpose, "am Telefon", HOUSE)
        resting = (*PAGE_FIELDS, *CONTACT_FIELDS) if purpose is Purpose.PUBLIC else ()
        for one in self.members[number]:
            self.refused[one] |= {purpose, *resting}

    def look(self) -> None:
        """Ask for everybody whether what counts may count."""
        for number, some in self.members.items():
            for purpose in standing(number):
                _may(purpose, [self.words[one] for one in some])
                assert not any(purpose in self.refused[one] for one in some), (purpose, some)


def test_a_no_reaches_a_yes_that_an_earlier_merge_had_ended(app: House) -> None:
    silent: list[tuple[str, int]] = []
    said = [dict.fromkeys(PURPOSES, silent) for _ in range(3)]
    said[0] |= {Purpose.PUBLIC: [(YES, 1)]}
    said[1] |= {Purpose.SHOW_EMAIL: [(YES, 11)], Purpose.MATCHING: [(YES, 11)]}
    page, shown, other = people(said)
    inner = merge(other, shown)
    assert standing(other) == {Purpose.MATCHING}
    outer = merge(page, other)
    with writing():
        services.withdraw_consent(page, Purpose.PUBLIC, "am Telefon", HOUSE)
    undo(outer)
    undo(inner)
    assert standing(shown) == {Purpose.MATCHING}


def _last(said: list[tuple[str, int]], word: str) -> int | None:
    return max((day for what, day in said if what == word), default=None)


def _may(purpose: Purpose, said: list[dict[Purpose, list[tuple[str, int]]]]) -> None:
    """A Yes counts for all only where nobody said a later No, and for a field of the contact only where all said Yes."""
    yes = [day for one in said if (day := _last(one[purpose], YES)) is not None]
    no = [day for one in said if (day := _last(one[purpose], NO)) is not None and _last(one[purpose], YES) is None]
    assert yes
    assert not no or max(no) < max(yes)
    if purpose in CONTACT_FIELDS:
        assert len(yes) == len(said)
