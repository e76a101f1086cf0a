"""Rows of a ranking: what is ranked, the secret points while it runs, the counts once it is closed."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from compass.models import Sector
from core.rows import Base, Key, Line, Moment, Versioned, words
from dialogues.models.kinds import RankingKind


class Ranking(Versioned, Base):
    """Reihung: a list of needs, topics or visions over which each participant spreads `points` points in secret.

    tie_rule is published beforehand and says who stands first where the sums are the same.
    """

    __tablename__ = "ranking"

    id: Mapped[Key]
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    title: Mapped[Line]
    kind: Mapped[RankingKind] = mapped_column(words(RankingKind, "kind"), default=RankingKind.NEEDS)
    points: Mapped[int] = mapped_column(SmallInteger, default=10)
    tie_rule: Mapped[str] = mapped_column(Text, default="")
    opened_at: Mapped[Moment | None]
    closed_at: Mapped[Moment | None]
    nonce_hash: Mapped[str | None] = mapped_column(String(64), unique=True)

    items: Mapped[list[RankingItem]] = relationship(
        lazy="raise",
        order_by="RankingItem.position, RankingItem.id",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )


class RankingItem(Base):
    """Was gereiht wird: its text, and the thing it stands for (an Aktionsfeld, a vision).

    borda is twice its Borda points, of all who took part; it exists only once the ranking is closed.
    """

    __tablename__ = "ranking_item"
    __table_args__ = (Index(None, "ranking_id", "position"),)

    id: Mapped[Key]
    ranking_id: Mapped[int] = mapped_column(ForeignKey("ranking.id", ondelete="CASCADE"))
    position: Mapped[int]
    text: Mapped[Line]
    thing_kind: Mapped[str | None] = mapped_column(String(40))
    thing_id: Mapped[int | None]
    borda: Mapped[int | None]


class RankingBallot(Base):
    """Punkte, solange die Reihung läuft: the key is SHA-256 of the phone's token and the item, as with stones.

    borda is twice the Borda points of the item on this phone: afterwards nobody can tell which rows belong together.
    """

    __tablename__ = "ranking_ballot"
    __table_args__ = (
        CheckConstraint("points >= 0", name="points"),
        {"sqlite_with_rowid": False, "info": {"fleeting": True}},
    )

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("ranking_item.id", ondelete="CASCADE"), index=True)
    points: Mapped[int] = mapped_column(SmallInteger)
    borda: Mapped[int] = mapped_column(SmallInteger)
    sector: Mapped[Sector | None] = mapped_column(words(Sector, "sector"))


class RankingCount(Base):
    """Ergebnis einer Reihung: how many gave an item how many points, of all or of a sector."""

    __tablename__ = "ranking_count"
    __table_args__ = (Index(None, "item_id", "sector", "points", unique=True),)

    id: Mapped[Key]
    item_id: Mapped[int] = mapped_column(ForeignKey("ranking_item.id", ondelete="CASCADE"))
    sector: Mapped[Sector | None] = mapped_column(words(Sector, "sector"))
    points: Mapped[int] = mapped_column(SmallInteger)
    number: Mapped[int]
