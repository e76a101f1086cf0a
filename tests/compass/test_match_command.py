"""python run.py match: a file of actors and challenges in, every actor with a score and reasons out."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from compass import embedding
from compass.suggestions.commands import match

ACTORS: list[dict[str, Any]] = [
    {
        "id": "a1",
        "sector": "civil",
        "documents": [
            {"text": "Hilfe am Handy für ältere Menschen", "kind": "competence", "date": "2026-01-05"},
            {"text": "Kaffee und Gespräche", "kind": "interest", "date": "2025-03-01"},
        ],
    },
    {"id": "a2", "sector": "science", "documents": [{"text": "Insekten zählen", "kind": "mention", "date": ""}]},
    {"id": "a3", "sector": "business", "documents": []},
]
CHALLENGES = [
    {"id": "c1", "title": "Sprechstunde fürs Smartphone", "text": "Seniorinnen brauchen Hilfe mit ihrem Handy."},
    {"id": 2, "title": "Hummeln und Bienen", "text": "Wer kann Insekten bestimmen?"},
]


def ran(folder: Path, content: object, *more: str) -> tuple[int, str, Any]:
    source, target = folder / "in.json", folder / "out.json"
    source.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    done = CliRunner().invoke(match, ["--input", str(source), "--output", str(target), *more])
    return done.exit_code, done.output, json.loads(target.read_text("utf-8")) if target.exists() else None


def test_every_actor_is_scored_for_every_challenge_with_reasons_that_add_up(tmp_path: Path) -> None:
    code, said, found = ran(tmp_path, {"actors": ACTORS, "challenges": CHALLENGES})

    assert code == 0, said
    assert set(found) == {"c1", "2"}
    for rows in found.values():
        assert sorted(row["actor"] for row in rows) == ["a1", "a2", "a3"]
        assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)
        for row in rows:
            assert abs(math.fsum(reason["points"] for reason in row["reasons"]) - row["score"]) < 1e-9
    assert [rows[0]["actor"] for rows in (found["c1"], found["2"])] == ["a1", "a2"]
    reason = found["c1"][0]["reasons"][0]
    assert reason["evidence"] == {
        "text": "Hilfe am Handy für ältere Menschen",
        "kind": "competence",
        "date": "2026-01-05",
    }
    assert any(reason["why"] == "passt zu vielem" for row in found["c1"] for reason in row["reasons"])


def test_one_challenge_is_not_damped(tmp_path: Path) -> None:
    _, _, found = ran(tmp_path, {"actors": ACTORS, "challenges": CHALLENGES[:1]})

    assert all(reason["why"] != "passt zu vielem" for row in found["c1"] for reason in row["reasons"])
    assert found["c1"][-1]["score"] == 0


def test_the_order_of_the_file_means_nothing(tmp_path: Path) -> None:
    turned = [{**one, "documents": one["documents"][::-1]} for one in ACTORS[::-1]]
    _, _, one = ran(tmp_path, {"actors": ACTORS, "challenges": CHALLENGES})
    _, _, other = ran(tmp_path, {"actors": turned, "challenges": CHALLENGES[::-1]})

    assert one == other


def test_who_stands_further_down_gets_the_reasons_in_one_sum(tmp_path: Path) -> None:
    crowd = [{**ACTORS[0], "id": number} for number in range(30)]
    _, _, found = ran(tmp_path, {"actors": crowd, "challenges": CHALLENGES})

    last = found["c1"][-1]
    assert {reason["why"] for reason in last["reasons"]} == {"alle Wörter", "passt zu vielem"}
    assert abs(math.fsum(reason["points"] for reason in last["reasons"]) - last["score"]) < 1e-9


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "Expecting"),
        ([], "needs a list: actors"),
        ({"actors": []}, "needs a list: challenges"),
        ({"actors": [{"sector": "x"}], "challenges": []}, "needs an id"),
        ({"actors": [{"id": 1, "documents": []}, {"id": "1", "documents": []}], "challenges": []}, "the same id"),
        ({"actors": [{"id": 1}], "challenges": []}, "needs a list: documents"),
        ({"actors": [{"id": 1, "documents": [{"text": ["a"]}]}], "challenges": []}, "text must be text"),
        ({"actors": [{"id": True, "documents": []}], "challenges": []}, "needs an id"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, content: object, words: str) -> None:
    code, said, found = ran(tmp_path, content)

    assert (code, found) == (1, None)
    assert words in said


def test_nothing_to_do_is_no_fault(tmp_path: Path) -> None:
    assert ran(tmp_path, {"actors": [], "challenges": CHALLENGES})[2] == {"c1": [], "2": []}
    assert ran(tmp_path, {"actors": ACTORS, "challenges": []})[2] == {}


@pytest.mark.skipif(embedding.installed() is not None, reason="the embedding is installed here")
def test_without_the_embedding_its_switch_says_so(tmp_path: Path) -> None:
    code, said, found = ran(tmp_path, {"actors": ACTORS, "challenges": CHALLENGES}, "--embedding")

    assert (code, found) == (1, None)
    assert "requirements/embedding.lock" in said
