"""Backups on both databases: of one moment while people write, no secret in them, half a backup is none."""

import os
import secrets
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from core import backup, clock, migrating
from core.backup import engines, manifest
from core.db import db, writing
from core.texts import TextEdit
from tests.support import server
from tests.support.branches import KEY, PIN, SALT, Branch, made_by


def write_down(body: str) -> None:
    """Store an edited text, whatever its length."""
    db.session.add(TextEdit(key="office.name", body=body, edited_at=clock.now()))


def test_a_backup_says_what_it_is(old: Branch, tmp_path: Path) -> None:
    made = old.make(tmp_path / "backups")

    found = manifest.read(made)

    assert (found.revision, found.engine) == (migrating.head(), made_by(old))
    assert set(found.sha256) == {engines.of(old.url).file, "files/2026/bank.txt"}
    assert sorted(path.name for path in (tmp_path / "backups").iterdir()) == [made.name]
    assert made.name.startswith("stadtkompass-20")


def test_no_secret_goes_out(old: Branch, tmp_path: Path) -> None:
    made = old.make(tmp_path / "backups")
    if made_by(old) == "postgresql":
        readable = [f"--file={made / 'readable.sql'}", str(made / "database.dump")]
        subprocess.run([engines._program(old.url, "pg_restore"), *readable], check=True)

    kept = b"".join(path.read_bytes() for path in manifest.files_in(made))

    assert b"account.email" in kept
    for secret in (KEY.encode(), PIN.encode(), SALT, SALT.hex().encode(), b"login_try.name_hash", b"limit_try.source"):
        assert secret not in kept


def test_only_the_owner_reads_a_backup(old: Branch, tmp_path: Path) -> None:
    made = old.make(tmp_path / "backups")

    assert made.stat().st_mode & 0o077 == 0
    assert {path.stat().st_mode & 0o077 for path in manifest.files_in(made) if path.name != manifest.NAME} == {0}


def test_letters_that_arrived_leave_no_words_behind(old: Branch, tmp_path: Path) -> None:
    if made_by(old) == "postgresql":
        pytest.skip("pg_dump cannot leave words out of a row: there the delivery itself empties them")
    with old.app.app_context(), db.engine.begin() as connection:
        connection.execute(text('UPDATE outbox SET payload = \'{"to": "ines@example.org"}\''))

    made = old.make(tmp_path / "backups")

    assert b"ines@example.org" not in (made / "database.sqlite").read_bytes()


def test_a_backup_made_while_people_write_is_of_one_moment(old: Branch, fresh: Branch, tmp_path: Path) -> None:
    enough, over, faults = threading.Event(), threading.Event(), list[Exception]()

    def write() -> None:
        number = 0
        while not over.is_set():
            with old.app.app_context(), writing():
                write_down(f"Büro {number}")
                db.session.execute(text("UPDATE version SET number = number + 1 WHERE subject = 'pairs'"))
            number += 1
            if number == 20:
                enough.set()

    def guarded() -> None:
        try:
            write()
        except Exception as fault:  # noqa: BLE001 - the test shows it
            faults.append(fault)
            enough.set()

    with old.app.app_context(), db.engine.begin() as connection:
        connection.execute(text("DELETE FROM text_edit"))
        connection.execute(text("INSERT INTO version (subject, number) VALUES ('pairs', 0)"))
    writer = threading.Thread(target=guarded)
    writer.start()
    enough.wait(30)
    made = old.make(tmp_path / "backups")
    over.set()
    writer.join(30)

    fresh.restore(made)

    assert faults == []
    with fresh.app.app_context():
        edits = db.session.query(TextEdit).count()
        pairs = db.session.scalar(text("SELECT number FROM version WHERE subject = 'pairs'"))
    assert edits == pairs >= 20


def test_an_empty_database_has_no_backup(fresh: Branch, tmp_path: Path) -> None:
    with pytest.raises(backup.Failed, match="empty"):
        fresh.make(tmp_path / "backups")

    assert not (tmp_path / "backups").exists()


def test_two_backups_in_one_second_are_two(old: Branch, tmp_path: Path) -> None:
    made = {old.make(tmp_path / "backups") for _ in range(3)}

    assert len(made) == 3
    assert all(manifest.read(one).revision == migrating.head() for one in made)


def test_a_backup_where_nothing_can_be_written_is_one_sentence(old: Branch, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("a file, no folder")

    done = old.command("backup", str(tmp_path / "backups" / "below"))

    assert done.exit_code == 1
    assert done.output.startswith("Error: No backup was made: ")
    assert done.output.count("\n") == 1


def test_a_full_disk_leaves_nothing(old: Branch, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="only where a process can be held to a file size")
    with old.app.app_context(), writing():
        write_down(secrets.token_hex(400_000))
    environment = {
        **os.environ,
        "STADTKOMPASS_SECRET_KEY": KEY,
        "STADTKOMPASS_BASE_URL": "http://localhost",
        "STADTKOMPASS_DATABASE_URL": old.url,
        "STADTKOMPASS_INSTANCE_DIR": str(old.instance),
    }

    done = subprocess.run(
        [sys.executable, "run.py", "backup", str(tmp_path / "backups")],
        cwd=server.CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)),
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: No backup was made: ")
    assert done.stderr.count("\n") == 1
    assert list((tmp_path / "backups").iterdir()) == []


def test_the_commands_say_what_they_did(old: Branch, fresh: Branch, tmp_path: Path) -> None:
    made = old.command("backup", str(tmp_path / "backups"))
    folder = next((tmp_path / "backups").iterdir())
    back = fresh.command("restore", str(folder))
    again = fresh.command("restore", str(folder))
    replaced = fresh.command("restore", str(folder), "--replace")

    assert (made.exit_code, back.exit_code, again.exit_code, replaced.exit_code) == (0, 0, 1, 0)
    assert str(folder) in made.output
    assert "Start the server and the worker now." in back.output
    assert "--replace" in again.output
