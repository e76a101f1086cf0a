"""The floor as a room: the doors, words and work that belong to no room."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from flask import Flask

from core import (
    accounts,
    backup,
    clock,
    desk,
    desk_jump,
    desk_letters,
    desk_search,
    desk_texts,
    doors,
    feedback,
    indexing,
    jobs,
    migrating,
    pages,
    post,
    seeding,
    worker,
)
from core.accounts import furniture
from core.room import Job, Room

REPORTS_KEPT = timedelta(days=365)


def purge_reports() -> int:
    """Delete reports of barriers a year after they were closed."""
    return feedback.purge(clock.now() - REPORTS_KEPT)


def install(app: Flask) -> None:
    """Open what only the demo has."""
    desk_letters.install(app)
    furniture.install(app)


floor = Room(
    "core",
    blueprints=(
        pages.door,
        desk.today_door,
        desk.reports_door,
        desk_jump.door,
        *desk_texts.DOORS,
        *desk_search.DOORS,
        desk_letters.door,
        *furniture.DOORS,
    ),
    texts=Path(__file__).with_name("texts.toml"),
    kinds=(*desk_texts.KINDS, *desk_search.KINDS),
    verbs=(*feedback.VERBS, *desk_texts.VERBS, *desk_search.VERBS, *accounts.VERBS),
    jobs=(*jobs.JOBS, *furniture.JOBS, Job("reports.purge", timedelta(hours=24), purge_reports)),
    commands=(
        *furniture.commands,
        *backup.commands,
        *migrating.commands,
        *indexing.commands,
        *jobs.commands,
        *worker.commands,
        *doors.commands,
        *seeding.commands,
    ),
    entrances=(*desk.ENTRANCES, *desk_texts.ENTRANCES, *desk_search.ENTRANCES, *furniture.ENTRANCES),
    deliveries={**indexing.DELIVERIES, **post.DELIVERIES},
    install=install,
)
