"""Rows of those who ask to be listed."""

from __future__ import annotations

import enum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from compass.models.kinds import NAME_LENGTH, ActorKind, Sector
from core.rows import Base, Key, Line, Moment, Versioned, words


class JoinState(enum.StrEnum):
    """Stand einer Selbsteintragung."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class JoinRequest(Versioned, Base):
    """Selbsteintragung: what somebody wrote about themselves; becomes an actor once confirmed and agreed to.

    The wordings are the sentences somebody agreed to when they asked: two in columns of their own, empty where they did
    not, and all of them by purpose where each field was asked by itself. `further` holds ids of areas and districts,
    codes of languages, the reach.
    """

    __tablename__ = "join_request"
    __table_args__ = (Index(None, "state", "asked_at", "id"),)

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    kind: Mapped[ActorKind] = mapped_column(words(ActorKind, "kind"))
    sector: Mapped[Sector] = mapped_column(words(Sector, "sector"))
    about: Mapped[str] = mapped_column(Text, default="")
    web: Mapped[Line] = mapped_column(default="")
    competences: Mapped[str] = mapped_column(Text, default="")
    interests: Mapped[str] = mapped_column(Text, default="")
    offers: Mapped[str] = mapped_column(Text, default="")
    contact_name: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    email: Mapped[str] = mapped_column(String(254))
    public_wording: Mapped[str] = mapped_column(Text, default="")
    matching_wording: Mapped[str] = mapped_column(Text, default="")
    wordings: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, server_default="{}")
    phone: Mapped[str] = mapped_column(String(60), default="", server_default="")
    everyday_expertise: Mapped[Line] = mapped_column(default="", server_default="")
    further: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    state: Mapped[JoinState] = mapped_column(words(JoinState, "state"), default=JoinState.ASKED)
    suspicion: Mapped[str | None] = mapped_column(String(40))
    nonce_hash: Mapped[str] = mapped_column(String(64), unique=True)
    asked_at: Mapped[Moment]
    confirmed_at: Mapped[Moment | None]
    answered_at: Mapped[Moment | None]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("actor.id", ondelete="SET NULL"), index=True)
