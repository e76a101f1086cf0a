"""Types the import command and says what it left behind."""

from __future__ import annotations

from pathlib import Path

from click.testing import Result
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from core.db import db
from core.factory import House
from ideas.models import Idea


def run(app: House, path: Path, *more: str, source: str = "Raddialog") -> Result:
    """Type the command."""
    return app.test_cli_runner().invoke(args=["ideas", "import", str(path), "--source", source, *more])


def wrote(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a file as another program would."""
    path.write_bytes(text.encode(encoding))
    return path


def stored() -> list[Idea]:
    """Return what the database holds now, in the order of the rows."""
    db.session.rollback()
    return list(db.session.scalars(select(Idea).order_by(Idea.id).options(selectinload(Idea.steps))))


def last(result: Result) -> str:
    """Return the last line the command wrote."""
    return str(result.output.strip().splitlines()[-1])


GOOD = "id,title,text\nE1,Mehr Bänke,Am Bach fehlt eine Bank.\nE2,,Die Ampel ist zu kurz. Oft.\nE3,Nur ein Titel,\n"


def refusal(app: House, path: Path, *more: str) -> str:
    """Return the one sentence by which a file is refused; nothing is stored."""
    result = run(app, path, *more)
    assert result.exit_code == 1, result.output
    assert not isinstance(result.exception, Exception), result.exception
    assert stored() == []
    assert last(result).startswith("Error: ")
    return last(result).removeprefix("Error: ")
