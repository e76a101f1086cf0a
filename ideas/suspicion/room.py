"""What the wing hands to the house: doors, texts, slots, the learning, the declining in portions."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from core.room import Job, Room
from ideas.suspicion import desk, hangings, queries, services

room = Room(
    "ideas.suspicion",
    blueprints=(desk.door,),
    texts=Path(__file__).with_name("texts.toml"),
    slots={
        "ideas.doubted": queries.doubted,
        "ideas.taken": services.taken,
        "ideas.stepped": services.stepped,
        "ideas.undone": services.undone,
        "ideas.desk_top": hangings.why,
        "ideas.desk_sections": hangings.button,
        "ideas.queue_top": hangings.above_queue,
        "ideas.declined_as_spam": services.mark,
    },
    jobs=(Job("ideas.suspicion.learn", timedelta(hours=1), services.learn, alone=True),),
    deliveries={services.KIND: services.decline_marked, services.BACK: services.take_back_marked},
)
