"""What a template, a round and an answer say: plain values between forms and services."""

from __future__ import annotations

from dataclasses import dataclass

from compass.invitations.models import Answer, Way


@dataclass(frozen=True)
class RoundDraft:
    """What a round says; days in ISO form, times HH:MM, empty when unknown; `about` is the thing it hangs on."""

    title: str
    way: Way
    subject: str
    body: str
    day_on: str = ""
    starts_at: str = ""
    ends_at: str = ""
    place: str = ""
    answer_by_on: str = ""


@dataclass(frozen=True)
class TemplateDraft:
    """What a template says."""

    name: str
    way: Way
    subject: str
    body: str
    active: bool = True


@dataclass(frozen=True)
class Said:
    """What somebody answered; the guest is who comes instead."""

    answer: Answer
    note: str = ""
    guest_name: str = ""
    guest_email: str = ""
