"""What the office's sorting leaves behind: a note, a press for many ideas, a saved filter, keywords."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from core.accounts.models import Account
from core.db import db, writing
from core.journal import HOUSE
from ideas.filters import services as filters
from ideas.filters.models import Shelf
from ideas.notes import services as notes
from ideas.sorting import services as sorting
from ideas.sorting.models import Act


def lay_out(ideas: Sequence[int], long: str) -> dict[str, Sequence[Mapping[str, int | str]]]:
    """Sort some ideas; return, by the beginning of an address, the numbers it may hold."""
    with writing():
        note = notes.write(ideas[0], f"Das Umweltamt fragen {long}", HOUSE, "note").id
        press = sorting.together(dict.fromkeys(ideas, 0), sorting.Wish(Act.PUBLISH), HOUSE, "press").id
        anybody = db.session.scalars(select(Account.id).order_by(Account.id)).first() or 0
        pairs = [("stand", "received"), ("q", long)]
        kept = filters.keep(anybody, Shelf.ALL, f"Filter {long}"[:60], pairs, for_all=True, nonce="filter").id
        sorting.put(ideas[0], ["Park", long[:40]], HOUSE)
    start = "/buero/ideen/"
    return {
        f"{start}filter/": [{"number": kept}],
        f"{start}<int:number>/notizen": [{"number": ideas[0], "note": note}],
        f"{start}sammeln/": [{"number": press}],
    }
