"""Rows of sorting: what was done with many ideas at once."""

from __future__ import annotations

import enum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Base, Key, Moment, words


class Act(enum.StrEnum):
    """Was mit vielen Ideen auf einmal geschieht."""

    TAG = "tag"
    ASSIGN = "assign"
    PUBLISH = "publish"
    DECLINE = "decline"
    KEYWORD_ON = "keyword_on"
    KEYWORD_OFF = "keyword_off"


class Bulk(Base):
    """Sammelschritt: one press for many ideas; `done` counts them, `changed` and `refused` are the numbers left out.

    Kept for a month, so that whoever pressed can read what was left out; the same form sent twice is one row. For undoing,
    `kept` holds by number of the idea its version after the press, the account before it (ASSIGN) or the keywords that came
    or went; `given_id` is the account assigned. undone_at is when somebody undid it, `stayed` says what kept its step.
    """

    __tablename__ = "idea_bulk"

    id: Mapped[Key]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    act: Mapped[Act] = mapped_column(words(Act, "act"))
    at: Mapped[Moment] = mapped_column(index=True)
    done: Mapped[int]
    changed: Mapped[list[int]] = mapped_column(JSON)
    refused: Mapped[list[int]] = mapped_column(JSON)
    nonce_hash: Mapped[str] = mapped_column(String(64), unique=True)
    given_id: Mapped[int | None]
    kept: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    undone_at: Mapped[Moment | None]
    stayed: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
