"""Text kürzen: the office takes personal words out before everybody reads them; the words are kept nowhere."""

from __future__ import annotations

from core import clock, journal, mail, texts
from core.errors import Refused
from core.journal import Who
from ideas import letters, queries
from ideas.models import TITLE_LENGTH, Idea
from ideas.services.steps import changed, locked, thing
from ideas.stages import REDACTABLE, WORDS


def redact(idea_id: int, title: str, text: str, who: Who, version: int | None = None) -> Idea:
    """Put a shortened title and text in the place of the author's; of the old words no row and no index keeps one.

    Allowed while the idea is unread, in question or just published. The author reads of it in the letter about
    publishing, or at once when the idea is public already.
    """
    idea = locked(idea_id)
    if version is not None and idea.version != version:
        raise Refused(queries.meanwhile(idea))
    if idea.stage not in REDACTABLE:
        raise Refused(f"Die Idee steht auf „{WORDS[idea.stage]}“. Kürzen geht nur vorher.")
    title, text = title.strip(), text.strip()
    if not title or not text:
        raise Refused("Überschrift und Text dürfen nicht leer sein.")
    if (title, text) == (idea.title, idea.text):
        return idea
    idea.title, idea.text = title[:TITLE_LENGTH], text
    idea.german_title = idea.german_text = None  # a translation may hold the same words
    idea.redacted_at = idea.changed_at = clock.now()
    journal.note("idea.redacted", thing(idea), who)
    changed(idea)
    if idea.public:
        letters.news(idea, "Gekürzt", texts.text("ideas.redacted"), mail.address("ideas.short", number=idea.id))
    return idea
