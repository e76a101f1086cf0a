"""Two people take lists over at the same moment, or something happens to an entry between the trial run and the taking."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from compass import erasing
from compass.doubles import merging
from compass.imports import queries, services, taking, uploads, working
from compass.imports.models import ActorImport, ActorImportRow, ActorSource, Choice
from compass.imports.reading import Answers
from compass.models import Actor, ActorKind, Tie
from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.journal import HOUSE
from core.takeover.states import Fate, State, Verdict
from tests.support.forms import done, submit
from tests.support.importing_actors import LIST, actors, checked, rows, send, state, step, taken, verdicts
from tests.support.making_actors import make_actor
from tests.support.pages import token
from tests.support.together import at_once

EVA = "Name;E-Mail\nEva Klein;e@x.example\n"
PEOPLE = "Name;E-Mail;Organisation\n" + "".join(
    f"Vorname{n} Name{n};p{n}@x.example;Verein {n % 3} am Bach\n" for n in range(30)
)


def number_of(page: str) -> int:
    return int(page.rsplit("/", 1)[1])


def counted(model: Any) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def at_work(*pages: str) -> list[Any]:
    """Return for each import the work of a worker, to be done at the same moment."""

    def work(number: int) -> None:
        for _ in working.STEPS[queries.one(number).state](number):
            pass

    return [partial(work, number_of(page)) for page in pages]


def test_two_lists_with_the_same_people_taken_at_once_bring_each_once(
    app: House, office: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "ROWS", 7)
    one, other = (checked(office, PEOPLE, upload={"source": source}) for source in ("Verteiler", "Stammtisch"))
    assert {verdict for page in (one, other) for _, verdict in verdicts(page)} == {Verdict.NEW}
    with writing():
        services.take(number_of(one), HOUSE)
        services.take(number_of(other), HOUSE)

    assert at_once(app, *at_work(one, other)) == ["", ""]

    assert (state(one), state(other)) == (State.TAKEN, State.TAKEN)
    assert (counted(Actor), counted(Tie)) == (33, 30)
    step(office, one, "rueckgaengig")
    step(office, other, "rueckgaengig")
    db.session.rollback()
    fates = {(row.fate, bool(row.reason)) for page in (one, other) for row in rows(page) if row.fate is not Fate.UNDONE}
    assert fates <= {(Fate.STAYS, True), (Fate.LEFT_OUT, True)}


def test_two_workers_at_one_import_bring_each_row_once(
    app: House, office: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "ROWS", 7)
    monkeypatch.setattr("compass.imports.judging.AT_ONCE", 9)
    page = str(done(send(office, PEOPLE)))
    done(submit(office, page, f"{page}/zuordnung", basis="public_task"))

    assert at_once(app, *at_work(page, page)) == ["", ""]
    assert (state(page), len(verdicts(page))) == (State.CHECKED, 30)
    with writing():
        services.take(number_of(page), HOUSE)
    assert at_once(app, *at_work(page, page)) == ["", ""]
    assert (counted(Actor), counted(Tie), state(page)) == (33, 30, State.TAKEN)
    with writing():
        services.undo(number_of(page), HOUSE)
    assert at_once(app, *at_work(page, page)) == ["", ""]
    assert (counted(Actor), counted(Tie), state(page)) == (0, 0, State.UNDONE)


def test_two_people_map_two_lists_of_one_source_at_once(app: House, office: FlaskClient) -> None:
    pages = [str(done(send(office, EVA))) for _ in range(2)]
    answers = Answers({"name": "Name", "email": "E-Mail"})

    calls = [partial(services.check, number_of(page), answers, HOUSE) for page in pages]
    assert at_once(app, *calls) == ["", ""]
    assert [state(page) for page in pages] == [State.CHECKING] * 2
    assert counted(ActorSource) == 1


def test_two_people_press_take_and_discard_at_once(app: House, office: FlaskClient) -> None:
    page = checked(office, EVA)
    number = number_of(page)

    said = at_once(app, lambda: services.take(number, HOUSE), lambda: services.take(number, HOUSE))
    assert (said[0], bool(said[1])) == ("", True)
    again = number_of(checked(office, "Name;E-Mail\nUdo Groß;u@x.example\n"))

    def drop() -> None:
        services.discard(again, HOUSE)

    def take() -> None:
        try:
            services.take(again, HOUSE)
        except NotThere:
            raise Refused("nicht mehr da") from None

    said = at_once(app, take, drop)
    assert (said[0], bool(said[1])) == ("", True)


def test_the_same_upload_form_sent_twice_at_once_is_one_import_and_one_file(app: House, office: FlaskClient) -> None:
    given = token(office.get(LIST), LIST)
    body = (
        f'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n{given}\r\n'
        '--x\r\nContent-Disposition: form-data; name="source"\r\n\r\nVerteiler\r\n'
        f'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n{EVA}\r\n--x--\r\n'
    )
    places = list[str]()

    def press() -> None:
        answer = office.post(LIST, data=body, content_type="multipart/form-data; boundary=x")
        places.append(f"{answer.status_code} {answer.headers.get('Location')}")

    before = set(uploads.SHELF.folder().iterdir()) if uploads.SHELF.folder().exists() else set()
    at_once(app, press, press)

    assert (len(set(places)), counted(ActorImport)) == (1, 1), places
    assert places[0].startswith("303 ")
    assert len(set(uploads.SHELF.folder().iterdir()) - before) == 1


def test_who_is_erased_before_the_taking_does_not_come_back_and_the_import_goes_on(
    app: House, office: FlaskClient
) -> None:
    number = make_actor("Eva Klein", email="e@x.example", kind=ActorKind.PERSON)
    page = checked(office, "Name;E-Mail;Telefon\nEva Klein;e@x.example;0521 4711\nUdo Groß;u@x.example;0521 22\n")
    assert verdicts(page) == [(2, Verdict.UPDATE), (3, Verdict.NEW)]
    with writing():
        erasing.erase(number, HOUSE)

    step(office, page, "uebernehmen")

    assert state(page) is State.TAKEN
    assert set(actors()) == {"Udo Groß"}
    assert next((row.fate, row.name, row.values) for row in rows(page)) == (Fate.LEFT_OUT, "", None)
    step(office, page, "rueckgaengig")
    assert (state(page), actors()) == (State.UNDONE, {})


def test_who_is_erased_is_forgotten_in_rows_that_only_looked_like_them(app: House, office: FlaskClient) -> None:
    number = make_actor("Eva-Maria Kleinschmidt", email="e@x.example", kind=ActorKind.PERSON)
    page = checked(office, "Name;E-Mail\nEva Maria Kleinschmidt;privat@y.example\n")
    assert verdicts(page) == [(2, Verdict.DOUBLE)]
    step(office, page, "uebernehmen")
    with writing():
        erasing.erase(number, HOUSE)

    assert [(row.name, row.email_key, row.values) for row in rows(page)] == [("", "", None)]


def test_who_was_removed_before_the_taking_does_not_come_in_anew(app: House, office: FlaskClient) -> None:
    number = make_actor("Eva Klein", email="e@x.example", kind=ActorKind.PERSON)
    page = checked(office, "Name;E-Mail;Telefon\nEva Klein;e@x.example;0521 4711\n")
    with writing():
        db.session.delete(db.session.get_one(Actor, number))

    step(office, page, "uebernehmen")

    assert (state(page), actors()) == (State.TAKEN, {})
    assert rows(page)[0].reason


def test_whom_the_office_merges_before_the_taking_is_supplemented_in_the_kept_entry(
    app: House, office: FlaskClient
) -> None:
    gone = make_actor("Eva Klein", email="e@x.example", kind=ActorKind.PERSON)
    kept = make_actor("Eva Klein-Groß", email="eva@x.example", kind=ActorKind.PERSON)
    page = checked(office, "Name;E-Mail;Telefon\nEva Klein;e@x.example;0521 4711\n")
    with writing():
        merging.merge(kept, gone, {}, HOUSE)

    step(office, page, "uebernehmen")

    found = actors()
    assert set(found) == {"Eva Klein-Groß"}
    assert found["Eva Klein-Groß"].phone == "0521 4711"


def test_who_came_in_by_hand_after_the_trial_run_is_no_second_entry(app: House, office: FlaskClient) -> None:
    page = checked(office, "Name;E-Mail;Telefon\nEva Klein;e@x.example;0521 4711\nUdo Groß;;\n")
    make_actor("Eva Klein", email="e@x.example", kind=ActorKind.PERSON)
    make_actor("Udo Groß", kind=ActorKind.PERSON)

    step(office, page, "uebernehmen")

    db.session.rollback()
    assert sorted(db.session.scalars(select(Actor.name))) == ["Eva Klein", "Udo Groß"]
    assert actors()["Eva Klein"].phone == "0521 4711"
    assert [row.fate for row in rows(page)] == [Fate.TAKEN, Fate.LEFT_OUT]
    assert rows(page)[1].reason
    step(office, page, "rueckgaengig")
    assert {name: one.phone for name, one in actors().items()} == {"Eva Klein": "", "Udo Groß": ""}


def test_what_the_office_called_a_new_one_stays_new(app: House, office: FlaskClient) -> None:
    make_actor("Eva Klein", email="e@x.example", kind=ActorKind.PERSON)
    page = checked(office, "Name;E-Mail\nEva Klein;andere@y.example\n")
    assert verdicts(page) == [(2, Verdict.DOUBLE)]
    row = rows(page)[0].id
    with writing():
        services.choose(number_of(page), {row: Choice.NEW})

    step(office, page, "uebernehmen")

    assert (counted(Actor), db.session.get_one(ActorImportRow, row).fate) == (2, Fate.TAKEN)


def test_undoing_one_of_two_imports_leaves_what_the_other_brought(app: House, office: FlaskClient) -> None:
    first = taken(office, EVA, upload={"source": "Verteiler"})
    second = taken(office, "Name;E-Mail;Telefon\nEva Klein;e@x.example;0521 4711\n", upload={"source": "Stammtisch"})

    step(office, first, "rueckgaengig")

    assert actors()["Eva Klein"].phone == "0521 4711"
    assert [row.fate for row in rows(first)] == [Fate.STAYS]
    step(office, second, "rueckgaengig")
    assert actors()["Eva Klein"].phone == ""


def test_undoing_takes_ties_of_entries_that_were_there_before_back_too(app: House, office: FlaskClient) -> None:
    make_actor("Eva Klein", email="e@x.example", kind=ActorKind.PERSON)
    page = taken(office, "Name;E-Mail;Organisation\nEva Klein;e@x.example;Radverein Süd\n")
    assert (counted(Actor), counted(Tie)) == (2, 1)

    step(office, page, "rueckgaengig")

    assert (set(actors()), counted(Tie)) == ({"Eva Klein"}, 0)
