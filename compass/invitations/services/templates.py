"""Templates of letters are written and changed; two are there from the start."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from compass.invitations import queries
from compass.invitations.drafts import TemplateDraft
from compass.invitations.models import InvitationTemplate, Way
from core import journal
from core.db import db, stale
from core.errors import NotThere, Refused
from core.journal import Who
from core.rows import fold
from core.things import Thing

TAKEN = "Eine Vorlage mit diesem Namen gibt es schon."
FIRST = (
    (
        "Einladung",
        Way.SELF,
        "Einladung: {Anlass}",
        (
            "wir laden Sie herzlich ein: {Anlass}.\n\nWir treffen uns am {Tag}, {Uhrzeit}, hier: {Ort}.\n\n"
            "Bitte sagen Sie uns bis {Antwort bis}, ob Sie kommen."
        ),
    ),
    (
        "Bitte um Freistellung",
        Way.RELEASE,
        "Bitte schicken Sie jemanden: {Anlass}",
        (
            "wir laden {Name} ein: {Anlass}.\n\nWir treffen uns am {Tag}, {Uhrzeit}, hier: {Ort}.\n\n"
            "Bitte stellen Sie jemanden dafür frei und nennen Sie uns die Person bis {Antwort bis}."
        ),
    ),
)


def seed() -> None:
    """Put in the first templates, where the table holds none."""
    if db.session.scalar(select(InvitationTemplate.id).limit(1)) is None:
        rows = [InvitationTemplate(name=n, key=fold(n), way=w, subject=s, body=b) for n, w, s, b in FIRST]
        db.session.add_all(rows)


def make_template(said: TemplateDraft, who: Who) -> InvitationTemplate:
    """Write a new template; Refused when the name is taken or there are too many."""
    if (db.session.scalar(select(func.count(InvitationTemplate.id))) or 0) >= queries.MOST:
        raise Refused(f"Es gibt schon {queries.MOST} Vorlagen. Bitte ändern Sie eine davon.")
    made = InvitationTemplate(key=fold(said.name), **vars(said))
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        raise Refused(TAKEN) from None
    journal.note("invitation_template.made", Thing("invitation_template", made.id), who)
    return made


def change_template(number: int, said: TemplateDraft, who: Who, version: int | None) -> InvitationTemplate:
    """Let a template say something else; rounds that were made with it stay as they are."""
    found = db.session.get(InvitationTemplate, number, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotThere
    if found.version != version:
        raise stale()
    try:
        with db.session.begin_nested():
            for name, value in vars(said).items():
                setattr(found, name, value)
            found.key = fold(said.name)
    except IntegrityError:
        raise Refused(TAKEN) from None
    journal.note("invitation_template.changed", Thing("invitation_template", number), who)
    return found
