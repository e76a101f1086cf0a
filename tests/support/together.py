"""Does several things at the same moment, as people do who do not know of each other."""

from __future__ import annotations

import threading
from collections.abc import Callable

from core.db import db, writing
from core.errors import Refused
from core.factory import House


def at_once(app: House, *calls: Callable[[], object]) -> list[str]:
    """Do several things at the same moment, each in a transaction of its own; return what each was told ("" for yes)."""
    together, said = threading.Barrier(len(calls), timeout=20), list[str]()

    def work(call: Callable[[], object]) -> None:
        with app.app_context():
            together.wait()
            try:
                with writing():
                    call()
                said.append("")
            except Refused as refused:
                said.append(refused.sentence)
            db.session.remove()

    threads = [threading.Thread(target=work, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    db.session.rollback()  # who looks afterwards sees what the others stored
    assert len(said) == len(calls)
    return sorted(said)
