"""What the Ideenspeicher hands to the house: doors, texts, slots, verbs, commands."""

from __future__ import annotations

from pathlib import Path

from core.journal import Verb
from core.rights import Right
from core.room import Entrance, Job, Room
from ideas import (
    challenges,
    commands,
    desk,
    desk_categories,
    documents,
    hangings,
    holder,
    keeping,
    letters,
    public,
    queries,
    reported,
    seeding,
)

VERBS = (
    Verb("idea.received", "hat die Idee abgegeben"),
    Verb("idea.imported", "hat die Idee übernommen"),
    Verb("idea.rewritten", "hat den Text geändert"),
    Verb("idea.confirmed", "hat eine E-Mail-Adresse bestätigt"),
    Verb("idea.letters_stopped", "hat die Briefe abbestellt"),
    Verb("idea.tagged", "hat die Idee eingeordnet{fields}", frozenset({"fields"})),
    Verb("idea.advanced", "hat die Idee auf „{stage}“ gesetzt", frozenset({"stage"})),
    Verb("idea.undone", "hat den letzten Schritt rückgängig gemacht: wieder „{stage}“", frozenset({"stage"})),
    Verb("idea.bundled", "hat die Idee mit ähnlichen zusammengelegt"),
    Verb("idea.unbundled", "hat die Idee aus dem Bündel genommen"),
    Verb("idea.objected", "möchte, dass die Idee allein steht"),
    Verb("idea.objection_seen", "hat den Einspruch gegen das Bündel gelesen"),
    Verb("idea.unlike", "hat entschieden: passt nicht zu Nr. {other}", frozenset({"other"})),
    Verb("idea.redacted", "hat persönliche Angaben herausgenommen"),
    Verb("idea.deleted", "hat die Idee endgültig gelöscht"),
    Verb("category.changed", "hat die Art geändert"),
)

room = Room(
    "ideas",
    blueprints=(
        public.door,
        holder.confirm_door,
        holder.letters_door,
        desk.door,
        desk_categories.door,
        challenges.door,
    ),
    texts=Path(__file__).with_name("texts.toml"),
    kinds=(documents.KIND, documents.BUNDLE),
    slots={
        "ideas.ways": challenges.ways,
        "compass.past": challenges.past,
        "compass.asks": challenges.asks,
        "start.doors": hangings.doors,
        "start.news": hangings.news,
        "start.topics": hangings.topics,
        "compass.monday": hangings.monday,
        "today.tiles": hangings.tiles,
        "letters.moot": letters.moot,
        "radar.blips": reported.blips,
        "radar.totals": reported.totals,
    },
    verbs=VERBS,
    raises=(queries.COMING_IN,),
    jobs=(Job("ideas.purge", keeping.EVERY, keeping.purge),),
    commands=(commands.group,),
    entrances=(
        Entrance("Ideen", "ideas.index", order=10),
        Entrance("Nachsehen", "ideas.look", order=30),
        Entrance("Ideen lesen", "ideas_desk.index", Right.IDEAS_READ, 10),
        desk_categories.ENTRANCE,
        Entrance("Alle Ideen", "ideas_desk.everything", Right.IDEAS_READ, 11),
    ),
    seed=seeding.seed,
)
