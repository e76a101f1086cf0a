"""When things happen in the demo year: offsets from today made into moments; offices work on weekdays, by day."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core import clock

FRIDAY = 4
OPENS = time(8, 30)
OPEN_MINUTES = 440
ENDS = time(19, 45)
JUST_NOW = timedelta(minutes=20)


def chance(words: str, below: int) -> int:
    """Return a number from 0 to below - 1 that is the same in every playing of the year."""
    return zlib.crc32(words.encode()) % below


@dataclass(frozen=True)
class Calendar:
    """The year that ends at `now`."""

    now: datetime

    def day(self, offset: int) -> date:
        """Return the day so many days from today."""
        return clock.local(self.now).date() + timedelta(days=offset)

    def weekday(self, offset: int) -> date:
        """Return that day, or the Monday after it when it is a weekend."""
        found = self.day(offset)
        return found + timedelta(days=max(0, 7 - found.weekday()) if found.weekday() > FRIDAY else 0)

    def today_or_weekday(self, offset: int) -> date:
        """Return the working day of an offset, but today itself for 0, whatever day it is."""
        return self.weekday(offset) if offset else self.day(0)

    def after_work(self, offset: int) -> datetime:
        """Return the moment at which a meeting of that working day is over, never in the future."""
        return self._past(datetime.combine(self.weekday(offset), ENDS, tzinfo=clock.BERLIN))

    def at_home(self, offset: int, hour: time) -> datetime:
        """Return the moment at which a citizen writes: any day, any hour, never in the future."""
        return self._past(datetime.combine(self.day(offset), hour, tzinfo=clock.BERLIN))

    def at_work(self, offset: int, words: str) -> datetime:
        """Return a moment in the office's hours of that day (the Friday before when Monday is not over yet)."""
        day = self.weekday(offset)
        if day >= self.day(0):
            day = self.day(offset) - timedelta(days=max(0, self.day(offset).weekday() - FRIDAY))
        minutes = timedelta(minutes=chance(words, OPEN_MINUTES))
        return self._past(datetime.combine(day, OPENS, tzinfo=clock.BERLIN) + minutes)

    def _past(self, moment: datetime) -> datetime:
        return min(moment.astimezone(self.now.tzinfo), self.now - JUST_NOW)
