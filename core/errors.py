"""The small family of errors that services raise and pages show."""

from __future__ import annotations


class Refused(Exception):
    """A change that cannot be made now; carries the German sentence that says why (409)."""

    status = 409

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotThere(Exception):
    """The thing does not exist, or not for this reader (404)."""

    status = 404


class Unavailable(Refused):
    """A part of this machine that the page needs is missing; says which (503)."""

    status = 503


class TooMany(Refused):
    """Too many tries from one source; says when to come back (429)."""

    status = 429


class FormExpired(Refused):
    """The form was open too long or its token is not ours (400); what was typed is shown again."""

    status = 400
