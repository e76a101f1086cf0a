"""Every change of papers: their text, their way through the bodies, the list of bodies."""

from __future__ import annotations

from papers.drafts import BodyDraft, ConsultationDraft, DecisionDraft, PaperDraft
from papers.services.bodies import add_body, change_body
from papers.services.deciding import consult, decide, move, release, take_out, withdraw
from papers.services.writing import draft, drafted, drop, edit

__all__ = [
    "BodyDraft",
    "ConsultationDraft",
    "DecisionDraft",
    "PaperDraft",
    "add_body",
    "change_body",
    "consult",
    "decide",
    "draft",
    "drafted",
    "drop",
    "edit",
    "move",
    "release",
    "take_out",
    "withdraw",
]
