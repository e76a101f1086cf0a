"""What the office does about languages: name an idea's own, write German words beside it."""

from __future__ import annotations

from dataclasses import dataclass

from core import clock, journal
from core.errors import Refused
from core.journal import Who
from ideas import queries, services, tongue
from ideas.models import TITLE_LENGTH, Idea
from ideas.services.steps import changed, locked


@dataclass(frozen=True)
class Translation:
    """The code of an idea's language (None: German) and the German words beside it."""

    code: str | None
    title: str = ""
    text: str = ""


def translate(idea_id: int, given: Translation, who: Who, version: int | None = None) -> Idea:
    """Set an idea's language and the German title and text beside the author's own words.

    A text without a title gets one from its first words. A German idea has no translation.
    """
    idea = locked(idea_id)
    if version is not None and idea.version != version:
        raise Refused(queries.meanwhile(idea))
    code = given.code
    if code is not None and not tongue.is_code(code):
        raise Refused("Diesen Sprachcode verstehen wir nicht. Er sieht zum Beispiel so aus: ar, pt-BR.")
    title, text = (given.title.strip(), given.text.strip()) if code else ("", "")
    if text and not title:
        title = services.derived_title(text)
    wanted = (code, title[:TITLE_LENGTH] or None, text or None)
    if wanted == (idea.language, idea.german_title, idea.german_text):
        return idea
    idea.language, idea.german_title, idea.german_text = wanted
    idea.changed_at = clock.now()
    journal.note("idea.translated", services.thing(idea), who, language=tongue.name(code))
    changed(idea)
    return idea
