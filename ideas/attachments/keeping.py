"""What is done with files in the background: ask the scanner again, delete bytes that no row knows."""

from __future__ import annotations

import shutil
from datetime import timedelta
from functools import partial

from core.db import after_commit, rollback, writing
from ideas.attachments import queries, scanning, services, shelf
from ideas.attachments.scanning import Verdict

EVERY = timedelta(hours=6)
AGAIN = timedelta(minutes=10)


def purge() -> int:
    """Delete what a power cut or a deleted idea left over, after the commit; return how many folders."""
    left = shelf.strangers(queries.names())
    for folder in left:
        after_commit(partial(shutil.rmtree, folder, ignore_errors=True))
    return len(left)


def scan() -> int:
    """Ask the scanner about files it has not answered about, outside of any transaction; return how many it answered."""
    answered, after = 0, 0
    while found := [(one.id, one.name, "bild" if one.is_photo else "pdf") for one in queries.unscanned(after)]:
        rollback()
        for number, name, form in found:
            verdict = scanning.scan(shelf.path(name, form))
            if verdict is Verdict.FAILED:
                return answered
            with writing():
                services.scanned(number, clean=verdict is not Verdict.FOUND)
            answered += 1
        after = found[-1][0]
    rollback()
    return answered
