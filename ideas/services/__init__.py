"""Every change in the Ideenspeicher, by subject: handing in, steps, declining many, bundles, redaction, undoing."""

from __future__ import annotations

from ideas.services.bundling import bundle, dissolve, object_to, objection_seen, unbundle, unlike
from ideas.services.declining import decline_all
from ideas.services.handing_in import (
    Draft,
    Submitted,
    confirm,
    derived_title,
    rewrite,
    stop_letters,
    submit,
    withdraw,
)
from ideas.services.redacting import redact
from ideas.services.steps import Said, advance, claim, locked, tag, tell, thing
from ideas.services.undoing import remember, remember_all, standing, standings, undo, undo_all

__all__ = [
    "Draft",
    "Said",
    "Submitted",
    "advance",
    "bundle",
    "claim",
    "confirm",
    "decline_all",
    "derived_title",
    "dissolve",
    "locked",
    "object_to",
    "objection_seen",
    "redact",
    "remember",
    "remember_all",
    "rewrite",
    "standing",
    "standings",
    "stop_letters",
    "submit",
    "tag",
    "tell",
    "thing",
    "unbundle",
    "undo",
    "undo_all",
    "unlike",
    "withdraw",
]
