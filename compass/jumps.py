"""Where some letters lead in the network: names that hold them, numbers and addresses for those who may see them."""

from __future__ import annotations

from compass import queries
from compass.models import KIND_WORDS, ActorKind
from core.accounts import Viewer
from core.jumping import Place
from core.rights import Right, allows

MOST = 8


def places(text: str, viewer: Viewer) -> list[Place]:
    """Return actors for some letters, and while nothing is typed those that this account saw last."""
    if not allows(viewer.role, Right.NETWORK_READ):
        return []
    if not text:
        return [_place(number, name, "zuletzt gesehen") for number, name, _ in queries.recent(viewer.id)]
    if allows(viewer.role, Right.NETWORK_CONTACT) and queries.is_contact(text):
        found = queries.by_ids(queries.by_contact(text, queries.Filters())[:MOST], public=False)
        return [_place(one.id, one.name, KIND_WORDS[one.kind]) for one in found]
    return [_place(number, name, KIND_WORDS[ActorKind(kind)]) for number, name, kind in queries.named(text, MOST)]


def _place(number: int, name: str, what: str) -> Place:
    return Place(name, what, f"/buero/netzwerk/{number}")
