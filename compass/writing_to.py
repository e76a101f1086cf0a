"""To whom of the network letters may go at all: an example that nobody agreed to gets none that could reach anybody.

Domains that are set aside for examples (RFC 2606, RFC 6761) belong to nobody: in a demo a letter to them is seen and
does no harm. The yearly question and the letter after Art. 14 go by themselves, so never to an example.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import ColumnElement, false, func, or_
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm.util import AliasedClass

from compass.models import Actor

NOBODYS: Final = (".example", ".test", ".invalid", "@example.org", "@example.com", "@example.net")
WHY: Final = "Das ist ein Beispieleintrag, nicht abgestimmt. An eine echte Adresse geht von hier kein Brief."


def real_example(actor: Actor) -> bool:
    """Tell whether an actor is an example with an address that may belong to somebody."""
    return actor.is_example and not actor.email.lower().endswith(NOBODYS)


def is_real_example(actor: type[Actor] | AliasedClass[Actor] = Actor) -> ColumnElement[bool]:
    """Return the same as a condition."""
    email: InstrumentedAttribute[str] = actor.email
    nobodys = (func.lower(email).endswith(end, autoescape=True) for end in NOBODYS)
    return actor.is_example & ~or_(false(), *nobodys)
