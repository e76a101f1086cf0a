"""The five lists of the vocabulary: what each is called, where it is edited, and what may be done with its rows."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import NotThere
from radar.models import ActionField, ActivityArea, District, Entry, Sphere, Trait

SUBJECT = "taxonomy"


@dataclass(frozen=True)
class WordList:
    """One list: `kind` names its things in the journal, `slug` stands in the address, `row` is its table."""

    kind: str
    slug: str
    row: type[Entry]
    title: str
    noun: str
    sentence: str
    name_length: int = 80
    described: bool = True
    addable: bool = True
    movable: bool = True
    switchable: bool = True


LISTS = (
    WordList(
        "field",
        "handlungsfelder",
        ActionField,
        "Handlungsfelder",
        "Handlungsfeld",
        "Die vier Viertel des Themenradars. Sie können anders heißen und anders stehen, es bleiben vier.",
        addable=False,
        switchable=False,
    ),
    WordList(
        "area",
        "aktionsfelder",
        ActivityArea,
        "Aktionsfelder",
        "Aktionsfeld",
        "Damit werden Ideen, Visionen und Projekte eingeordnet. Jedes gehört zu einem Handlungsfeld.",
    ),
    WordList(
        "trait",
        "zielbild",
        Trait,
        "Zielbild",
        "Attribut des Zielbilds",
        "So soll sich die Stadt anfühlen. Danach werden Projekte ausgewählt. "
        "Diese Liste ist ein Vorschlag der Software, keine amtliche Liste.",
    ),
    WordList(
        "sphere",
        "sphaeren",
        Sphere,
        "Sphären",
        "Sphäre",
        "Jedes Projekt gehört zu einer oder zu beiden.",
        addable=False,
        switchable=False,
    ),
    WordList(
        "district",
        "stadtbezirke",
        District,
        "Stadtbezirke",
        "Stadtbezirk",
        "Stehen überall nach dem Alphabet.",
        described=False,
        movable=False,
    ),
)
KINDS = {words.kind: words for words in LISTS}
SLUGS = {words.slug: words for words in LISTS}


def by_slug(slug: str) -> WordList:
    """Return the list behind an address; NotThere when there is none."""
    try:
        return SLUGS[slug]
    except KeyError:
        raise NotThere from None
