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
    IDEAS_EXPORT = "ideas.export"
    ADDRESSES_EXPORT = "addresses.export"
    WORDS_READ = "words.read"
    WORDS_EDIT = "words.edit"
    JOURNAL_READ = "journal.read"
    ACCOUNTS_MANAGE = "accounts.manage"
    LETTERS_READ = "letters.read"
    NETWORK_READ = "network.read"
    NETWORK_EDIT = "network.edit"
    NETWORK_CONTACT = "network.contact"
    NETWORK_PRIVATE = "network.private"
    NETWORK_EXPORT = "network.export"
    NETWORK_FIELDS = "network.fields"
    NETWORK_QUALITY = "network.quality"
    DIALOGUES_READ = "dialogues.read"
    DIALOGUES_EDIT = "dialogues.edit"
    CIRCLES_READ = "circles.read"
    CIRCLES_EDIT = "circles.edit"
    KICKBOX_READ = "kickbox.read"
    KICKBOX_EDIT = "kickbox.edit"
    PAPERS_READ = "papers.read"
    PAPERS_EDIT = "papers.edit"


ALLOWED: dict[Role, frozenset[Right]] = {
    Role.ADMIN: frozenset(Right),
    # Addresses of authors stay covered in the office; a whole list of them only one role may take along.
    # A private note about somebody is for its author and the admin; own fields of the network are the admin's to define,
    # and how good its suggestions are is the admin's to read.
    Role.OFFICE: frozenset(Right)
    - {
        Right.ACCOUNTS_MANAGE,
        Right.ADDRESSES_EXPORT,
        Right.NETWORK_PRIVATE,
        Right.NETWORK_FIELDS,
        Right.NETWORK_QUALITY,
    },
    # Whoever only reads sees the process and who is in the network, but no way to reach anybody and no notes.
    Role.READER: frozenset(
        {
            Right.ENTER,
            Right.IDEAS_READ,
            Right.WORDS_READ,
            Right.NETWORK_READ,
            Right.DIALOGUES_READ,
            Right.CIRCLES_READ,
            Right.PAPERS_READ,
        }
    ),
}


def allows(role: Role, right: Right) -> bool:
    """Tell whether a role holds a right."""
    return right in ALLOWED[role]
