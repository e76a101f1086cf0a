"""Rows of the accounts: who works here, codes for a lost phone, open log-ins, failed tries."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from core.rights import Role
from core.rows import Base, Key, Line, Moment, Versioned, Word, words


class Account(Versioned, Base):
    """Konto: a person of the office. Without password and second factor nobody can log in to it."""

    __tablename__ = "account"

    id: Mapped[Key]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[Line]
    role: Mapped[Role] = mapped_column(words(Role, "role"))
    password_hash: Mapped[str | None] = mapped_column(String(300))
    totp_secret: Mapped[bytes | None] = mapped_column(LargeBinary(300))
    totp_last_step: Mapped[int] = mapped_column(Integer, default=0)
    created_at: Mapped[Moment]
    joined_at: Mapped[Moment | None]
    disabled_at: Mapped[Moment | None]

    @property
    def active(self) -> bool:
        """Whether somebody has joined with this account and it is not disabled."""
        return self.joined_at is not None and self.disabled_at is None

    @property
    def has_password(self) -> bool:
        """Whether the account logs in by itself; the demo's account never does."""
        return self.password_hash is not None


class RecoveryCode(Base):
    """Ersatz-Code: opens the door once when the phone is lost; only a hash is kept."""

    __tablename__ = "recovery_code"

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    used_at: Mapped[Moment | None]


class LoginSession(Base):
    """Anmeldung: one open log-in in one browser; only the hash of its token is kept."""

    __tablename__ = "login_session"

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[Moment]
    last_seen_at: Mapped[Moment]
    ends_at: Mapped[Moment] = mapped_column(index=True)
    browser: Mapped[Word]


class LoginTry(Base):
    """Fehlversuche: how often a log-in name failed, known or not, so that both are held up alike."""

    __tablename__ = "login_try"
    __table_args__ = (Index(None, "last_at"),)

    id: Mapped[Key]
    name_hash: Mapped[str] = mapped_column(String(64), unique=True)
    failures: Mapped[int] = mapped_column(Integer)
    last_at: Mapped[Moment]
    locked_until: Mapped[Moment | None]
