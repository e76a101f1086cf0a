"""Rows of attachments; their bytes lie in the instance folder, under the row's `name`."""

from __future__ import annotations

import enum

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.rows import Base, Key, Moment, Versioned, words
from ideas.models import Idea

ALT_LENGTH = 300
MOST = 3
"""Files one idea may have."""


class AttachmentKind(enum.StrEnum):
    """Art einer Datei."""

    PHOTO = "photo"
    PDF = "pdf"


class AttachmentState(enum.StrEnum):
    """Stand einer Datei."""

    WAITING = "waiting"
    SHOWN = "shown"
    HIDDEN = "hidden"


class Scan(enum.StrEnum):
    """Prüfung auf Schadsoftware: no scanner set, found clean, or not answered yet (then nobody may show the file)."""

    OFF = "off"
    CLEAN = "clean"
    OPEN = "open"


KIND_WORDS = {AttachmentKind.PHOTO: "Foto", AttachmentKind.PDF: "PDF"}
STATE_WORDS = {
    AttachmentState.WAITING: "wartet auf das Büro",
    AttachmentState.SHOWN: "für alle zu sehen",
    AttachmentState.HIDDEN: "nicht zu sehen",
}


class Attachment(Versioned, Base):
    """Anhang: a photo or PDF of an idea; everybody sees it while it is shown and its idea is published.

    `name` is random and made by us: the folder of its bytes. `once` is the hash of form and content, so that the same
    file sent twice by one form is one row. Width and height are those of the picture as shown; 0 for a PDF.
    """

    __tablename__ = "attachment"
    __table_args__ = (Index(None, "idea_id", "id"), Index(None, "state", "sent_at", "id"), Index(None, "scan", "id"))

    id: Mapped[Key]
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"))
    kind: Mapped[AttachmentKind] = mapped_column(words(AttachmentKind, "kind"))
    name: Mapped[str] = mapped_column(String(32), unique=True)
    once: Mapped[str] = mapped_column(String(64), unique=True)
    alt: Mapped[str] = mapped_column(String(ALT_LENGTH), default="")
    state: Mapped[AttachmentState] = mapped_column(words(AttachmentState, "state"), default=AttachmentState.WAITING)
    scan: Mapped[Scan] = mapped_column(words(Scan, "scan"))
    size: Mapped[int] = mapped_column(Integer)
    width: Mapped[int] = mapped_column(Integer, default=0)
    height: Mapped[int] = mapped_column(Integer, default=0)
    sent_at: Mapped[Moment]

    idea: Mapped[Idea] = relationship(lazy="raise")

    @property
    def is_photo(self) -> bool:
        """Whether it is a picture, shown on the page; a PDF is only offered for download."""
        return self.kind is AttachmentKind.PHOTO
