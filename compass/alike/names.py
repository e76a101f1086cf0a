"""Names, addresses and numbers made comparable; pure arithmetic on texts, nothing is stored here.

Müller, Mueller and Muller become one word; legal forms, titles and "Stadt Bielefeld -" fall away; the order of words does
not count. What would leave nothing stays as it was ("Die AG" is not empty).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final
from urllib.parse import urlsplit

from core.rows import fold

LEGAL: Final = re.compile(
    r"\b(?:e\.? ?v|e\.? ?g|e\.? ?k|g ?gmbh|gmbh|g ?ug|ug|mbh|ag|kg|kgaa|ohg|gbr|se|a\.? ?oe\.? ?r|i\.? ?g|gag)\b\.?"
    r"(?: ?\(haftungsbeschraenkt\))?"
)
CITY: Final = re.compile(r"^(?:stadt|kreis|gemeinde) [a-z-]+ ?(?: [-–—] ?|[,:/|] ?)(?=\w)")
TITLES: Final = frozenset(
    """dr prof professor professorin dipl ing med phil rer nat jur pol habil hc mag ma ba bsc msc llm phd
    herr frau hr fr herrn familie""".split()  # noqa: SIM905 - quoted words would be unreadable
)
FILLING: Final = frozenset("der die das den dem des und fuer im in am an zu zum zur von vom mit the of and".split())  # noqa: SIM905 - the same
PLAIN: Final = (("ae", "a"), ("oe", "o"), ("ue", "u"))
WORD: Final = re.compile(r"[a-z0-9]+")
MAIL_HOSTS: Final = frozenset(
    """gmx.de gmx.net gmx.com web.de gmail.com googlemail.com t-online.de outlook.com outlook.de hotmail.com hotmail.de
    live.de live.com yahoo.de yahoo.com icloud.com me.com aol.com aol.de freenet.de posteo.de mailbox.org arcor.de
    online.de email.de mail.de protonmail.com proton.me unitybox.de bitel.net 1und1.de vodafone.de kabelmail.de
    ewetel.net online.com mac.com msn.com""".split()  # noqa: SIM905 - the same
)
PAGE_HOSTS: Final = frozenset(
    """facebook.com instagram.com linkedin.com xing.com twitter.com x.com youtube.com youtu.be tiktok.com wordpress.com
    jimdofree.com jimdo.com wixsite.com google.com sites.google.com linktr.ee t.me github.io blogspot.com meetup.com
    betterplace.org mastodon.social""".split()  # noqa: SIM905 - the same
)
FEWEST_DIGITS: Final = 6
MOST_WORDS: Final = 12


@dataclass(frozen=True)
class Name:
    """A name made comparable: its words in alphabetical order, umlauts written as the plain letter, at most twelve."""

    words: tuple[str, ...]

    @cached_property
    def line(self) -> str:
        """The words in one line."""
        return " ".join(self.words)

    @cached_property
    def squashed(self) -> str:
        """The words without a gap, as in "Bürger Netz" and "Bürgernetz"; the order is the alphabetical one."""
        return "".join(self.words)

    @cached_property
    def has_initial(self) -> bool:
        """Whether one of the words is a single letter."""
        return any(len(word) == 1 for word in self.words)


@lru_cache(maxsize=50_000)
def name(said: str) -> Name:
    """Fold a name of any length."""
    folded = CITY.sub("", fold(said[:200]))
    bare = _words(LEGAL.sub(" ", folded)) or _words(folded)
    return Name(tuple(sorted(bare)[:MOST_WORDS]))


def in_order(said: str) -> str:
    """Return the folded words in the order in which they were said, without gaps."""
    return "".join(_words(LEGAL.sub(" ", CITY.sub("", fold(said[:200])))))


def _words(folded: str) -> list[str]:
    found = WORD.findall(folded)
    telling = [word for word in found if word not in TITLES and word not in FILLING] or found
    return [plain(word) for word in telling]


def plain(word: str) -> str:
    """Write ae, oe, ue as a, o, u: whoever typed Muller meant Müller."""
    for pair, letter in PLAIN:
        word = word.replace(pair, letter)
    return word


def email(said: str) -> str:
    """Fold an e-mail address; empty when it is none."""
    folded = fold(said)[:254]
    return folded if "@" in folded.strip("@") else ""


def phone(said: str) -> str:
    """Return the digits of a German number without country code and leading zero; empty under six digits."""
    digits = "".join(sign for sign in said if sign.isdecimal() and sign.isascii())[:30]
    abroad = digits.startswith("00") or said.lstrip(" (").startswith("+")
    digits = digits.lstrip("0")
    if abroad and digits.startswith("49"):
        digits = digits[2:].lstrip("0")
    return digits if len(digits) >= FEWEST_DIGITS else ""


def host(said: str) -> str:
    """Return the host of a page without www; empty for the large ones on which everybody has a page."""
    folded = fold(said)[:300]
    try:
        found = urlsplit(folded if "://" in folded else f"//{folded}").hostname or ""
    except ValueError:
        return ""
    found = found.removeprefix("www.").strip(".")
    return "" if "." not in found or found in PAGE_HOSTS or found in MAIL_HOSTS else found


def mail_host(said: str) -> str:
    """Return the host of an e-mail address; empty for the large ones at which everybody has an address."""
    return host(email(said).rpartition("@")[2])
