"""What forms say and services store: plain values, checked on both sides."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OrderDraft:
    """What an order shall say; days in ISO form, the end after the begin; seats from 1 to 60."""

    title: str
    goal: str
    result_kind_id: int
    begins_on: str
    ends_on: str
    seats: int


@dataclass(frozen=True)
class DeliverableDraft:
    """What a result shall say; `text` may hold headings and lists (Markdown)."""

    title: str
    summary: str
    text: str = ""


@dataclass(frozen=True)
class MeasureDraft:
    """One measure: what is to be done, by whom, until when, all in words."""

    text: str
    who: str = ""
    until: str = ""


@dataclass(frozen=True)
class KindDraft:
    """What a kind of result shall be called, and whether it is on offer."""

    name: str
    active: bool = True
