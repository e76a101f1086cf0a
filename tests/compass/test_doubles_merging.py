"""Two entries become one: consents, ties, links, who is refused; undo keeps what happened since; what is deleted when."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from circles import queries as circle_queries
from circles import services as circles
from compass import queries, services, tied
from compass.doubles import consenting, hangings, merging, rules
from compass.doubles import queries as doubles
from compass.doubles.models import Merge
from compass.models import Actor, Competence, Consent, Purpose, Reference, Tie, TieKind
from core import clock, links
from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.journal import HOUSE
from core.things import Thing
from tests.support.making_actors import make_actor
from tests.support.making_orders import make_order
from tests.support.together import at_once

NOW = datetime.fromisoformat("2026-05-04T12:00:00+00:00")
EARLIER, LATER = NOW - timedelta(days=9), NOW + timedelta(days=9)
NO_THINGS = {("actor_merge", "gone_id")}
NOTHING: dict[str, set[Purpose]] = {"left": set(), "right": set()}


def said(number: int, purpose: Purpose, given: datetime, withdrawn: datetime | None = None) -> consenting.Said:
    return consenting.Said(number, purpose, given, withdrawn)


def merge(kept: int, gone: int, **chosen: str) -> int:
    with writing():
        return merging.merge(kept, gone, chosen, HOUSE).id


def undo(number: int) -> int:
    with writing():
        return merging.undo(number, HOUSE)


def standing(number: int) -> set[Purpose]:
    db.session.rollback()
    return set(queries.standing(queries.one(number, public=False)))


@pytest.mark.parametrize(
    ("purpose", "other", "brings", "why"),
    [
        (Purpose.MATCHING, [], set(), None),
        (Purpose.MATCHING, [said(2, Purpose.MATCHING, EARLIER, NOW)], set(), consenting.WITHDRAWN),
        (Purpose.MATCHING, [said(2, Purpose.MATCHING, EARLIER, LATER)], set(), consenting.WITHDRAWN),
        (Purpose.MATCHING, [said(2, Purpose.MATCHING, EARLIER, NOW - timedelta(days=1))], set(), None),
        (Purpose.MATCHING, [said(2, Purpose.MATCHING, LATER)], set(), consenting.ELSEWHERE),
        (Purpose.MATCHING, [said(2, Purpose.MATCHING, EARLIER)], set(), None),
        (Purpose.SHOW_EMAIL, [], set(), consenting.ASK_ANEW),
        (Purpose.SHOW_ABOUT, [], set(), None),
        (Purpose.SHOW_ABOUT, [], {Purpose.SHOW_ABOUT}, consenting.ASK_ANEW),
    ],
)
def test_the_stricter_consent_wins(
    purpose: Purpose, other: list[consenting.Said], brings: set[Purpose], why: str | None
) -> None:
    page = said(9, Purpose.PUBLIC, NOW)
    for mine, theirs, side in (
        ([page, said(1, purpose, NOW)], other, "right"),
        (other, [page, said(1, purpose, NOW)], "left"),
    ):
        found = {end.id: end for end in consenting.ends(mine, theirs, {**NOTHING, side: brings}, LATER)}
        assert (found[1].why if 1 in found else None) == why


def test_without_a_page_no_field_of_it_goes_on() -> None:
    mine = [said(1, Purpose.PUBLIC, EARLIER), said(2, Purpose.SHOW_ABOUT, EARLIER), said(3, Purpose.MATCHING, EARLIER)]
    ends = consenting.ends(mine, [said(4, Purpose.PUBLIC, EARLIER, NOW)], NOTHING, LATER)
    assert {end.id: end.why for end in ends} == {1: consenting.WITHDRAWN, 2: consenting.NO_PAGE}


def test_a_withdrawn_yes_does_not_come_back_by_merging(app: House) -> None:
    kept, gone = make_actor("Bürgernetz"), make_actor("Buergernetz")
    with writing():
        services.withdraw_consent(gone, Purpose.PUBLIC, "am Telefon", HOUSE)
    number = merge(kept, gone)
    assert standing(kept) == {Purpose.MATCHING}
    assert queries.public_names([kept]) == {}
    undo(number)
    assert Purpose.PUBLIC in standing(kept)
    assert standing(gone) == {Purpose.MATCHING}


def test_a_no_said_since_counts_for_both_after_undo(app: House) -> None:
    kept, gone = make_actor("Bürgernetz"), make_actor("Buergernetz")
    number = merge(kept, gone)
    with writing():
        services.withdraw_consent(kept, Purpose.PUBLIC, "am Telefon", HOUSE)
    assert undo(number) == 0
    assert standing(kept) == standing(gone) == {Purpose.MATCHING}
    assert queries.public_names([kept, gone]) == {}


def test_a_yes_said_anew_since_stays_with_the_kept_one(app: House) -> None:
    kept, gone = make_actor("Bürgernetz", matching=False), make_actor("Buergernetz", matching=False)
    with writing():
        services.withdraw_consent(gone, Purpose.PUBLIC, "am Telefon", HOUSE)
    number = merge(kept, gone)
    with writing():
        services.give_consent(kept, Purpose.PUBLIC, "schriftlich", "Ja.", HOUSE)
    assert undo(number) > 0
    assert Purpose.PUBLIC in standing(kept)
    assert standing(gone) == set()


def test_ties_are_joined_and_one_between_the_two_goes(app: House) -> None:
    kept, gone, club = make_actor("Jana Müller"), make_actor("Jana Mueller"), make_actor("Verein")
    with writing():
        services.tie(kept, club, TieKind.MEMBER_OF, HOUSE, since_on="2019-01-01", until_on="2021-12-31", source="Liste")
        services.tie(gone, club, TieKind.MEMBER_OF, HOUSE, since_on="2021-01-01", source="Gespräch")
        services.tie(gone, club, TieKind.FUNDS, HOUSE)
        services.tie(gone, kept, TieKind.COOPERATES, HOUSE)
    number = merge(kept, gone)
    found = [(line.since_on, line.until_on, line.source) for line in tied.of(kept, public=False)]
    assert sorted(found) == [("", "", ""), ("2019-01-01", "", "Liste · Gespräch")]
    undo(number)
    assert db.session.query(Tie).count() == 4


def test_ties_one_after_the_other_stay_two() -> None:
    blank = {"id": 1, "from_id": 1, "to_id": 2, "kind": "member_of", "role": ""}
    old = {**blank, "since_on": "2010-01-01", "until_on": "2012-12-31"}
    new = {**blank, "since_on": "2018-01-01", "until_on": ""}
    assert rules.twin("tie", new, [old]) is None
    assert rules.twin("tie", {**new, "since_on": ""}, [old]) == old


def test_places_in_other_rooms_move_and_two_become_one(app: House) -> None:
    kept, gone = make_actor("Bürgernetz"), make_actor("Buergernetz")
    both, one = make_order(), make_order(field="leben", title="Zwei")
    with writing():
        circles.take(both, kept, HOUSE)
        circles.take(both, gone, HOUSE)
        circles.take(one, gone, HOUSE)
    number = merge(kept, gone)
    assert [
        [place.actor_id for place in circle_queries.order(order, public=False).places] for order in (both, one)
    ] == [[kept], [kept]]
    undo(number)
    places = circle_queries.order(both, public=False).places
    assert sorted(place.actor_id for place in places) == [kept, gone]


def test_what_both_say_stands_once(app: House) -> None:
    kept = make_actor("Bürgernetz", competences=("Hilfe beim Handy",))
    gone = make_actor("Buergernetz", competences=("hilfe beim handy", "Kurse"), phone="0521 1234567")
    with writing():
        for actor in (kept, gone):
            db.session.add_all(
                Reference(actor_id=actor, title=f"Beispiel {actor} {n}", highlighted=True) for n in range(2)
            )
    merge(kept, gone)
    assert sorted(db.session.scalars(select(Competence.text))) == ["Hilfe beim Handy", "Kurse"]
    assert sorted(db.session.scalars(select(Reference.highlighted))) == [False, True, True, True]
    assert queries.one(kept, public=False).phone == "0521 1234567"


def test_links_move_with_their_mailbox_only(app: House) -> None:
    kept, gone, third = (make_actor(f"Netz {sign}", email=f"{sign}@x.example") for sign in "abA")
    with writing():
        tokens = [
            links.issue(services.OWN_LINK, Thing("actor", n), lifetime=timedelta(days=9), uses=None)
            for n in (kept, gone, third)
        ]
    first = merge(kept, gone)
    merge(kept, third)
    live = [links.peek(services.OWN_LINK, token) for token in tokens]
    assert [link.subject if link else None for link in live] == [kept, None, kept]
    with pytest.raises(Refused):
        undo(first)


def test_undo_keeps_what_was_changed_added_and_deleted_since(app: House) -> None:
    kept, gone = make_actor("Bürgernetz", about="Eins"), make_actor("Buergernetz", about="Zwei", competences=("Kurse",))
    number = merge(kept, gone)
    with writing():
        services.change(kept, services.ActorDraft("Bürgernetz", about="Neu", competences=("Singen",)), HOUSE)
    assert undo(number) == 0
    actors = {n: queries.one(n, public=False) for n in (kept, gone)}
    assert (actors[kept].about, [c.text for c in actors[kept].competences]) == ("Neu", ["Singen"])
    assert (actors[gone].about, actors[gone].name, actors[gone].competences) == ("Zwei", "Buergernetz", [])


def test_who_is_refused(app: House) -> None:
    kept, gone = make_actor("Bürgernetz"), make_actor("Buergernetz")
    with pytest.raises(Refused, match="zweimal derselbe"):
        merge(kept, kept)
    with pytest.raises(NotThere):
        merge(kept, 999)
    with pytest.raises(NotThere):
        undo(999)
    with pytest.raises(Refused, match="gerade geändert"), writing():
        merging.merge(kept, gone, {}, HOUSE, seen=(99, 99))
    with writing():
        db.session.get_one(Actor, gone).restricted_at = clock.now()
    for first, second in ((kept, gone), (gone, kept)):
        with pytest.raises(Refused, match="eingeschränkt"):
            merge(first, second)
    assert db.session.query(Merge).count() == 0


def test_a_chain_is_undone_in_order(app: House) -> None:
    first, second, third = (make_actor(f"Netz {n}") for n in "abc")
    one, other = merge(second, first), merge(third, second)
    assert doubles.lives_on(first) == doubles.lives_on(second) == third
    with pytest.raises(Refused, match="zuerst das Spätere"):
        undo(one)
    undo(other)
    assert doubles.lives_on(first) == second
    undo(one)
    assert doubles.lives_on(first) is None
    assert {a.id for a in db.session.scalars(select(Actor))} == {first, second, third}


def test_a_restriction_said_since_counts_for_both_after_undo(app: House) -> None:
    kept, gone = make_actor("Bürgernetz"), make_actor("Buergernetz")
    number = merge(kept, gone)
    with writing():
        db.session.get_one(Actor, kept).restricted_at = clock.now()
    undo(number)
    assert all(db.session.scalars(select(Actor.restricted_at)))


def test_after_thirty_days_it_stays_and_the_old_contents_are_gone(app: House) -> None:
    kept, gone = make_actor("Bürgernetz"), make_actor("Buergernetz")
    number = merge(kept, gone)
    with writing():
        assert merging.purge() == 0
        db.session.get_one(Merge, number).merged_at = clock.now() - timedelta(days=31)
    with pytest.raises(Refused, match="30 Tage"):
        undo(number)
    with writing():
        assert merging.purge() == 1
    with writing():
        assert merging.purge() == 0
    assert db.session.get_one(Merge, number).snapshot is None
    assert doubles.lives_on(gone) == kept
    assert doubles.merges() == []


def test_whoever_asks_is_told_what_is_kept_of_the_other_entry(app: House) -> None:
    kept, gone = make_actor("Bürgernetz"), make_actor("Buergernetz", email="b@x.example")
    number = merge(kept, gone)
    (told,) = hangings.told(kept)
    assert "Name: Buergernetz" in told.rows[0]["Aufgehoben"]
    assert "E-Mail: b@x.example" in told.rows[0]["Aufgehoben"]
    with writing():
        db.session.get_one(Merge, number).snapshot = None
    assert hangings.told(kept)[0].rows[0]["Aufgehoben"] == "nichts mehr"
    assert hangings.told(gone) == []


def test_who_is_erased_leaves_no_snapshot(app: House) -> None:
    kept, gone = make_actor("Bürgernetz", email="a@x.example"), make_actor("Buergernetz")
    merge(kept, gone)
    with writing():
        services.remove(kept, HOUSE)
    assert db.session.query(Merge).count() == db.session.query(Consent).count() == 0


def test_the_number_of_a_gone_entry_is_never_given_again(app: House) -> None:
    kept, gone = make_actor("Bürgernetz"), make_actor("Buergernetz")
    merge(kept, gone)
    with writing():
        fresh = [services.add(services.ActorDraft(f"Neu {n}"), HOUSE).id for n in range(2)]
    assert gone not in fresh
    assert len(set(fresh)) == 2


def test_two_people_press_at_once(app: House) -> None:
    kept, gone = make_actor("Bürgernetz"), make_actor("Buergernetz")

    def press(first: int, second: int) -> None:
        try:
            merging.merge(first, second, {}, HOUSE)
        except NotThere:
            raise Refused("nicht mehr da") from None

    assert at_once(app, lambda: press(kept, gone), lambda: press(gone, kept)) == ["", "nicht mehr da"]
    assert db.session.query(Actor).count() == db.session.query(Merge).count() == 1
