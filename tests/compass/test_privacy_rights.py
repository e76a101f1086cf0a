"""Who may not look into the network sees nothing of it: by no address of any wing, by no jump, whatever the list of rights."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from compass.models import Purpose
from core import indexing, rights
from core.audience import Door
from core.factory import House
from core.rights import Right, Role
from tests.support import planting
from tests.support.thread import Thread, lay_out

NETWORK = frozenset(right for right in Right if right.value.startswith("network."))
KEPT = ("note", "email", "phone", "contact", "formermail", "source", "evidence")


@pytest.fixture
def thread(app: House) -> Thread:
    """Put a row of everything into the house."""
    return lay_out()


def of_the_network(app: House, thread: Thread, method: str) -> list[str]:
    """Return every address of the office that belongs to the network."""
    found = []
    for rule in app.url_map.iter_rules():
        door = app.blueprints.get(rule.endpoint.rsplit(".", 1)[0])
        if isinstance(door, Door) and door.audience == "desk" and rule.rule.startswith("/buero/netzwerk"):
            found += thread.addresses(rule) if method in (rule.methods or ()) else []
    return found


def test_without_the_right_no_address_of_any_wing_opens(
    app: House, thread: Thread, reader: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = planting.plant("recht", (Purpose.MATCHING,))
    indexing.tend()
    assert reader.get(f"/buero/netzwerk/{planted.id}").status_code == 200
    monkeypatch.setitem(rights.ALLOWED, Role.READER, rights.ALLOWED[Role.READER] - NETWORK)

    opened = [path for path in of_the_network(app, thread, "GET") if reader.get(path).status_code != 403]
    pressed = [path for path in of_the_network(app, thread, "POST") if reader.post(path).status_code != 403]
    assert (opened, pressed) == ([], [])
    assert len(of_the_network(app, thread, "GET")) > 60
    for word in (planted.words["name"], planted.words["offer"], planted.words["name"][:8], ""):
        for path in ("/buero/springen", "/buero/springen?teil=1"):
            said = reader.get(f"{path}{'&' if '?' in path else '?'}q={word}").get_data(as_text=True).casefold()
            assert planted.words["name"] not in said.replace(f'value="{word}"', ""), (path, word)


def test_who_only_reads_sees_no_way_to_anybody_and_no_private_word(
    app: House, thread: Thread, reader: FlaskClient
) -> None:
    planted = planting.plant("liest")
    indexing.tend()
    asked = [f"/buero/netzwerk/{planted.id}", "/buero/netzwerk", "/buero/springen"]
    asked += [f"{path}?q={planted.words[word]}" for path in asked[1:] for word in ("email", "formermail")]
    asked += [path for path in of_the_network(app, thread, "GET") if path.count("/") < 5]
    seen = set()
    for path in asked:
        said = reader.get(path).get_data(as_text=True).casefold()
        for word in KEPT:
            inside = said.replace(f'value="{planted.words[word]}"', "") if word in path else said
            seen |= (
                {(path, word)}
                if f"{planted.words[word]}@" in inside
                or (word not in {"email", "formermail"} and planted.words[word] in inside)
                else set()
            )
    assert seen == set()
