"""Contributions of other platforms come in: good rows kept, bad ones named, nothing twice, no file too strange to say why."""

from __future__ import annotations

import csv
import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from core import indexing, journal
from core.config import settings
from core.db import db
from core.factory import House
from core.things import Thing
from ideas import address, importing
from ideas.models import Idea, Source
from ideas.stages import Stage
from tests.support import server
from tests.support.imports import GOOD, last, run, stored, wrote

REAL = Path(__file__).parent.parent.parent.parent / "shared" / "data"


def test_a_good_file_waits_in_the_queue(app: House, tmp_path: Path) -> None:
    result = run(app, wrote(tmp_path / "gut.csv", GOOD))

    assert (result.exit_code, last(result)) == (0, "3 neu, 0 schon da, 0 mit Fehler")
    first, second, third = stored()
    assert (first.title, first.text, first.source_name, first.source_ref) == (
        "Mehr Bänke",
        "Am Bach fehlt eine Bank.",
        "Raddialog",
        "E1",
    )
    assert (second.title, third.text) == ("Die Ampel ist zu kurz", "Nur ein Titel")
    assert {(idea.source, idea.stage, idea.public) for idea in (first, second, third)} == {
        (Source.IMPORT, Stage.RECEIVED, False)
    }
    assert [entry.verb for entry in journal.entries(Thing("idea", first.id))] == ["idea.imported"]


def test_a_trial_run_stores_nothing(app: House, tmp_path: Path) -> None:
    path = wrote(tmp_path / "gut.csv", GOOD)

    result = run(app, path, "--dry-run")

    assert (result.exit_code, last(result)) == (0, "Probelauf: 3 neu, 0 schon da, 0 mit Fehler")
    assert stored() == []
    run(app, path)
    assert last(run(app, path, "--dry-run")) == "Probelauf: 0 neu, 3 schon da, 0 mit Fehler"


def test_twice_is_once_and_another_source_is_another_file(app: House, tmp_path: Path) -> None:
    path = wrote(tmp_path / "gut.csv", GOOD)
    run(app, path)

    assert last(run(app, path)) == "0 neu, 3 schon da, 0 mit Fehler"
    assert last(run(app, path, source="Klimadialog")) == "3 neu, 0 schon da, 0 mit Fehler"
    assert len(stored()) == 6


def test_a_row_that_stands_twice_is_stored_once_also_without_ids(app: House, tmp_path: Path) -> None:
    rows = "title,text\nA,Gleich\nA,Gleich\nB,Anders\n"

    assert last(run(app, wrote(tmp_path / "ohne.csv", rows))) == "2 neu, 1 schon da, 0 mit Fehler"
    more = rows + "C,Neu\n"
    assert last(run(app, wrote(tmp_path / "mehr.csv", more))) == "1 neu, 3 schon da, 0 mit Fehler"


def test_a_row_that_stands_twice_is_counted_alike_in_a_trial_run_and_across_portions(
    app: House, tmp_path: Path
) -> None:
    many = "".join(f"E{number % 150},T{number % 150},Text\n" for number in range(300))
    path = wrote(tmp_path / "viele.csv", "id,title,text\n" + many)

    trial = last(run(app, path, "--dry-run"))

    assert trial == "Probelauf: 150 neu, 150 schon da, 0 mit Fehler"
    assert last(run(app, path)) == "150 neu, 150 schon da, 0 mit Fehler"


def test_bad_rows_are_named_by_line_and_good_rows_are_kept(app: House, tmp_path: Path) -> None:
    rows = [
        "id,title,text",
        "E1,Gut,Eins",
        "E2,,",
        f"E3,Lang,{'x' * 4001}",
        "E4,Auch gut,Zwei",
        f"{'n' * 121},Kennung,Drei",
    ]

    result = run(app, wrote(tmp_path / "gemischt.csv", "\n".join(rows) + "\n"))

    said = result.output.splitlines()
    assert "Zeile 3: Text und Titel sind leer" in said
    assert "Zeile 4: der Text ist länger als 4000 Zeichen (4001)" in said
    assert "Zeile 6: die Kennung ist länger als 120 Zeichen" in said
    assert (result.exit_code, last(result)) == (0, "2 neu, 0 schon da, 3 mit Fehler")
    assert [idea.text for idea in stored()] == ["Eins", "Zwei"]


def test_quotes_line_breaks_and_separators_inside_a_field_stay(app: House, tmp_path: Path) -> None:
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerows([["id", "title", "text"], ["E1", 'Die "Ecke", oben', "Erste Zeile\r\nzweite; Zeile\n\nletzte"]])

    run(app, wrote(tmp_path / "zeilen.csv", made.getvalue()))

    assert [(idea.title, idea.text) for idea in stored()] == [
        ('Die "Ecke", oben', "Erste Zeile\nzweite; Zeile\n\nletzte")
    ]


@pytest.mark.parametrize(
    ("separator", "encoding"), [(";", "utf-8-sig"), ("\t", "utf-8"), (";", "cp1252"), (",", "utf-16")]
)
def test_other_separators_and_encodings_are_understood(
    app: House, tmp_path: Path, separator: str, encoding: str
) -> None:
    lines = [["id", "title", "text"], ["E1", "Größe", "Für „Füße“ und 5 €, bitte"]]
    text = "\n".join(separator.join(f'"{field}"' for field in line) for line in lines) + "\n"

    result = run(app, wrote(tmp_path / "anders.csv", text, encoding))

    assert result.exit_code == 0, result.output
    assert [(idea.title, idea.text) for idea in stored()] == [("Größe", "Für „Füße“ und 5 €, bitte")]


def test_columns_are_found_by_the_map(app: House, tmp_path: Path) -> None:
    text = "Nr.;Betreff;Beschreibung;Stadtteil;Straße\n7;Bank;Am Bach;Jöllenbeck;Bachweg\n8;Baum;Am Rand;Nirgendwo;\n"
    mapping = "id=Nr.,title=Betreff,text=Beschreibung,district=Stadtteil,place=Straße"

    result = run(app, wrote(tmp_path / "karte.csv", text), "--map", mapping, "--publish")

    assert last(result) == "2 neu, 0 schon da, 0 mit Fehler"
    first, second = db.session.scalars(select(Idea).order_by(Idea.id).options(selectinload(Idea.district))).all()
    assert (first.district and first.district.name, first.place, second.district) == ("Jöllenbeck", "Bachweg", None)
    assert second.place == "Nirgendwo"  # no Stadtbezirk of ours: kept in words
    assert {(idea.stage, idea.published_at is None) for idea in (first, second)} == {(Stage.PUBLISHED, False)}


def test_a_heading_without_rows_is_no_fault(app: House, tmp_path: Path) -> None:
    assert last(run(app, wrote(tmp_path / "kopf.csv", "id,title,text\n"))) == "0 neu, 0 schon da, 0 mit Fehler"


def test_a_title_too_long_for_a_title_is_not_cut_off(app: House, tmp_path: Path) -> None:
    title = "Viele Wörter, " * 12 + "Ende"

    run(app, wrote(tmp_path / "titel.csv", f'id,title,text\nE1,"{title}",Mehr dazu\n'))

    assert [(idea.text, len(idea.title) <= 120) for idea in stored()] == [(f"{title}\n\nMehr dazu", True)]


def test_a_title_of_two_lines_becomes_one(app: House, tmp_path: Path) -> None:
    run(app, wrote(tmp_path / "zwei.csv", 'id,title,text\nE1,"Eine\nBank","Erste\nzweite"\n'))

    assert [(idea.title, idea.text) for idea in stored()] == [("Eine Bank", "Erste\nzweite")]


def test_html_is_kept_as_words(app: House, tmp_path: Path) -> None:
    run(app, wrote(tmp_path / "html.csv", "id,title,text\nE1,<b>Fett</b>,<script>alert(1)</script>\n"), "--publish")
    (idea,) = stored()

    page = app.test_client().get(address.of(idea)).text

    assert idea.text == "<script>alert(1)</script>"
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.slow
def test_an_import_that_was_killed_goes_on_where_it_stopped(app: House, tmp_path: Path) -> None:
    number, house = 3000, settings()
    rows = "".join(f"E{n},Titel {n},Text {n}\n" for n in range(number))
    path = wrote(tmp_path / "viele.csv", "id,title,text\n" + rows)
    named = {"SECRET_KEY": house.secret_key, "DATABASE_URL": house.database_url, "BASE_URL": house.base_url}
    environment = {**os.environ, **{f"STADTKOMPASS_{name}": value for name, value in named.items()}}
    environment["STADTKOMPASS_INSTANCE_DIR"] = str(tmp_path)
    command = [sys.executable, str(server.CHECKOUT / "run.py"), "ideas", "import", str(path), "--source", "Raddialog"]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while not (kept := len(stored())) and time.monotonic() < end:
        assert running.poll() is None
    running.send_signal(signal.SIGKILL)
    running.wait(20)

    kept = len(stored())
    assert 0 < kept < number
    assert kept % importing.ROWS == 0
    assert last(run(app, path)) == f"{number - kept} neu, {kept} schon da, 0 mit Fehler"
    assert [idea.source_ref for idea in stored()] == [f"E{n}" for n in range(number)]


def read(path: Path) -> list[dict[str, str]]:
    """Read a clean file with the standard library alone."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.slow
def test_825_real_contributions_come_in_are_found_and_shown(app: House) -> None:
    files = {"Köln-Ehrenfeld": REAL / "ideen-koeln-ehrenfeld.csv", "Moers": REAL / "ideen-moers.csv"}
    if not all(path.exists() for path in files.values()):
        pytest.skip(f"the real contributions are not there ({REAL.name}/*.csv beside the checkout)")

    expected = {name: read(path) for name, path in files.items()}
    numbers = {name: len(rows) for name, rows in expected.items()}
    assert sum(numbers.values()) == 825

    said = [last(run(app, path, "--publish", source=name)) for name, path in files.items()]

    assert said == [f"{number} neu, 0 schon da, 0 mit Fehler" for number in numbers.values()]
    counted = select(Idea.source_name, func.count()).group_by(Idea.source_name).order_by(Idea.source_name)
    assert [tuple(row) for row in db.session.execute(counted)] == sorted(numbers.items())
    again = [last(run(app, path, "--publish", source=name)) for name, path in files.items()]
    assert again == [f"0 neu, {number} schon da, 0 mit Fehler" for number in numbers.values()]

    indexing.tend()
    visitor = app.test_client()
    assert "825" in visitor.get("/ideen").text
    sample = [row for row in expected["Moers"] if len(row["title"].split()) > 3][::20]
    by_ref = {idea.source_ref: idea for idea in stored()}
    found = [
        address.of(by_ref[row["id"]]) in visitor.get("/ideen", query_string={"q": row["title"]}).text for row in sample
    ]
    assert len(found) >= 8
    assert sum(found) >= len(found) - 1
    for row in sample:
        assert visitor.get(address.of(by_ref[row["id"]])).status_code == 200
