"""Hostile texts for hypothesis, and forms encoded the way a broken or hostile client does."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote_from_bytes

from hypothesis import strategies as st

HOSTILE = (
    "",
    " ",
    "\x00",
    "vor\x00nach",
    "\x01\x02\x1b[31m\x7f\x85",
    "\ud800",
    "\udfff und weiter",
    "\u202etxt.exe\u202c",
    "\u2066Umkehr\u2069\u200f\u200b\ufeff",
    "a" * 6_001,
    "ä🧭" * 5_000,
    "e" + "\u0301" * 500,
    "🧑\u200d🦽\u200d➡️",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><h1>groß</h1>",
    "{{ 7 * 7 }}{% raise %}",
    "javascript:alert(1)",
    "' OR 1=1; DROP TABLE idea; --",
    "%27%20%00%ff",
    "%%%s%d{0}",
    "9" * 40,
    "-1",
    "1e999",
    "NaN",
    "\uff11\u0661",
    "../../etc/passwd",
    "Betreff\r\nBcc: alle@example.org",
    '=HYPERLINK("http://example.org")',
    '* OR NOT ( " [ TO ] ~ ^ : a* -',
    "\r\n" * 2_000,
)
DELICATE = "\x00\x01\x08\x1b\x7f\x85\u00ad\u200b\u202e\u2066\u2028\ufeff\ufffe\ud800\udfff<>&\"'%;{}\\*"


def texts() -> st.SearchStrategy[str]:
    """Draw a text nobody wishes for: known trouble, delicate characters, or anything at all, surrogates included."""
    anything = st.text(st.characters(), max_size=60)
    delicate = st.text(st.sampled_from(DELICATE + "aß 1"), max_size=30)
    return st.one_of(st.sampled_from(HOSTILE), delicate, anything)


def forms(names: Iterable[str]) -> st.SearchStrategy[list[tuple[str, str]]]:
    """Draw the fields of a form: any of the names, in any order, some twice, and now and then a foreign one."""
    field = st.one_of(st.sampled_from(sorted(names)), st.sampled_from(sorted(names)), texts())
    return st.lists(st.tuples(field, texts()), max_size=12)


def filled(names: Iterable[str]) -> st.SearchStrategy[dict[str, str]]:
    """Draw a form in which every field holds junk."""
    return st.fixed_dictionaries({name: texts() for name in sorted(names)})


def encoded(fields: Mapping[str, str] | Iterable[tuple[str, str]]) -> bytes:
    """Encode fields as application/x-www-form-urlencoded (or as a query string), lone surrogates and all."""
    pairs = fields.items() if isinstance(fields, Mapping) else fields
    return "&".join(f"{quoted(name)}={quoted(value)}" for name, value in pairs).encode("ascii")


def quoted(text: str) -> str:
    """Quote a text for a query string or a body; lone surrogates become the bytes no decoder likes."""
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"), safe="")
