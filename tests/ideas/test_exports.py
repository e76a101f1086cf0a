"""Lists go out: as filtered, of one moment, harmless in every spreadsheet, addresses only with right and reason."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select, update

from core import indexing, written
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE, Entry
from ideas import narrowing, queries, services
from ideas.exports import formats, sending
from ideas.exports.columns import PUBLIC
from ideas.exports.models import Export
from ideas.models import Idea
from ideas.stages import Stage
from radar import queries as radar
from tests.support.forms import submit
from tests.support.making import make_idea, published
from tests.support.pages import token

DESK = "/buero/ideen/herausgeben"
FORMULAS = ("=1+1", "+49 521 51", "-2", "@SUM(A1)", "＝1+1", '=HYPERLINK("http://x";"y")', " =1+1")


def table(answer: Any) -> list[list[str]]:
    """Return the rows of a CSV answer."""
    assert answer.status_code == 200, answer.get_data(as_text=True)[:3000]
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


def test_everybody_reads_what_is_published_and_only_public_columns(app: House, visitor: FlaskClient) -> None:
    area, district = radar.taxonomy().areas[0], radar.taxonomy().districts[0]
    made = published("Am Bach fehlt eine Bank.", areas=(area.id,), district_id=district.id, place="Am Bach")
    make_idea("Noch nicht gelesen.", email="a@example.org")

    head, *rows = table(visitor.get("/ideen.csv"))

    assert head == [column.heading for column in PUBLIC]
    assert len(rows) == 1
    told = dict(zip(head, rows[0], strict=True))
    assert (told["Nummer"], told["Text"], told["Stand"]) == (str(made.id), "Am Bach fehlt eine Bank.", "Veröffentlicht")
    assert (told["Aktionsfelder"], told["Stadtbezirk"], told["Ort"]) == (area.name, district.name, "Am Bach")
    assert visitor.get(told["Adresse"].removeprefix("http://localhost")).status_code == 200
    assert "a@example.org" not in visitor.get("/ideen.json").get_data(as_text=True)


def test_four_forms_say_the_same(app: House, visitor: FlaskClient) -> None:
    texts = [f'Wunsch Nummer {n}: mehr Grün; "Bäume"\nund Schatten.' for n in range(3)]
    for text in texts:
        published(text)

    rows = table(visitor.get("/ideen.csv"))[1:]
    objects = json.loads(visitor.get("/ideen.json").data)
    features = json.loads(visitor.get("/ideen.geojson").data)
    book = load_workbook(io.BytesIO(visitor.get("/ideen.xlsx").data))
    cells = [list(row) for row in book.active.iter_rows(values_only=True)][1:]

    assert [row[2] for row in rows] == texts[::-1]
    assert [list(map(str, one.values())) for one in objects] == rows
    assert [["" if cell is None else str(cell) for cell in row] for row in cells] == rows
    assert features["type"] == "FeatureCollection"
    assert [one["properties"] for one in features["features"]] == objects
    assert {(one["type"], one["geometry"]) for one in features["features"]} == {("Feature", None)}


def test_an_empty_list_is_a_whole_file_too(app: House, visitor: FlaskClient) -> None:
    assert len(table(visitor.get("/ideen.csv"))) == 1
    assert json.loads(visitor.get("/ideen.json").data) == []
    assert json.loads(visitor.get("/ideen.geojson").data) == {"type": "FeatureCollection", "features": []}
    assert load_workbook(io.BytesIO(visitor.get("/ideen.xlsx").data)).active.max_row == 1


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(app: House, visitor: FlaskClient, text: str) -> None:
    made = published(f"{text} und mehr Worte", title=text, place=text)

    row = table(visitor.get("/ideen.csv"))[1]
    sheet = load_workbook(io.BytesIO(visitor.get("/ideen.xlsx").data)).active

    assert row[1] == f"'{text}"
    assert not any(cell.lstrip().startswith(written.BEGINS) for cell in row)
    assert {cell.data_type for cell in sheet[2]} <= {"n", "s", "inlineStr"}
    assert json.loads(visitor.get("/ideen.json").data)[0]["title"] == queries.one(made.id, public=True).title


@pytest.mark.parametrize(
    ("cell", "shown"),
    [("\tx", "'\tx"), ("\rx", "'\rx"), ("\nx", "'\nx"), ("a=b", "a=b"), (-5, -5), ("", ""), ("\u00a0=x", "'\u00a0=x")],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(cell: str | int, shown: str | int) -> None:
    assert written.harmless(cell) == shown


def test_the_office_takes_the_list_it_sees_and_it_is_noted(app: House, office: FlaskClient) -> None:
    waiting, out = make_idea("Noch nicht gelesen."), published("Schon zu lesen.")
    with writing():
        services.advance(make_idea("Zurückgezogen wurde das.").id, Stage.WITHDRAWN, HOUSE)

    everything = table(submit(office, DESK))
    narrowed = table(submit(office, f"{DESK}?stand=received"))

    assert [row[0] for row in everything[1:]] == [str(out.id), str(waiting.id)]
    assert [row[0] for row in narrowed[1:]] == [str(waiting.id)]
    assert "Kennung in der Quelle" in everything[0]
    db.session.rollback()
    noted = db.session.scalars(select(Export).order_by(Export.id)).all()
    assert [(one.form, one.number, one.narrowed, one.addresses) for one in noted] == [
        ("csv", 2, "", False),
        ("csv", 1, "Eingegangen", False),
    ]
    entry = db.session.scalars(select(Entry).where(Entry.kind == "export").order_by(Entry.id)).first()
    assert entry is not None
    assert (entry.verb, entry.parameters) == ("ideas.exported", {"number": 2, "form": "csv"})
    assert "2 als CSV" in office.get(DESK).get_data(as_text=True)


def test_a_search_goes_out_as_it_is_found(app: House, office: FlaskClient, visitor: FlaskClient) -> None:
    published("Mehr Bänke am Bach."), published("Die Ampel ist zu kurz.")
    indexing.rebuild()

    assert len(table(submit(office, f"{DESK}?q=ampel"))) == 2
    assert len(table(visitor.get("/ideen.csv?q=Bank"))) == 2
    assert len(table(visitor.get("/ideen.csv?stand=done"))) == 1


def test_addresses_go_only_with_the_right_a_tick_and_a_reason(
    app: House, office: FlaskClient, admin: FlaskClient
) -> None:
    made, other = make_idea(email="anna@example.org"), make_idea("Ohne Bestätigung.", email="nie@example.org")
    with writing():
        services.confirm(made.id)

    assert "addresses" not in office.get(DESK).get_data(as_text=True)
    forged = {"token": token(office.get(DESK), None), "form": "csv", "addresses": "y", "reason": "Ich will"}
    sent = office.post(DESK, data=forged)
    assert (sent.status_code, b"anna" in sent.data) == (200, False)
    assert submit(admin, DESK, addresses="y").status_code == 422
    rows = table(submit(admin, DESK, addresses="y", reason="Einladung zum Treffen"))

    assert {row[0]: row[-1] for row in rows[1:]} == {str(made.id): "anna@example.org", str(other.id): ""}
    assert b"anna" not in submit(admin, DESK).data
    db.session.rollback()
    noted = db.session.scalars(select(Export).where(Export.addresses)).one()
    assert (noted.reason, noted.number) == ("Einladung zum Treffen", 2)
    verbs = db.session.scalars(select(Entry.verb).where(Entry.thing_id == noted.id, Entry.kind == "export")).all()
    assert verbs == ["ideas.exported_with_addresses"]


def test_who_only_reads_takes_no_list_along(app: House, reader: FlaskClient) -> None:
    assert reader.get(DESK).status_code == 403
    assert DESK not in reader.get("/buero/ideen/alle").get_data(as_text=True)
    assert reader.post(DESK, data={}).status_code == 403


def test_bad_input_is_answered_in_words(app: House, office: FlaskClient, visitor: FlaskClient) -> None:
    published()
    assert submit(office, DESK, form="exe").status_code == 422
    assert submit(office, DESK, token="x").status_code == 422
    assert visitor.get("/ideen.pdf").status_code == 404
    assert len(table(visitor.get("/ideen.csv?thema=999999999&bezirk=x&stand=%00&art=-1"))) == 2
    assert visitor.get("/ideen.csv?q=%00%ff" + "x" * 3000).status_code == 200


def test_withdrawn_or_hidden_is_gone_from_every_file(app: House, office: FlaskClient, visitor: FlaskClient) -> None:
    hidden, withdrawn = published("Ein Name im Text."), published("Doch lieber nicht.")
    with writing():
        services.advance(hidden.id, Stage.NOT_PUBLISHED, HOUSE, services.Said(reason="Persönlich."))
        services.withdraw(queries.one(withdrawn.id, public=False))

    for form in formats.FORMS:
        assert b"Ein Name im Text" not in visitor.get(f"/ideen.{form}").data
        assert b"Doch lieber nicht" not in visitor.get(f"/ideen.{form}").data
    desk = submit(office, DESK).get_data(as_text=True)
    assert ("Ein Name im Text" in desk, "Doch lieber nicht" in desk) == (True, False)


def test_a_file_is_of_one_moment_and_holds_no_connection_after_it(app: House) -> None:
    for number in range(1200):
        db.session.add(_plain(number))
    db.session.commit()
    going = sending.opened(queries.ids_of(narrowing.Filters(), public=True), public=True)
    chunks = going.chunks()
    first = next(chunks)

    with writing():
        db.session.execute(update(Idea).values(title="Anders"))
        db.session.add(_plain(5000))

    rows = [*first, *(row for chunk in chunks for row in chunk)]
    assert (going.number, len(rows)) == (1200, 1200)
    assert {row.title for row in rows} == {"Titel"}
    assert db.engine.pool.checkedout() <= 1  # type: ignore[attr-defined]  # a pool that counts; the test's own session


def test_a_reader_who_leaves_early_frees_the_connection(app: House, visitor: FlaskClient) -> None:
    for number in range(1200):
        db.session.add(_plain(number))
    db.session.commit()
    db.session.remove()

    answer = visitor.get("/ideen.csv", buffered=False)
    next(iter(answer.response))
    answer.close()

    assert db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]  # a pool that counts


def test_who_has_the_file_already_gets_no_second_copy(app: House, visitor: FlaskClient) -> None:
    published()
    first = visitor.get("/ideen.csv")

    again = visitor.get("/ideen.csv", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    published("Noch eine Idee.")
    assert visitor.get("/ideen.csv", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_the_list_offers_its_file_with_its_filters(app: House, visitor: FlaskClient, office: FlaskClient) -> None:
    published(district_id=radar.taxonomy().districts[0].id)
    district = radar.taxonomy().districts[0].id

    page = visitor.get(f"/ideen?bezirk={district}&vor=9-9").get_data(as_text=True)
    assert f'href="/ideen.csv?bezirk={district}"' in visitor.get(f"/ideen?bezirk={district}").get_data(as_text=True)
    assert "/ideen.csv?bezirk=1&amp;vor" not in page
    assert f'href="{DESK}?stand=received"' in office.get("/buero/ideen/alle?stand=received").get_data(as_text=True)


def _plain(number: int) -> Idea:
    from core import clock  # noqa: PLC0415 - only for these rows

    now = clock.now()
    given: dict[str, Any] = {"submitted_at": now, "changed_at": now, "published_at": now, "stage": Stage.PUBLISHED}
    return Idea(title="Titel", text=f"Text {number} " * 20, place="", **given)
