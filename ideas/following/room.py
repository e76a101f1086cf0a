"""What this wing hands to the house."""

from __future__ import annotations

from pathlib import Path

from core.journal import Verb
from core.room import Job, Room
from ideas.following import hangings, holder, keeping, public, services, weekly

room = Room(
    "ideas.following",
    blueprints=(public.door, holder.confirm_door, holder.stop_door),
    texts=Path(__file__).with_name("texts.toml"),
    slots={
        "ideas.aside": hangings.aside,
        "ideas.coming": services.coming,
        "ideas.list_end": hangings.list_end,
        "ideas.list_head": hangings.list_head,
        "ideas.left": services.left,
        "ideas.stepped": services.stepped,
        "ideas.told": services.told,
    },
    verbs=(
        Verb("following.confirmed", "hat bestätigt, dass Briefe kommen sollen"),
        Verb("following.ended", "hat Briefe abbestellt"),
    ),
    jobs=(
        Job("ideas.weekly", weekly.EVERY, weekly.write, alone=True),
        Job("ideas.following.purge", keeping.EVERY, keeping.purge),
    ),
    deliveries={services.NEWS: services.tell_at_once},
)
