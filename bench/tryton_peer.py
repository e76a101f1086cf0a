"""Run by another Python that has `trytond` and `trytond-party`, as `PYTHON bench/tryton_peer.py FOLDER < names.json`.

Prints, as JSON, the processor milliseconds of its RPC for a list of 25 parties and for searches by name, among the parties
whose names it was given: the best round's mean, in its own process, without a network. It imports nothing of this house.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

NAME, WORD = "bench", "only for measuring 4711 A"
WORDS = ("Radwege", "Bücherfeste", "muller", "Öztürk", "Werkstatt", "Wohnstraßen")
FIELDS = ["id", "rec_name", "name", "code", "lang", "active"]
ROUNDS, EACH = 8, 12


def main(folder: Path, names: Sequence[str]) -> dict[str, float]:
    """Make a database in a folder, fill it, measure."""
    (folder / "trytond.conf").write_text(f"[database]\nuri = sqlite://\npath = {folder}\n", encoding="utf-8")
    (folder / "word").write_text(WORD, encoding="utf-8")
    (folder / f"{NAME}.sqlite").touch()
    os.environ.update(TRYTOND_CONFIG=str(folder / "trytond.conf"), TRYTONPASSFILE=str(folder / "word"))
    admin = [str(Path(sys.executable).with_name("trytond-admin")), "-c", str(folder / "trytond.conf"), "-d", NAME]
    more = ["-u", "party", "--activate-dependencies", "--email", "admin@example.org"]
    subprocess.run([*admin, *more], check=True, stdout=subprocess.DEVNULL)
    ask = _opened(names)
    return {"list": _ms(lambda: ask([])), "search": _ms(_in_turn(ask))}


def _opened(names: Sequence[str]) -> Callable[[list[Any]], None]:
    """Fill the database; return a call that asks its RPC for 25 parties of a domain."""
    app: Any = import_module("trytond.application").app  # only after its settings are there; not known to this house
    pool: Any = import_module("trytond.pool").Pool
    transaction: Any = import_module("trytond.transaction").Transaction
    client: Any = import_module("werkzeug.test").Client(app)
    pool.start()
    pool(NAME).init()
    with transaction().start(NAME, 1):
        pool().get("party.party").create([{"name": name} for name in names])
    said = client.post(
        f"/{NAME}/rpc/", json={"id": 0, "method": "common.db.login", "params": ["admin", {"password": WORD}]}
    )
    user, session = said.json["result"][:2]
    key = base64.b64encode(f"admin:{user}:{session}".encode()).decode()
    headers = {"Authorization": f"Session {key}"}

    def ask(domain: list[Any]) -> None:
        given = [domain, 0, 25, [["name", "ASC"]], FIELDS, {}]
        body = {"id": 1, "method": "model.party.party.search_read", "params": given}
        answer = client.post(f"/{NAME}/rpc/", json=body, headers=headers)
        assert "result" in answer.json, answer.json  # noqa: S101 - an error would be cheap

    return ask


def _in_turn(ask: Callable[[list[Any]], None]) -> Callable[[], None]:
    turns = iter(WORDS * ROUNDS * EACH)
    return lambda: ask([["rec_name", "ilike", f"%{next(turns)}%"]])


def _ms(call: Callable[[], None]) -> float:
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(EACH):
            call()
        best = min(best, (time.process_time() - began) / EACH)
    return best * 1e3


if __name__ == "__main__":
    json.dump(main(Path(sys.argv[1]), json.load(sys.stdin)), sys.stdout)
