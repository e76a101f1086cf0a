"""Makes imports of people in each of their states, without a browser."""

from __future__ import annotations

from compass.imports import judging, services, taking, uploads
from compass.imports.reading import Answers
from core.db import writing
from core.journal import HOUSE


def make_people(text: str, *, judged: bool = True, taken: bool = False) -> int:
    """Make an import of one new person, one without a name, and return its number."""
    name = f"people-{judged}-{taken}"
    uploads.SHELF.folder().mkdir(parents=True, exist_ok=True)
    uploads.SHELF.path(name).write_text(f'Name,E-Mail\n"Eva {text} {name}",e@x.example\n,kaputt\n', encoding="utf-8")
    with writing():
        number = services.begin(name, f"{text}.csv", f"Verteiler {text}"[:80], name, HOUSE).id
        if judged or taken:
            services.check(number, Answers({"name": "Name", "email": "E-Mail"}), HOUSE)
    if judged or taken:
        for _ in judging.portions(number):
            pass
    if taken:
        with writing():
            services.take(number, HOUSE)
        for _ in taking.taken(number):
            pass
    return number
