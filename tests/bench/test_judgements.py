"""The judged challenges name actors that exist, each has a right one that may be suggested, and the set is broad enough."""

from __future__ import annotations

import tomllib
from collections import Counter
from typing import Any

import pytest

from bench import judged
from bench.judged import FOLDER, GRADES, RIGHT, challenges, network
from demo.network.stage import people

ENTRIES = [
    entry for path in sorted(FOLDER.glob("*.toml")) for entry in tomllib.loads(path.read_text("utf-8"))["challenge"]
]
MATCHABLE = {one.key for one in network()}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["key"])
def test_every_named_actor_is_in_the_demo_network_once(entry: dict[str, Any]) -> None:
    keys = {str(one[how]): str(one["key"]) for one in people() for how in ("name", "key")}
    named = [name for grade in GRADES for name in entry.get(grade, ())]

    assert [name for name in named if name not in keys] == []
    assert [key for key, count in Counter(keys[name] for name in named).items() if count > 1] == []


@pytest.mark.parametrize("one", challenges(), ids=lambda one: one.key)
def test_every_challenge_has_a_right_actor_who_may_be_suggested(one: judged.Judged) -> None:
    assert [key for key, grade in one.grades.items() if grade >= RIGHT and key in MATCHABLE]


def test_an_actor_that_nobody_knows_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    (tmp_path / "1.toml").write_text(
        '[[challenge]]\nkey = "k"\ntitle = "t"\ntext = "x"\nsource = "idea"\nareas = ["kg1"]\n3 = ["niemand"]\n',
        "utf-8",
    )
    monkeypatch.setattr(judged, "FOLDER", tmp_path)

    with pytest.raises(KeyError, match="niemand"):
        challenges()


def test_the_set_is_broad() -> None:
    found = challenges()
    areas = Counter(area for one in found for area in one.areas)

    assert len({one.key for one in found}) == len(found) >= 44
    assert sum(one.kept for one in found) == 10
    assert sum(one.other_words for one in found) >= 15
    assert set(areas) == {"kg1", "kg2", "wl1", "wl2", "la1", "la2", "td1", "td2"}
    assert min(areas.values()) >= 5
    assert sum(len(f"{one.title} {one.text}".split()) < 8 for one in found) >= 5
    assert {one.source for one in found} == {"idea", "vision", "order", "typed"}


def test_only_who_agreed_and_did_not_take_it_back_is_ranked() -> None:
    assert MATCHABLE.isdisjoint({"div", "teller", "katharina2", "theo", "magda", "holger"})
    assert {"bertold", "1", "a_blind"} <= MATCHABLE


def test_an_actor_shows_what_the_house_reads() -> None:
    shown = next(one for one in network() if one.key == "mirela").profile.evidence

    assert [(one.kind, one.text, one.weight) for one in shown][1:] == [
        ("competence", "Pflege", 0.8),
        ("competence", "Pflegende Angehörige beraten", 0.8),
        ("interest", "Hausnotruf, der verstanden wird", 0.5),
    ]
    assert shown[0].text.startswith("Mirela Musterau. Pflegefachfrau")
