"""What forms say and services store about a ranking."""

from __future__ import annotations

from dataclasses import dataclass

from core.things import Thing
from dialogues.models import RankingKind
from dialogues.priorities import TieRule


@dataclass(frozen=True)
class ItemDraft:
    """Eine Zeile der Liste: its text, and the Aktionsfeld or vision it stands for."""

    text: str
    thing: Thing | None = None


@dataclass(frozen=True)
class RankingDraft:
    """Was gereiht werden soll: the list in its order, points for each person, the tie rule."""

    title: str
    kind: RankingKind
    points: int
    tie_rule: TieRule
    items: tuple[ItemDraft, ...]
