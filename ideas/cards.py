"""An idea as lists and pages draw it: where it stands, in whose field, under which address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from ideas import address, queries, tongue
from ideas.models import Idea
from ideas.stages import WORDS
from radar import queries as radar
from radar.queries import Area, Taxonomy

EXCERPT = 240


@dataclass(frozen=True)
class Card:
    """One idea with everything around it in words; title and text may hold marked hits."""

    idea: Idea
    address: str
    title: Markup
    text: Markup
    top: str
    word: str
    areas: Sequence[tuple[Area, str]]

    @property
    def area(self) -> Area | None:
        """The first Aktionsfeld."""
        return self.areas[0][0] if self.areas else None

    @property
    def field(self) -> str | None:
        """The key of the first Aktionsfeld's Handlungsfeld."""
        return self.areas[0][1] if self.areas else None

    @property
    def spoken(self) -> dict[str, str]:
        """The attributes lang and dir of an element that holds the author's own words."""
        return tongue.attributes(self.idea.language)

    @property
    def language(self) -> str:
        """The German name of the author's language."""
        return tongue.name(self.idea.language)

    @property
    def facts(self) -> list[tuple[str, str | Markup]]:
        """Name and value of what is known."""
        pairs: list[tuple[str, str | Markup]] = []
        if self.idea.district:
            link = Markup('<a href="/ideen?bezirk={}">{}</a>').format(self.idea.district.id, self.idea.district.name)
            pairs.append(("Stadtbezirk", link))
        if self.idea.place:
            pairs.append(("Ort", self.idea.place))
        if self.idea.category:
            pairs.append(
                (
                    "Art",
                    Markup('<a href="/ideen?art={}">{}</a>').format(self.idea.category.id, self.idea.category.short),
                )
            )
        return pairs


def of(
    idea: Idea,
    title: Markup | None = None,
    text: Markup | None = None,
    desk: bool = False,
    words: Taxonomy | None = None,
) -> Card:
    """Return an idea's card; the desk's leads to the desk. A list hands in the vocabulary, to ask for it once."""
    words = words or radar.taxonomy()
    where = ", ".join(filter(None, (idea.district.name if idea.district else "", idea.place)))
    known = [words.area(area.id) for area in idea.areas]
    shown = idea.german_text or idea.text
    return Card(
        idea,
        f"/buero/ideen/{idea.id}" if desk else address.of(idea),
        tongue.spoken(
            None if idea.german_title else idea.language, escape(idea.listed_title) if title is None else title
        ),
        tongue.spoken(None if idea.german_text else idea.language, escape(shown[:EXCERPT]) if text is None else text),
        f"Nr. {idea.id}" + (f" · {where}" if where else ""),
        WORDS[idea.stage],
        [(area, area.field_key) for area in known if area],
    )


def helps() -> dict[str, str]:
    """Return the sentence of each category, by the value of its choice."""
    return {str(category.id): category.about for category in queries.categories()}
