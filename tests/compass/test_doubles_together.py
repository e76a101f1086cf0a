"""Merging meets erasing, a No, another undo at the same moment; what was said since counts when it is taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from compass import erasing, queries, services
from compass.doubles import merging
from compass.doubles.models import Merge
from compass.models import Actor, ActorKind, ContactPoint, Purpose
from core import clock
from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.journal import HOUSE
from tests.support import belonging
from tests.support.making_actors import make_actor
from tests.support.together import at_once


def merge(kept: int, gone: int, **chosen: str) -> int:
    with writing():
        return merging.merge(kept, gone, chosen, HOUSE).id


def undo(number: int) -> int:
    with writing():
        return merging.undo(number, HOUSE)


def standing(number: int) -> set[Purpose]:
    db.session.rollback()
    return set(queries.standing(queries.one(number, public=False)))


def test_a_field_does_not_come_back_when_the_page_was_withdrawn_since(app: House) -> None:
    kept, gone = make_actor("Bürgernetz", email="a@x.example"), make_actor("Buergernetz", email="b@x.example")
    with writing():
        services.give_consent(kept, Purpose.SHOW_EMAIL, "schriftlich", "Ja.", HOUSE)
    number = merge(kept, gone)
    with writing():
        services.withdraw_consent(kept, Purpose.PUBLIC, "am Telefon", HOUSE)
    undo(number)

    with writing():
        services.give_consent(kept, Purpose.PUBLIC, "am Telefon", "Ja, die Seite, ohne Kontakt.", HOUSE)
    assert Purpose.SHOW_EMAIL not in standing(kept)


def test_a_new_wording_said_since_is_no_no(app: House) -> None:
    kept, gone = make_actor("Bürgernetz"), make_actor("Buergernetz")
    number = merge(kept, gone)
    yesterday = clock.now() - timedelta(hours=1)
    with writing():
        services.give_consent(
            kept, Purpose.MATCHING, "schriftlich", "Ja, zum neuen Wortlaut.", HOUSE, given_at=yesterday, anew=True
        )
    undo(number)
    assert Purpose.MATCHING in standing(kept)


def tried(call: Callable[..., object], *given: object) -> Callable[[], object]:
    """Return a call that says "nicht mehr da" where its row is gone."""

    def work() -> None:
        try:
            call(*given)
        except NotThere:
            raise Refused("nicht mehr da") from None

    return work


def test_merging_into_somebody_who_is_being_erased_leaves_nothing_of_them(app: House) -> None:
    for _ in range(5):
        kept = make_actor("Ayşe Geheimnis", kind=ActorKind.PERSON, email="ayse@x.example", about="Wortgeheimnis")
        gone = make_actor("Ayse Geheimnis", kind=ActorKind.PERSON, email="a2@x.example")
        said = at_once(
            app,
            tried(merging.merge, kept, gone, {}, HOUSE),
            tried(erasing.erase, kept, HOUSE),
        )
        left = db.session.scalars(select(Actor.name)).all()
        assert (said, left) in ((["", ""], []), (["", "nicht mehr da"], ["Ayse Geheimnis"])), (said, left)
        assert db.session.query(Merge).count() == 0
        assert "Wortgeheimnis" not in str(belonging.contents({"outbox"}))
        with writing():
            for one in db.session.scalars(select(Actor.id)).all():
                erasing.erase(one, HOUSE)


def test_undoing_while_the_kept_one_is_erased_brings_nobody_back_by_halves(app: House) -> None:
    for _ in range(4):
        kept = make_actor("Ayşe Klein", kind=ActorKind.PERSON, email="ayse@x.example")
        gone = make_actor("Ayse Klein", kind=ActorKind.PERSON, email="a2@x.example", competences=("Löten",))
        number = merge(kept, gone)
        said = at_once(
            app,
            tried(merging.undo, number, HOUSE),
            tried(erasing.erase, kept, HOUSE),
        )
        left = db.session.scalars(select(Actor.name)).all()
        assert (said, left) in ((["", ""], ["Ayse Klein"]), (["", "nicht mehr da"], [])), (said, left)
        with writing():
            for one in db.session.scalars(select(Actor.id)).all():
                erasing.erase(one, HOUSE)


def test_after_the_kept_one_is_erased_there_is_nothing_to_undo(app: House) -> None:
    kept, gone = make_actor("Ayşe Klein", email="ayse@x.example"), make_actor("Ayse Klein", email="a2@x.example")
    number = merge(kept, gone)
    with writing():
        erasing.erase(kept, HOUSE)
    try:
        undo(number)
    except NotThere:
        pass
    else:
        raise AssertionError("somebody came back")
    assert db.session.scalars(select(Actor.id)).all() == []
    assert "a2@x.example" not in str(belonging.contents())


def test_who_is_erased_stands_in_no_snapshot_of_others(app: House) -> None:
    """The rows that a merge wrote hold words about third people too: ties, lists, likenesses."""
    kept, gone = make_actor("Bürgernetz"), make_actor("Buergernetz")
    third = make_actor("Ayşe Geheimnis", kind=ActorKind.PERSON, email="ayse@geheim.example")
    with writing():
        services.tie(third, gone, "works_for", HOUSE, role="Geheimrolle", source="Geheimquelle")
        services.tie(third, kept, "works_for", HOUSE, role="Geheimrolle", source="Zweite Geheimquelle")
        services.tie(third, gone, "funds", HOUSE, role="Geheimamt", source="Geheimquelle")
    number = merge(kept, gone)
    with writing():
        erasing.erase(third, HOUSE)

    db.session.rollback()
    said = str(belonging.contents())
    assert [
        word for word in ("Geheimnis", "Geheimrolle", "Geheimquelle", "Geheimamt", "geheim.example") if word in said
    ] == []
    undo(number)
    assert set(db.session.scalars(select(Actor.id))) == {kept, gone}


def test_two_people_undo_one_merge_at_once(app: House) -> None:
    kept, gone = make_actor("Bürgernetz", email="a@x.example"), make_actor("Buergernetz", email="b@x.example")
    number = merge(kept, gone)
    said = at_once(app, tried(merging.undo, number, HOUSE), tried(merging.undo, number, HOUSE))
    assert said == ["", "nicht mehr da"]
    assert set(db.session.scalars(select(Actor.id))) == {kept, gone}
    assert db.session.scalars(select(ContactPoint.value)).all() == []


def test_a_no_at_the_moment_of_a_merge_counts(app: House) -> None:
    for _ in range(4):
        kept, gone = make_actor("Bürgernetz"), make_actor("Buergernetz")
        said = at_once(
            app,
            tried(merging.merge, kept, gone, {}, HOUSE),
            tried(services.withdraw_consent, kept, Purpose.PUBLIC, "am Telefon", HOUSE),
        )
        assert said == ["", ""]
        assert Purpose.PUBLIC not in standing(kept)
        with writing():
            services.remove(kept, HOUSE)
