"""Restoring on both databases: all that matters comes back, and whatever is wrong changes nothing."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from core import backup, migrating
from core.backup import engines, manifest
from core.db import db
from tests.support.branches import Branch, without


def test_all_that_matters_comes_back(old: Branch, fresh: Branch, tmp_path: Path) -> None:
    made = old.make(tmp_path / "backups")

    said = fresh.restore(made)

    before, after = old.contents(), fresh.contents()
    assert without(after, *engines.fleeting(), "outbox", "version") == without(
        before, *engines.fleeting(), "outbox", "version"
    )
    assert {name: after[name] for name in engines.fleeting()} == {name: [] for name in engines.fleeting()}
    assert len(after["outbox"]) == len(before["outbox"]) == 1
    assert before["version"][0] in after["version"]
    assert (fresh.instance / "files/2026/bank.txt").read_text(encoding="utf-8") == "Eine Bank am Oberen Weg"
    assert migrating.check(fresh.url) is None
    assert "Everybody is logged out" in said


def test_what_a_browser_kept_is_worthless_after_a_restore(old: Branch, tmp_path: Path) -> None:
    kept = old.app.test_client().get("/impressum").headers["ETag"]
    made = old.make(tmp_path / "backups")
    same = old.app.test_client().get("/impressum", headers={"If-None-Match": kept})

    old.restore(made, replace=True)

    assert same.status_code == 304
    assert old.app.test_client().get("/impressum", headers={"If-None-Match": kept}).status_code == 200


def test_a_filled_database_is_not_overwritten(old: Branch, tmp_path: Path) -> None:
    made = old.make(tmp_path / "backups")
    before = old.contents()

    with pytest.raises(backup.Failed, match="not empty"):
        old.restore(made)

    assert old.contents() == before


def test_replacing_leaves_nothing_of_before(old: Branch, tmp_path: Path) -> None:
    made = old.make(tmp_path / "backups")
    before = old.contents()
    with old.app.app_context(), db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE of_a_newer_program (id INTEGER PRIMARY KEY)"))
        connection.execute(text("DELETE FROM idea"))
        connection.execute(text("UPDATE account SET name = 'Jemand'"))
    old.lay("files/2027/later.txt", "später")

    old.restore(made, replace=True)

    after = old.contents()
    assert set(after) == set(before)
    assert without(after, *engines.fleeting(), "outbox", "version") == without(
        before, *engines.fleeting(), "outbox", "version"
    )
    assert [path.name for path in manifest.files_in(old.instance / "files")] == ["bank.txt"]


def test_an_older_backup_is_brought_to_this_programs_shape(
    old: Branch, fresh: Branch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = old.make(tmp_path / "backups")
    newer = tmp_path / "migrations"
    shutil.copytree(migrating.FOLDER, newer, ignore=shutil.ignore_patterns("__pycache__"))
    (newer / "versions" / "9999_later.py").write_text(
        "from alembic import op\nimport sqlalchemy as sa\n"
        f"revision, down_revision, branch_labels, depends_on = '9999', {migrating.head()!r}, None, None\n"
        "def upgrade():\n    op.create_table('later', sa.Column('id', sa.Integer, primary_key=True))\n"
    )
    monkeypatch.setattr(migrating, "FOLDER", newer)

    fresh.restore(made)

    assert migrating.current(fresh.url) == "9999"
    assert "later" in fresh.contents()


def changed(made: Path, **values: object) -> None:
    """Change what a manifest says."""
    path = made / manifest.NAME
    path.write_text(json.dumps({**json.loads(path.read_text()), **values}))


def spoil(made: Path) -> None:
    """Turn one byte in the middle of the database's copy."""
    path = next(made.glob("database.*"))
    contents = bytearray(path.read_bytes())
    contents[len(contents) // 2] ^= 1
    path.write_bytes(contents)


DAMAGES: tuple[tuple[Callable[[Path], object], str], ...] = (
    (spoil, "damaged: database.* is not what was saved"),
    (lambda made: next(made.glob("database.*")).unlink(), "damaged: database.* is missing"),
    (lambda made: (made / "files/2026/bank.txt").write_text("anders"), "damaged: files/2026/bank.txt"),
    (lambda made: (made / manifest.NAME).unlink(), "no finished backup"),
    (lambda made: (made / manifest.NAME).write_text("{"), "damaged: manifest.json"),
    (lambda made: (made / manifest.NAME).write_text('["x"]'), "damaged: manifest.json"),
    (lambda made: changed(made, sha256={"files/../../x": "y"}), "names files outside"),
    (lambda made: changed(made, revision="9999"), "newer program"),
    (lambda made: changed(made, engine="other"), "comes from other"),
)


def test_a_damaged_or_foreign_backup_changes_nothing(old: Branch, tmp_path: Path, subtests: pytest.Subtests) -> None:
    made = old.make(tmp_path / "backups")
    before = old.contents()

    for number, (damage, sentence) in enumerate(DAMAGES):
        with subtests.test(sentence):
            spoiled = Path(shutil.copytree(made, tmp_path / str(number)))
            damage(spoiled)

            with pytest.raises(backup.Failed, match=sentence):
                old.restore(spoiled, replace=True)

            assert old.contents() == before
            assert (old.instance / "files/2026/bank.txt").read_text(encoding="utf-8") == "Eine Bank am Oberen Weg"


def test_a_dump_that_does_not_go_in_changes_nothing(old: Branch, tmp_path: Path) -> None:
    made = old.make(tmp_path / "backups")
    before = old.contents()
    copy = next(made.glob("database.*"))
    copy.write_bytes(copy.read_bytes()[:4000])
    changed(made, sha256={copy.name: manifest.digest(copy)})

    with pytest.raises(backup.Failed, match="Not restored"):
        old.restore(made, replace=True)

    assert old.contents() == before
    assert (old.instance / "files/2026/bank.txt").exists()
