"""One German analyser in front of every search engine: text in, comparable tokens out.

The steps, in order:

1. *Tokenise* (`words`): runs of letters, digits and combining marks. "Rad-Weg" gives "rad", "weg" and the joined
   "radweg"; "Bürger*innen", "Bürger:innen", "Bürger/-innen" and "BürgerInnen" give
   "Bürger", so that every spelling of a group meets.
2. *Fold* (`fold`): Unicode NFKC, case folding (ß becomes ss), accents off, and the two-letter umlauts to one bare
   vowel: ü, ue and u all become u. Bürger, Buerger and Burger meet, so do Straße and Strasse. A "ue" behind a vowel
   or q stays (neue, bauen, Quelle), the rule of Snowball's German stemmer.
3. *Stop words* (`stopwords.py`) are dropped and leave no gap: "Stadt am Meer" is "stadt meer", in quotes as well.
4. *Stem*: Snowball German (PyStemmer; M. Porter, snowballstem.org), fed with the folded word and remembered.

A text in another language (`languages.py`) is indexed folded and not stemmed; a query carries both forms of its words.
Compounds are taken apart elsewhere (`compounds.py`), into terms of their own.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from threading import local
from typing import Final, NamedTuple

import Stemmer

from core.search.stopwords import STOP_WORDS

LONGEST_TOKEN: Final = 64
"""Characters of a token that count; a run without spaces is cut there."""
LONGEST_WORD: Final = 2 * LONGEST_TOKEN
"""Characters of a word that are looked at, accents included: what caches keep of a word must be short."""

_MARKS: Final = "".join(chr(code) for code in range(0x300, 0x2000) if unicodedata.category(chr(code)) in {"Mn", "Mc"})
_SILENT: Final = "\u00ad\u200c\u200d\u2060"
_WORD: Final = rf"[^\W_](?:[^\W_]|[{_MARKS}{_SILENT}])*"
_GENDER: Final = r"(?:[*:_·]|/-?)in(?:nen)?(?![^\W_])|\(in(?:nen)?\)|\*(?:[rnesm]|en|er|es|em)(?![^\W_])"
_PIECE: Final = re.compile(rf"({_WORD})({_GENDER})?")
_HYPHENS: Final = "-\u2010\u2011"
_INNER_CAPITAL: Final = re.compile(r"(?<=[a-zäöüß])In(?:nen)?$")
_TWO_LETTER_UMLAUT: Final = re.compile(r"ae|oe|(?<![aeiouq])ue")
_ACCENTS: Final = dict.fromkeys([*range(0x300, 0x370), *map(ord, _SILENT)])
_NO_ACCENT_TO_TAKE: Final = str.maketrans({"ø": "o", "æ": "a", "œ": "o", "ł": "l", "đ": "d", "ı": "i"})

_own = local()


class Word(NamedTuple):
    """A word of a text: how it stands there, from where to where, and the token that stands for it in the index.

    `joined` marks the joined form of a hyphenated compound; it spans its parts, which stand before it in the list.
    `folded` is the word without its gender ending, folded and not stemmed.
    """

    text: str
    start: int
    end: int
    token: str
    joined: bool = False
    folded: str = ""


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Bring one word to the form in which spellings meet, unstemmed: "Bürger" and "BUERGER" are "burger"."""
    bare = unicodedata.normalize("NFKC", word).casefold().translate(_NO_ACCENT_TO_TAKE)
    bare = unicodedata.normalize("NFD", bare).translate(_ACCENTS)
    return unicodedata.normalize("NFC", _TWO_LETTER_UMLAUT.sub(_first_letter, bare))[:LONGEST_TOKEN]


@lru_cache(maxsize=65_536)
def token_of(word: str) -> str:
    """Fold and stem one word; the empty string for a stop word or for what folds to nothing."""
    folded = fold(word)
    if not folded or folded in STOP_WORDS:
        return ""
    return stem_of(folded)


def stem_of(folded: str) -> str:
    """Stem a folded word, stop word or not."""
    stem: str = _stemmer().stemWord(folded)
    return stem


def words(text: str) -> list[Word]:
    """List the words of a text in their order with spans, for indexing and for highlighting. Never raises."""
    found: list[Word] = []
    chain: list[Word] = []
    reach = -2
    for start, end, plain in _pieces(text):
        token = token_of(plain[:LONGEST_WORD])
        hyphenated = start == reach + 1 and text[reach] in _HYPHENS
        if not hyphenated:
            _close(chain, found)
        reach = end
        if not token:
            continue
        word = Word(text[start:end], start, end, token, folded=fold(plain[:LONGEST_WORD]))
        found.append(word)
        chain.append(word)
    _close(chain, found)
    return found


def analyse(text: str) -> list[str]:
    """Give the tokens of a text, in order, joined forms of hyphenated compounds behind their parts."""
    return [word.token for word in words(text)]


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and the word without its gender ending."""
    for match in _PIECE.finditer(text):
        plain = match.group(1)
        if plain[-1] == "n":
            plain = _INNER_CAPITAL.sub("", plain)
        yield match.start(), match.end(), plain


def _close(chain: list[Word], found: list[Word]) -> None:
    """Add the joined form of a hyphenated compound and begin a new chain."""
    if len(chain) > 1:
        text = "".join(part.text for part in chain)
        token = token_of(text[:LONGEST_WORD])
        if token:
            first, last = chain[0], chain[-1]
            found.append(Word(text, first.start, last.end, token, joined=True, folded=fold(text[:LONGEST_WORD])))
    chain.clear()


def _first_letter(match: re.Match[str]) -> str:
    """Keep the vowel of ae, oe, ue and lose the e."""
    return match.group()[0]


def _stemmer() -> "Stemmer.Stemmer":
    """Give this thread's own stemmer: the object is not safe to share."""
    stemmer = getattr(_own, "stemmer", None)
    if stemmer is None:
        stemmer = _own.stemmer = Stemmer.Stemmer("german")
    return stemmer
