"""What is new for one address: the news of a span, found by idea, topic and Stadtbezirk, one entry an idea."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core import mail
from ideas.following import queries
from ideas.following.models import Following, News
from ideas.following.subjects import Subject, of
from ideas.letters import public_only


@dataclass(frozen=True)
class Told:
    """One idea with its news, oldest first: word, sentence, page."""

    idea_id: int
    title: str
    page: str
    news: tuple[News, ...]

    @property
    def about(self) -> str:
        """What the letter's part is about: gone by the time it is sent, it is left out."""
        return public_only(self.idea_id)


@dataclass(frozen=True)
class Digest:
    """The news of a span: at most a thousand, in their order, and which of them belong to a subject."""

    titles: dict[int, str]
    pages: dict[int, str]
    news: Sequence[News]
    by_subject: dict[Subject, list[int]] = field(default_factory=dict)

    def for_one(self, followings: Iterable[Following]) -> list[Told]:
        """Return what is new of what somebody follows, since it was confirmed; each idea once, by its first news."""
        places: set[int] = set()
        for following in followings:
            since = following.confirmed_at
            found = self.by_subject.get(of(following), ())
            places |= {place for place in found if since is None or self.news[place].at >= since}
        ideas: dict[int, list[News]] = defaultdict(list)
        for place in sorted(places):
            ideas[self.news[place].idea_id].append(self.news[place])
        return [Told(number, self.titles[number], self.pages[number], tuple(news)) for number, news in ideas.items()]


def between(start: datetime, end: datetime) -> Digest:
    """Read the news of a span: two statements, however many follow."""
    rows = queries.news_between(start, end)
    areas = queries.areas_of(sorted({news.idea_id for news, _, _ in rows}))
    by_subject: dict[Subject, list[int]] = defaultdict(list)
    for place, (news, _, district) in enumerate(rows):
        by_subject[Subject("idee", news.idea_id)].append(place)
        for area in areas.get(news.idea_id, ()):
            by_subject[Subject("thema", area)].append(place)
        if district:
            by_subject[Subject("bezirk", district)].append(place)
    titles = {news.idea_id: title for news, title, _ in rows}
    pages = {number: mail.address("ideas.short", number=number) for number in titles}
    return Digest(titles, pages, [news for news, _, _ in rows], by_subject)
