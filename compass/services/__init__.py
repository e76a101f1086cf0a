"""Every change of the Netzwerkkompass, by subject: actors, consents, ties, challenges. Joining stands in joining.py."""

from __future__ import annotations

from compass.services.actors import (
    OWN_LINK,
    OWN_TABLES,
    add,
    change,
    changed,
    confirm,
    locked,
    move_email,
    remove,
    thing,
    unconfirm,
)
from compass.services.challenges import Wanted, change_challenge, make_challenge
from compass.services.consents import give_consent, withdraw_consent
from compass.services.drafts import FURTHER, PLAIN, ActorDraft, AddressLine, PointLine, ReferenceLine
from compass.services.ties import Move, TieDraft, change_tie, choose_main, end_tie, move, tie, untie

__all__ = [
    "FURTHER",
    "OWN_LINK",
    "OWN_TABLES",
    "PLAIN",
    "ActorDraft",
    "AddressLine",
    "Move",
    "PointLine",
    "ReferenceLine",
    "TieDraft",
    "Wanted",
    "add",
    "change",
    "change_challenge",
    "change_tie",
    "changed",
    "choose_main",
    "confirm",
    "end_tie",
    "give_consent",
    "locked",
    "make_challenge",
    "move",
    "move_email",
    "remove",
    "thing",
    "tie",
    "unconfirm",
    "untie",
    "withdraw_consent",
]
