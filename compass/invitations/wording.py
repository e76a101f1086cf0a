"""Words of an invitation: placeholders from a fixed list, put in once and never read again, never attributes of anything."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from compass.invitations.models import Answer, InvitationRound, Way
from core import clock, texts

PLACEHOLDERS = {
    "Name": "wer eingeladen ist",
    "Ansprechperson": "die Ansprechperson, sonst der Name",
    "Anlass": "wozu Sie einladen",
    "Tag": "der Tag",
    "Uhrzeit": "von wann bis wann",
    "Ort": "der Ort",
    "Antwort bis": "bis wann Sie eine Antwort brauchen",
    "Büro": "der Name des Büros",
}
"""What stands between braces in a letter, and what it becomes."""
FOUND = re.compile(r"\{([^{}\n]{0,60})\}")
OPEN = "noch offen"
LEFT_WORDS = {
    "person": "ist eine Person: Diese Runde geht an Organisationen",
    "restricted": "ist eingeschränkt (Art. 18 DSGVO)",
    "consent": "hat nicht zugestimmt, Einladungen zu bekommen",
    "matching": "hat das Ja zu Vorschlägen zurückgenommen",
    "example": "ist ein Beispieleintrag, nicht abgestimmt",
    "address": "hat keine E-Mail-Adresse",
    "bad_address": "hat eine E-Mail-Adresse, die nicht stimmen kann",
}
"""Why somebody gets no letter."""
STAND_WORDS = {
    "ja": "Zugesagt",
    "nein": "Abgesagt",
    "spaeter": "Weiß es noch nicht",
    "andere": "Schickt jemanden",
    "offen": "Noch keine Antwort",
    "ohne": "Ohne Brief",
}
STANDS = {"ja": Answer.YES, "nein": Answer.NO, "spaeter": Answer.LATER, "andere": Answer.OTHER}


def unknown(text: str) -> list[str]:
    """Return the placeholders of a text that there are not."""
    return [word for word in dict.fromkeys(FOUND.findall(text)) if word not in PLACEHOLDERS]


def filled(text: str, values: Mapping[str, str]) -> str:
    """Put values in place of placeholders, in one pass: what a value says is never read as a placeholder."""
    return FOUND.sub(lambda found: values.get(found[1], found[0]), text)


def as_sent(of: InvitationRound) -> tuple[str, str]:
    """Return subject and text of a round's letter; what differs from one to the next stays a placeholder."""
    known = values(of, "{Name}", "{Ansprechperson}")
    return filled(of.subject, known), filled(of.body, known)


def values(of: InvitationRound, name: str, contact: str) -> dict[str, str]:
    """Return what the placeholders become for one letter."""
    return {
        "Name": name,
        "Ansprechperson": contact or name,
        "Anlass": of.title,
        "Tag": day(of.day_on) or OPEN,
        "Uhrzeit": hours(of) or OPEN,
        "Ort": of.place or OPEN,
        "Antwort bis": day(of.answer_by_on) or OPEN,
        "Büro": texts.text("office.name"),
    }


def day(iso: str) -> str:
    """Write an ISO day in words; empty stays empty."""
    return clock.day_in_words(date.fromisoformat(iso)) if iso else ""


def hours(of: InvitationRound) -> str:
    """Say from when to when it is."""
    if of.starts_at and of.ends_at:
        return f"{of.starts_at} bis {of.ends_at} Uhr"
    return f"{of.starts_at} Uhr" if of.starts_at else ""


def facts(of: InvitationRound) -> list[tuple[str, str]]:
    """Return when and where, what is known of it."""
    said = [("Wann", ", ".join(filter(None, (day(of.day_on), hours(of))))), ("Wo", of.place)]
    said += [("Antwort bitte bis", day(of.answer_by_on))]
    return [(name, value) for name, value in said if value]


def answers(way: Way) -> dict[Answer, str]:
    """Return the answers that somebody may give, in their order."""
    if way is Way.RELEASE:
        return {
            Answer.OTHER: "Ja, wir schicken jemanden",
            Answer.YES: "Ja, ich komme selbst",
            Answer.LATER: "Das klären wir noch",
            Answer.NO: "Nein, es geht nicht",
        }
    return {
        Answer.YES: "Ja, ich komme",
        Answer.NO: "Nein, ich kann nicht",
        Answer.LATER: "Ich weiß es noch nicht",
        Answer.OTHER: "Es kommt jemand anderes",
    }


WAY_WORDS = {Way.SELF: "Bitte kommen Sie", Way.RELEASE: "Bitte schicken Sie jemanden"}
WAY_HINTS = {
    Way.SELF.value: "Der Brief geht an alle selbst.",
    Way.RELEASE.value: "Der Brief geht an Organisationen, wenn möglich an ihre Leitung. Wer antwortet, nennt die Person.",
}
