"""Full-text search without Flask and without the database: analyser, query, index, highlighting.

index = WhooshIndex(folder)
index.rebuild(documents)
page = index.query(parse("radweg schule"), viewer=frozenset({"public"}))
"""

from core.search.analyser import analyse, fold, words
from core.search.highlight import excerpt, highlight
from core.search.index import Hit, IndexBusy, IndexMissing, IndexStatus, Page, SearchDoc, SearchIndex, Visibility
from core.search.query import Mode, ParsedQuery, parse
from core.search.whoosh_index import WhooshIndex

__all__ = [
    "Hit",
    "IndexBusy",
    "IndexMissing",
    "IndexStatus",
    "Mode",
    "Page",
    "ParsedQuery",
    "SearchDoc",
    "SearchIndex",
    "Visibility",
    "WhooshIndex",
    "analyse",
    "excerpt",
    "fold",
    "highlight",
    "parse",
    "words",
]
