"""Changes of personal codes."""

from __future__ import annotations

from core import journal, versions
from core.journal import Who
from core.things import Thing
from dialogues import single_codes
from dialogues.models import Dialogue


def give_out(dialogue: Dialogue, number: int, who: Who) -> None:
    """Give out so many more codes; the journal says how many, not which."""
    single_codes.issue(dialogue, number)
    journal.note("dialogue.codes", Thing("dialogue", dialogue.id), who, number=number)
    versions.up("dialogues")
