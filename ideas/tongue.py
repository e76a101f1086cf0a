"""Which language an idea is in: a short list of codes (BCP 47) with their German names, and which way each is written."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup

GERMAN = "de"
NAMES: Mapping[str, str] = {
    "en": "Englisch",
    "tr": "Türkisch",
    "ar": "Arabisch",
    "uk": "Ukrainisch",
    "ru": "Russisch",
    "pl": "Polnisch",
    "ku": "Kurdisch (Kurmandschi)",
    "ckb": "Kurdisch (Sorani)",
    "fa": "Persisch",
    "ro": "Rumänisch",
    "bg": "Bulgarisch",
    "sq": "Albanisch",
    "el": "Griechisch",
    "it": "Italienisch",
    "es": "Spanisch",
    "fr": "Französisch",
    "vi": "Vietnamesisch",
}
"""What the office picks from; any other code may be typed."""
CODE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "prs", "ps", "sd", "ug", "ur", "yi"})
SCRIPTS = frozenset({"arab", "hebr", "syrc", "thaa"})


def is_code(code: str) -> bool:
    """Tell whether this has the shape of a language's code: ar, pt-BR, zh-Hant."""
    return CODE.fullmatch(code) is not None


def direction(code: str | None) -> str:
    """Return "rtl" for what is written from right to left, else "ltr"; a script in the code decides."""
    language, *parts = (code or GERMAN).casefold().split("-")
    scripts = [part for part in parts if len(part) == 4 and part.isalpha()]  # noqa: PLR2004 - scripts have four letters
    if scripts:
        return "rtl" if scripts[0] in SCRIPTS else "ltr"
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def name(code: str | None) -> str:
    """Return a language's German name, or its code where we have none."""
    return NAMES.get(code or GERMAN, code or "") or "Deutsch"


def attributes(code: str | None) -> dict[str, str]:
    """Return the attributes of an element that holds words in a language; none for German, the page's own."""
    return {"lang": code, "dir": direction(code)} if code else {}


def spoken(code: str | None, words: Markup) -> Markup:
    """Return words inside a longer text, marked with their language; German ones stay as they are."""
    return Markup('<span lang="{}" dir="{}">{}</span>').format(code, direction(code), words) if code else words
