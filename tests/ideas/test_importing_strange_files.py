"""Files that are not what their name says, broken rows, wrong words: each told in a sentence, no good row lost."""

from __future__ import annotations

import resource
import zipfile
from pathlib import Path

import pytest

from core.factory import House
from tests.support.imports import GOOD, last, refusal, run, stored, wrote

MEMORY_MB = 60


def test_missing_columns_are_named(app: House, tmp_path: Path) -> None:
    path = wrote(tmp_path / "fremd.csv", "nummer,betreff,inhalt\n1,A,B\n")

    assert (
        refusal(app, path) == "In der ersten Zeile fehlen die Spalten: title, text. Da sind: nummer, betreff, inhalt."
    )


@pytest.mark.parametrize("mapping", ["titel=Betreff", "title", "title=", "=Betreff"])
def test_a_map_that_makes_no_sense_is_refused(app: House, tmp_path: Path, mapping: str) -> None:
    assert "--map versteht" in refusal(app, wrote(tmp_path / "gut.csv", GOOD), "--map", mapping)


@pytest.mark.parametrize("mapping", ["id=Nummer", "title=A;text=B", "place=Ort"])
def test_a_map_to_a_column_that_is_not_there_is_refused(app: House, tmp_path: Path, mapping: str) -> None:
    assert "fehlen die Spalten" in refusal(app, wrote(tmp_path / "gut.csv", GOOD), "--map", mapping)


@pytest.mark.parametrize("text", ["", "\n", "\n\n\n", "   \n", "\ufeff"])
def test_an_empty_file_is_told(app: House, tmp_path: Path, text: str) -> None:
    assert refusal(app, wrote(tmp_path / "leer.csv", text)) == "Die Datei ist leer."


def strange(folder: Path, kind: str) -> Path:
    """Write a file that is not what its name says."""
    path = folder / "bild.csv"
    if kind == "xlsx":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("xl/workbook.xml", "<workbook/>")
        return path
    start = {"png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "nul": b"id,title,text\nE1,A\x00B,C\n"}
    late = b"id,title,text\n" + b"".join(b"E%d,Titel,Text\n" % n for n in range(9000)) + b"E9,\x00\x00\x00,\x00\n"
    path.write_bytes({**start, "late": late, "random": bytes(range(256)) * 40}[kind])
    return path


@pytest.mark.parametrize("kind", ["png", "xlsx", "nul", "random", "late"])
def test_a_file_that_is_no_text_is_refused_before_anything_is_stored(app: House, tmp_path: Path, kind: str) -> None:
    wanted = "keine Excel-Datei" if kind == "xlsx" else "keine CSV-Datei"
    assert wanted in refusal(app, strange(tmp_path, kind))


@pytest.mark.parametrize("after", [4, 40_000])
def test_a_quote_that_never_ends_costs_one_row(app: House, tmp_path: Path, after: int) -> None:
    """A reader that trusts quotes would swallow every row behind it, or take them for one long text."""
    rows = "".join(f"E{number},Titel {number},Text\n" for number in range(30))
    broken = f'id,title,text\n{rows}X,"Titel,Text\n' + "".join(f"F{number},Titel,Text\n" for number in range(after))

    result = run(app, wrote(tmp_path / "zitat.csv", broken), "--dry-run")

    assert "Zeile 32: ein Anführungszeichen fehlt oder ist zu viel" in result.output
    assert last(result) == f"Probelauf: {30 + after} neu, 0 schon da, 1 mit Fehler"


def test_a_quote_that_ends_in_another_row_costs_no_third(app: House, tmp_path: Path) -> None:
    lines = [
        "id,title,text",
        'E1,"Offen,Text',
        'E2,"Ganz, gut",Text',
        'E3,Zoll,"5"" Rohr"',
        'E4,"Zu" viel,Text',
        "E5,Gut,Text",
    ]

    result = run(app, wrote(tmp_path / "zitate.csv", "\n".join(lines)))

    assert [idea.source_ref for idea in stored()] == ["E2", "E3", "E5"]
    assert last(result) == "3 neu, 0 schon da, 2 mit Fehler"
    assert [line[:8] for line in result.output.splitlines() if line.startswith("Zeile")] == ["Zeile 2:", "Zeile 5:"]


def test_a_file_of_200_megabytes_is_refused_at_once(app: House, tmp_path: Path) -> None:
    path = tmp_path / "riesig.csv"
    with path.open("wb") as file:
        file.write(b"id,title,text\n")
        file.truncate(200 * 1024 * 1024)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    sentence = refusal(app, path)

    assert sentence == "Die Datei ist größer als 50 MB. Bitte teilen Sie sie."
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < MEMORY_MB


def test_a_field_of_100_000_characters_is_a_bad_row(app: House, tmp_path: Path) -> None:
    rows = [
        f"E1,Lang,{'wort ' * 20_000}",
        "E2,Kurz,Gut",
        f"E3,{'t' * 100_000},Titel",
        f"E4,Kurz,{'x' * 300_000}",
        "E5,Kurz,Gut",
    ]

    result = run(app, wrote(tmp_path / "lang.csv", "id,title,text\n" + "\n".join(rows) + "\n"))

    assert "Zeile 2: der Text ist länger als 4000 Zeichen (99999)" in result.output
    assert "Zeile 4: der Text ist länger als 4000 Zeichen (100007)" in result.output
    assert "Zeile 5: ein Feld ist länger als 200000 Zeichen" in result.output
    assert [idea.source_ref for idea in stored()] == ["E2", "E5"]


def test_lone_surrogates_and_control_signs_do_no_harm(app: House, tmp_path: Path) -> None:
    path = tmp_path / "halb.csv"
    path.write_bytes("id,title,text\nE1,Grün\ud83d,B\udc00\x07 C\x1b[31m\n".encode("utf-8", "surrogatepass"))

    assert last(run(app, path)) == "1 neu, 0 schon da, 0 mit Fehler"
    assert [(idea.title, idea.text) for idea in stored()] == [("Grün", "B C[31m")]


def test_one_broken_sign_does_not_garble_the_umlauts_of_the_others(app: House, tmp_path: Path) -> None:
    path = tmp_path / "gestoert.csv"
    path.write_bytes("id,title,text\nE1,Größe,Für Füße\nE2,Kaputt,".encode() + b"\xff\xfe hier\nE3,Gut,Ja\n")

    result = run(app, path)

    assert "Zeile 3: enthält unlesbare Zeichen" in result.output
    assert [idea.title for idea in stored()] == ["Größe", "Gut"]


def test_a_row_with_too_few_or_too_many_fields_is_taken_as_far_as_it_goes(app: House, tmp_path: Path) -> None:
    result = run(app, wrote(tmp_path / "schief.csv", "id,title,text\nE1,Nur Titel\nE2,A,B,C,D\n\nE3\n"))

    assert last(result) == "2 neu, 0 schon da, 1 mit Fehler"
    assert "Zeile 5: Text und Titel sind leer" in result.output
    assert [(idea.title, idea.text) for idea in stored()] == [("Nur Titel", "Nur Titel"), ("A", "B")]


def test_a_source_without_a_name_or_with_an_endless_one_is_refused(app: House, tmp_path: Path) -> None:
    path = wrote(tmp_path / "gut.csv", GOOD)

    for name in ("", "   ", "x" * 81):
        result = run(app, path, source=name)
        assert (result.exit_code, stored()) == (1, []), result.output
        assert "--source" in last(result)
