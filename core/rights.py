"""Who may do what: one table role x right, nothing else decides."""

from __future__ import annotations

import enum


class Role(enum.StrEnum):
    """Rolle eines Kontos im Büro."""

    ADMIN = "admin"
    OFFICE = "office"
    READER = "reader"


ROLE_WORDS = {Role.ADMIN: "Verwaltung der Anlage", Role.OFFICE: "Büro", Role.READER: "Lesen"}


class Right(enum.StrEnum):
    """What an account may be allowed; a desk blueprint names one for reading and one for writing."""

    ENTER = "enter"
    IDEAS_READ = "ideas.read"
    IDEAS_MODERATE = "ideas.moderate"
    WORDS_READ = "words.read"
    WORDS_EDIT = "words.edit"
    JOURNAL_READ = "journal.read"
    ACCOUNTS_MANAGE = "accounts.manage"
    LETTERS_READ = "letters.read"


ALLOWED: dict[Role, frozenset[Right]] = {
    Role.ADMIN: frozenset(Right),
    Role.OFFICE: frozenset(Right) - {Right.ACCOUNTS_MANAGE},
    Role.READER: frozenset({Right.ENTER, Right.IDEAS_READ, Right.WORDS_READ}),
}


def allows(role: Role, right: Right) -> bool:
    """Tell whether a role holds a right."""
    return right in ALLOWED[role]
