"""A scanner refuses, fails, answers late; a crash leaves no ghost; backups hold what is there and not what is gone."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from core import backup, jobs
from core.db import db, rollback, writing
from core.factory import House
from core.journal import HOUSE
from ideas.attachments import keeping, queries, services, shelf
from ideas.attachments.models import Attachment, AttachmentState, Scan
from tests.support.making import make_idea, published
from tests.support.pages import token
from tests.support.pictures import PDF, photo, send

EICAR = "FIND-ME"


def decide(office: FlaskClient, attachment: Attachment, **fields: str) -> Any:
    """Press one of the office's buttons at a file."""
    number, version = attachment.id, attachment.version
    page = office.get(f"/buero/ideen/{attachment.idea_id}")
    given = {"token": token(page, f"/buero/ideen/anhaenge/{number}"), "version": str(version), **fields}
    return office.post(f"/buero/ideen/anhaenge/{number}", data=given)


def sent(visitor: FlaskClient, idea: int, content: bytes) -> Attachment:
    """Send a file and return its row."""
    assert send(visitor, idea, content).status_code == 200
    return queries.of_idea(idea)[-1]


def scanner(folder: Path, code: str) -> str:
    """Return the command line of a scanner of our own."""
    program = folder / "scanner.py"
    program.write_text(code, encoding="utf-8")
    return f"{sys.executable} {program}"


def test_a_scanner_refuses_a_file(
    app: House, visitor: FlaskClient, folder: Path, changed_settings: Callable[..., Any]
) -> None:
    code = f"import sys; sys.exit(1 if b'{EICAR}' in open(sys.argv[-1], 'rb').read() else 0)"
    idea = make_idea().id

    with changed_settings(scan_command=scanner(folder, code)):
        bad = send(visitor, idea, PDF.replace(b"Catalog", EICAR.encode()))
        good = send(visitor, idea, PDF)

    assert (bad.status_code, good.status_code) == (422, 200)
    assert "Schadsoftware" in bad.get_data(as_text=True)
    assert [one.scan for one in queries.of_idea(idea)] == [Scan.CLEAN]


@pytest.mark.parametrize(
    "code",
    ["import sys; sys.exit(2)", "import os; os.kill(os.getpid(), 9)", "raise SystemExit(127)"],
)
def test_without_the_scanners_answer_a_file_waits(  # noqa: PLR0917 - fixtures are people
    app: House,
    visitor: FlaskClient,
    office: FlaskClient,
    folder: Path,
    changed_settings: Callable[..., Any],
    code: str,
) -> None:
    with changed_settings(scan_command=scanner(folder, code)):
        one = sent(visitor, published().id, PDF)
        number = one.id
        assert one.scan is Scan.OPEN
        assert decide(office, one, show="1").status_code == 409
        assert keeping.scan() == 0

    with writing():
        db.session.execute(update(Attachment).values(state=AttachmentState.SHOWN))
    assert visitor.get(f"/ideen/anhang/{number}/pdf").status_code == 404

    with changed_settings(scan_command=scanner(folder, "raise SystemExit(0)")):
        assert keeping.scan() == 1
    assert visitor.get(f"/ideen/anhang/{number}/pdf").status_code == 200


def test_a_late_finding_deletes_the_file(
    app: House, visitor: FlaskClient, folder: Path, changed_settings: Callable[..., Any]
) -> None:
    with changed_settings(scan_command="/no/such/scanner"):
        lies = [
            shelf.path(sent(visitor, make_idea().id, content).name, form)
            for content, form in ((PDF, "pdf"), (photo(), "bild"))
        ]

    with changed_settings(scan_command=scanner(folder, "raise SystemExit(1)")):
        assert keeping.scan() == 2

    assert [one.exists() for one in lies] == [False, False]


@contextmanager
def clamd(answers: list[bytes]) -> Iterator[tuple[str, list[bytes]]]:
    """Open a socket that speaks like clamd; yields its address and what it was sent."""
    heard: list[bytes] = []
    door = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        for said in answers:
            line, _ = door.accept()
            with line, line.makefile("rb") as stream:
                got = stream.read(10)
                while length := int.from_bytes(stream.read(4), "big"):
                    got += stream.read(length)
                heard.append(got)
                line.sendall(said)

    thread = threading.Thread(target=serve)
    thread.start()
    yield f"127.0.0.1:{door.getsockname()[1]}", heard
    thread.join(10)
    door.close()


def test_clamd_is_asked_by_its_own_protocol(
    app: House, visitor: FlaskClient, changed_settings: Callable[..., Any]
) -> None:
    idea = make_idea().id
    said = [b"stream: OK\0", b"stream: Eicar-Test-Signature FOUND\0", b"INSTREAM size limit exceeded. ERROR\0"]
    with clamd(said) as (where, heard), changed_settings(scan_socket=where):
        codes = [send(visitor, idea, PDF).status_code for _ in said]

    with changed_settings(scan_socket="/no/such/socket"):
        codes.append(send(visitor, idea, PDF).status_code)

    assert codes == [200, 422, 200, 200]
    assert heard == [b"zINSTREAM\0" + PDF] * 3
    assert [one.scan for one in queries.of_idea(idea)] == [Scan.CLEAN, Scan.OPEN, Scan.OPEN]


KILLED = """
import os, signal, sys
from ideas.attachments import services
services.add = lambda *args: os.kill(os.getpid(), signal.SIGKILL)
from core.config import Settings
from run import create_app
from werkzeug.datastructures import FileStorage
from ideas.attachments import taking
app = create_app(Settings.read())
with app.app_context():
    taking.take(int(sys.argv[1]), FileStorage(open(sys.argv[2], "rb")), "nonce", "")
"""


def test_a_crash_between_file_and_row_leaves_no_ghost(app: House, folder: Path) -> None:
    idea, picture = make_idea().id, folder / "photo.jpg"
    picture.write_bytes(photo())
    settings = app.extensions["settings"]
    before = {one.name for one in shelf.folder().iterdir()} if shelf.folder().is_dir() else set()
    rollback()

    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(idea), str(picture)],
        env={
            **os.environ,
            "STADTKOMPASS_SECRET_KEY": settings.secret_key,
            "STADTKOMPASS_DATABASE_URL": settings.database_url,
            "STADTKOMPASS_BASE_URL": settings.base_url,
            "STADTKOMPASS_INSTANCE_DIR": settings.instance_dir,
        },
        cwd=Path(__file__).parents[2],
        check=False,
    )

    left = [one for one in shelf.folder().iterdir() if one.name not in before]
    assert (done.returncode, len(left), queries.of_idea(idea)) == (-signal.SIGKILL, 1, [])
    rollback()
    jobs.purge()
    assert left[0].exists()  # it may be one that is just being stored
    long_ago = time.time() - 2 * shelf.FRESH
    os.utime(left[0], (long_ago, long_ago))
    assert jobs.purge(dry_run=True)["ideas.attachments.purge"] >= 1
    assert left[0].exists()
    jobs.purge()
    assert not left[0].exists()


def test_a_purge_leaves_what_a_row_knows(app: House, visitor: FlaskClient) -> None:
    one = sent(visitor, make_idea().id, PDF)
    place = shelf.folder() / one.name
    long_ago = time.time() - 2 * shelf.FRESH
    os.utime(place, (long_ago, long_ago))

    with writing():
        keeping.purge()

    assert place.is_dir()


def test_the_next_backup_holds_files_and_not_the_deleted_ones(app: House, visitor: FlaskClient, folder: Path) -> None:
    idea = make_idea().id
    stays, goes = sent(visitor, idea, PDF), sent(visitor, idea, photo())
    names = (stays.name, goes.name)
    with writing():
        services.delete(goes.id, HOUSE)
    rollback()

    made = backup.making.make(app.extensions["settings"].database_url, folder / "backups")

    kept = {path.parent.name for path in (made / "files" / "ideas").rglob("*") if path.is_file()}
    assert (names[0] in kept, names[1] in kept) == (True, False)
