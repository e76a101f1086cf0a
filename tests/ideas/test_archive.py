"""The city archive: closed files are offered, handed over with checksums, and deleted only after its word; then for good."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core import clock, indexing, jobs, journal
from core.config import settings
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE
from core.outbox.rows import Promise
from core.rows import Base
from core.things import Thing
from ideas import keeping
from ideas import services as ideas
from ideas.archive import package, queries, services
from ideas.archive.models import OfferedFile, Verdict
from ideas.models import Contact, Idea
from ideas.services import Said
from ideas.stages import Stage
from tests.support import people
from tests.support.forms import done, submit
from tests.support.making import make_idea, published
from tests.support.pages import token
from tests.support.together import at_once

WORD = "Klappstuhlverleih"
LATER = timedelta(days=740)


def closed(text: str = f"Ein {WORD} am Bach.", email: str | None = None) -> int:
    number = published(text, email=email).id
    with writing():
        ideas.advance(number, Stage.ANSWERED, HOUSE, Said(reason="Das gibt es schon.", inner="Nur unter uns."))
    return number


def offered() -> int:
    with writing():
        return services.offer(HOUSE).id


def decide(offer: int, verdict: Verdict = Verdict.TAKEN) -> None:
    ids = [one.id for one in queries.files(offer)]
    with writing():
        services.decide(offer, ids, verdict, HOUSE)


def purge() -> int:
    with writing():
        return services.purge()


def there(number: int) -> bool:
    db.session.rollback()
    return db.session.get(Idea, number) is not None


def test_from_the_list_to_the_package_to_deletion(app: House, office: FlaskClient, visitor: FlaskClient) -> None:
    number = closed()
    assert "Im Moment ist nichts anzubieten" in office.get("/buero/ideen/archiv").get_data(as_text=True)
    with clock.at(clock.now() + LATER):
        later = people.logged_in(app, "office", "Otto Office")
        assert WORD in later.get("/buero/ideen/archiv").get_data(as_text=True)
        page = done(submit(later, "/buero/ideen/archiv")).split("?")[0]
        answer = submit(later, page, f"{page}/paket")
        assert answer.mimetype == "application/zip"
        shown = later.get(page).get_data(as_text=True)
        assert hashlib.sha256(answer.data).hexdigest() in shown
        assert done(submit(later, page, taken="1")).endswith("archiv-vermerkt")
        assert "vom Archiv übernommen" in later.get(page).get_data(as_text=True)
        assert "hat vermerkt: vom Archiv übernommen" in later.get(f"/buero/ideen/{number}/protokoll").get_data(
            as_text=True
        )
        assert purge() == 0
    with clock.at(clock.now() + LATER + queries.GRACE + timedelta(days=1)):
        assert purge() == 1
    assert not there(number)
    assert visitor.get(f"/ideen/{number}").status_code == 404


def test_deleted_is_deleted(app: House) -> None:
    number = closed(email="inge@example.org")
    indexing.tend()
    with clock.at(clock.now() + LATER):
        offer = offered()
        decide(offer, Verdict.NOT_TAKEN)
    with clock.at(clock.now() + LATER + queries.GRACE + timedelta(days=1)):
        assert purge() == 1
        indexing.tend()
        jobs.tidy()
    with writing():
        db.session.query(Promise).delete()
    kept = " ".join(str(row) for table in Base.metadata.sorted_tables for row in db.session.execute(select(table)))
    files = b"".join(path.read_bytes() for path in Path(settings().instance / "search").rglob("*") if path.is_file())
    assert WORD not in kept
    assert "inge@example.org" not in kept
    assert WORD.casefold().encode() not in files.lower()
    assert db.session.scalars(select(Contact)).first() is None
    assert db.session.scalars(select(OfferedFile)).first() is None
    assert queries.offer(offer).number == 1
    entries = journal.entries(Thing("idea", number))
    assert entries[0].verb == "idea.deleted"
    assert all(not one.parameters for one in entries)


def test_nothing_goes_before_the_archive_has_spoken(app: House) -> None:
    number = closed()
    with clock.at(clock.now() + LATER):
        offered()
    with clock.at(clock.now() + LATER + timedelta(days=999)):
        assert purge() == 0
    assert there(number)


def test_an_open_offer_holds_the_usual_deletion_too(app: House) -> None:
    number = make_idea().id
    with writing():
        ideas.advance(number, Stage.NOT_PUBLISHED, HOUSE, Said(reason="Werbung."))
    with clock.at(clock.now() + LATER):
        offer = offered()
        with writing():
            assert keeping.purge() == 0
        assert there(number)
        decide(offer)
        with writing():
            assert keeping.purge() == 1
    assert not there(number)


def test_what_an_author_took_back_is_not_offered_and_goes_after_a_year(app: House) -> None:
    number = published().id
    with writing():
        ideas.withdraw(db.session.get_one(Idea, number))
    with clock.at(clock.now() + LATER):
        assert not queries.due()
        with pytest.raises(Refused):
            offered()
        with writing():
            assert keeping.purge() == 1
    assert not there(number)


def test_the_package_holds_what_was_public_and_no_names(app: House, office: FlaskClient) -> None:
    number = closed(email="inge@example.org")
    hidden = make_idea("Ich heiße Erika Geheim und wohne hier.").id
    with writing():
        ideas.advance(hidden, Stage.NOT_PUBLISHED, HOUSE, Said(reason="Nennt Frau Geheim."))
    submit(office, f"/buero/ideen/{number}", f"/buero/ideen/{number}", tag="1")
    with clock.at(clock.now() + LATER):
        offer = queries.offer(offered())
        content = package.of_offer(offer)
        assert package.of_offer(offer) == content
    with zipfile.ZipFile(io.BytesIO(content)) as unpacked:
        names = set(unpacked.namelist())
        parts = {name: unpacked.read(name) for name in names}
    assert names == {
        "anbietung.json",
        "inhalt.html",
        "pruefsummen.sha256",
        *(f"akten/idee-{one}.{kind}" for one in (number, hidden) for kind in ("json", "html")),
    }
    for line in parts["pruefsummen.sha256"].decode().splitlines():
        checksum, name = line.split("  ")
        assert hashlib.sha256(parts[name]).hexdigest() == checksum
    whole = b"".join(parts.values()).decode()
    assert WORD in whole
    for secret in ("inge@example.org", "Nur unter uns", "Geheim", "Anna Amt"):
        assert secret not in whole
    told = json.loads(parts[f"akten/idee-{number}.json"])
    assert (told["stage"], told["text"]) == ("Beantwortet", f"Ein {WORD} am Bach.")
    assert {one["title"] for one in told["journal"]} >= {"Büro"}
    assert json.loads(parts[f"akten/idee-{hidden}.json"])["text"] == ""


def test_an_idea_that_goes_on_leaves_its_offer(app: House) -> None:
    number = closed()
    with clock.at(clock.now() + LATER):
        decide(offered())
        with writing():
            ideas.advance(number, Stage.IN_TALK, HOUSE, Said(on="2030-01-01"))
    with clock.at(clock.now() + LATER + timedelta(days=100)):
        assert purge() == 0
    assert there(number)
    assert db.session.scalars(select(OfferedFile)).first() is None


def test_later_is_no_end(app: House) -> None:
    number = published().id
    with writing():
        ideas.advance(number, Stage.LATER, HOUSE, Said(on="2027-01-01", reason="Kein Geld."))
    with clock.at(clock.now() + LATER):
        assert queries.how_many_due() == 0


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"taken": "1", "files": None}, 422),
        ({"taken": "1", "files": "x"}, 422),
        ({"taken": "1", "files": "99999"}, 409),
        ({"taken": None}, 422),
    ],
)
def test_bad_input(app: House, fields: dict[str, str | None], status: int) -> None:
    closed()
    with clock.at(clock.now() + LATER):
        later = people.logged_in(app, "office")
        offer = offered()
        assert submit(later, f"/buero/ideen/archiv/{offer}", **fields).status_code == status
        assert [one.verdict for one in queries.files(offer)] == [Verdict.OPEN]


def test_two_people_who_offer_at_once_make_one_offer(app: House) -> None:
    for _ in range(3):
        closed()
    with clock.at(clock.now() + LATER):
        said = at_once(app, lambda: services.offer(HOUSE), lambda: services.offer(HOUSE))
    assert said[0] == ""
    assert said[1] != ""
    assert [waiting for _, waiting in queries.offers()] == [3]


def test_a_reader_may_look_and_not_decide(app: House, reader: FlaskClient) -> None:
    page = reader.get("/buero/ideen/archiv")
    assert page.status_code == 200
    assert reader.post("/buero/ideen/archiv", data={"token": token(page)}).status_code == 403
