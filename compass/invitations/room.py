"""What this wing hands to the house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from compass.invitations import desk, desk_templates, hangings, holder, letters, services
from compass.invitations.models import InvitationRound, InvitationTemplate
from core.db import db
from core.journal import Verb
from core.room import Job, Room
from core.things import Kind


def _titles(ids: Sequence[int]) -> dict[int, str]:
    rows = select(InvitationRound.id, InvitationRound.title).where(InvitationRound.id.in_(ids))
    return dict(db.session.execute(rows).all())


def _names(ids: Sequence[int]) -> dict[int, str]:
    rows = select(InvitationTemplate.id, InvitationTemplate.name).where(InvitationTemplate.id.in_(ids))
    return dict(db.session.execute(rows).all())


room = Room(
    "compass.invitations",
    blueprints=(
        desk_templates.door,
        desk.door,
        desk.edit_door,
        holder.door,
        holder.guest_door,
        holder.stop_door,
    ),
    texts=Path(__file__).with_name("texts.toml"),
    kinds=(
        Kind("invitation_round", "Einladungsrunde", _titles, lambda number: f"{desk.ROOT}/{number}"),
        Kind("invitation_template", "Briefvorlage", _names, lambda number: f"{desk.ROOT}/vorlagen/{number}"),
    ),
    slots={
        "compass.desk_picks": hangings.picks,
        "compass.desk_links": hangings.links,
        "compass.desk_sections": hangings.desk,
        "compass.told": hangings.told,
        "compass.inviting": hangings.inviting,
        "dialogues.desk_sections": hangings.beside("dialogue"),
        "circles.desk_sections": hangings.beside("order"),
        "circles.desk_circle": hangings.beside("circle"),
        "compass.forget": services.forget,
        "letters.moot": letters.moot,
    },
    deliveries={services.KIND: services.deliver},
    seed=services.seed,
    jobs=(Job("compass.invitations.purge", timedelta(hours=12), services.purge),),
    verbs=(
        Verb("invitation.drafted", "hat eine Einladung entworfen"),
        Verb("invitation.changed", "hat den Entwurf der Einladung geändert"),
        Verb("invitation.discarded", "hat den Entwurf der Einladung verworfen"),
        Verb("invitation.sent", "hat die Einladung verschickt"),
        Verb("invitation.reminded", "hat an die Einladung erinnert"),
        Verb("invitation.answered", "hat auf die Einladung geantwortet"),
        Verb("invitation_template.made", "hat die Briefvorlage angelegt"),
        Verb("invitation_template.changed", "hat die Briefvorlage geändert"),
    ),
)
