"""Backup and restore on both databases: all that matters comes back, no secret goes out, half a backup is none."""

import json
import os
import secrets
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import NullPool, create_engine, text

import run
from core import backup, clock, migrating
from core.backup import engines, manifest
from core.db import db, writing
from core.factory import House
from core.rows import Base
from core.texts import TextEdit
from tests.support import houses, postgres, rows, server

KEY = "a-secret-key-that-no-backup-may-hold-4711"
SALT = b"salt-of-a-day-that-nobody-may-read"[:32]
PIN = "e" * 20 + "0123456789" + "f" * 34


class Branch:
    """A house with a database and an instance folder of its own."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.instance = folder / "instance"
        self.app: House = run.create_app(houses.settings(url, self.instance, KEY))

    def contents(self) -> dict[str, list[tuple[object, ...]]]:
        """Return all rows of all tables."""
        with self.app.app_context(), db.engine.connect() as connection:
            return rows.contents(connection)

    def furnish(self) -> None:
        """Put files into the instance folder: one that matters, others that do not."""
        self.lay("files/2026/bank.txt", "Eine Bank am Oberen Weg")
        for private in ("search/segment", "static-cache/app.css", "mail/1.eml", "secret_key"):
            self.lay(private, KEY)

    def lay(self, name: str, words: str) -> None:
        """Put a file into the instance folder."""
        path = self.instance / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")

    def make(self, folder: Path) -> Path:
        """Make a backup."""
        with self.app.app_context():
            return backup.make(self.url, folder)

    def restore(self, folder: Path, *, replace: bool = False) -> str:
        """Restore a backup."""
        with self.app.app_context():
            return backup.restore(self.url, folder, replace=replace)

    def command(self, *words: str) -> Any:
        """Run a command of the house."""
        return self.app.test_cli_runner().invoke(args=list(words))

    def close(self) -> None:
        """Close what is open."""
        houses.Furnished(self.app, self.instance).close()


def fill(url: str) -> None:
    """Migrate a database and put a row into every table."""
    migrating.upgrade(url)
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        rows.fill(connection, Base.metadata)
        connection.execute(text("UPDATE login_session SET token_hash = :pin"), {"pin": PIN})
        connection.execute(text("UPDATE limit_salt SET salt = :salt"), {"salt": SALT})


@pytest.fixture(scope="module")
def filled(engine_name: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give a filled database to copy: a file, or the name of a template."""
    if engine_name == "sqlite":
        file = tmp_path_factory.mktemp("filled") / "filled.db"
        fill(f"sqlite:///{file}")
        yield str(file)
        return
    cluster: postgres.Cluster = request.getfixturevalue("cluster")
    fill(cluster.create_database("filled"))
    yield "filled"
    cluster.drop_database("filled")


@pytest.fixture
def branch(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., Branch]]:
    """Open branches, each with a database of its own, empty or a copy."""
    opened, named = list[Branch](), list[str]()

    def open_one(name: str, source: str | None = None) -> Branch:
        if engine_name == "sqlite":
            url = f"sqlite:///{tmp_path}/{name}.db"
            if source:
                shutil.copyfile(source, tmp_path / f"{name}.db")
        else:
            url = request.getfixturevalue("cluster").create_database(name, source or "template1")
            named.append(name)
        opened.append(Branch(url, tmp_path / name))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()
    for name in named:
        request.getfixturevalue("cluster").drop_database(name)


@pytest.fixture
def old(branch: Callable[..., Branch], filled: str) -> Branch:
    """Open a house with a row in every table."""
    opened = branch("old", filled)
    opened.furnish()
    return opened


@pytest.fixture
def fresh(branch: Callable[..., Branch]) -> Branch:
    """Open a house on an empty database without tables."""
    return branch("fresh")


def write_down(body: str) -> None:
    """Store an edited text, whatever its length."""
    db.session.add(TextEdit(key="office.name", body=body, edited_at=clock.now()))


def without(contents: dict[str, list[tuple[object, ...]]], *tables: str) -> dict[str, list[tuple[object, ...]]]:
    return {name: found for name, found in contents.items() if name not in tables}


def test_all_that_matters_comes_back(old: Branch, fresh: Branch, tmp_path: Path) -> None:
    made = old.make(tmp_path / "backups")

    said = fresh.restore(made)

    before, after = old.contents(), fresh.contents()
    assert without(after, *engines.FLEETING, "outbox", "version") == without(
        before, *engines.FLEETING, "outbox", "version"
    )
    assert {name: after[name] for name in engines.FLEETING} == {name: [] for name in engines.FLEETING}
    assert len(after["outbox"]) == len(before["outbox"]) == 1
    assert before["version"][0] in after["version"]
    assert (fresh.instance / "files/2026/bank.txt").read_text(encoding="utf-8") == "Eine Bank am Oberen Weg"
    assert migrating.check(fresh.url) is None
    assert "Everybody is logged out" in said


def test_a_backup_says_what_it_is(old: Branch, tmp_path: Path) -> None:
    made = old.make(tmp_path / "backups")

    found = manifest.read(made)

    assert (found.revision, found.engine) == (migrating.head(), made_by(old))
    assert set(found.sha256) == {engines.of(old.url).file, "files/2026/bank.txt"}
    assert sorted(path.name for path in (tmp_path / "backups").iterdir()) == [made.name]
    assert made.name.startswith("stadtkompass-20")


def made_by(branch: Branch) -> str:
    return "sqlite" if branch.url.startswith("sqlite") else "postgresql"


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


def test_letters_that_arrived_leave_no_words_behind(old: Branch, fresh: Branch, tmp_path: Path) -> None:
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
    assert without(after, *engines.FLEETING, "outbox", "version") == without(
        before, *engines.FLEETING, "outbox", "version"
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
