"""Every change of invitations, by subject: templates, rounds, sending, answers, what is kept how long."""

from __future__ import annotations

from compass.invitations.services.answering import answer, confirm_guest, drop_guest, stop
from compass.invitations.services.keeping import forget, purge
from compass.invitations.services.rounds import (
    add_people,
    change,
    discard,
    draft,
    remind,
    send,
    take_out,
)
from compass.invitations.services.sending import KIND, deliver
from compass.invitations.services.templates import change_template, make_template, seed

__all__ = [
    "KIND",
    "add_people",
    "answer",
    "change",
    "change_template",
    "confirm_guest",
    "deliver",
    "discard",
    "draft",
    "drop_guest",
    "forget",
    "make_template",
    "purge",
    "remind",
    "seed",
    "send",
    "stop",
    "take_out",
]
