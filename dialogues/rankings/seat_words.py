"""What the phone says about a ranking, in "Sie" and, for schools and youth groups, in "Du"; side by side."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Anrede: every sentence that speaks to somebody."""

    seat: str
    how: str
    secret: str
    saved: str
    order: str
    waiting: str
    counted: str
    in_the_room: str
    ask: str


SIE = Words(
    seat="Ihr Platz",
    how="Geben Sie viele Punkte, was Ihnen wichtig ist. Alle auf eines geht auch.",
    secret="Niemand sieht, wer wem Punkte gegeben hat. Sie können ändern, bis gezählt wird.",  # noqa: S106 - a sentence
    saved="Ihre Punkte liegen. Sie können sie ändern, bis gezählt wird.",
    order="Die Liste steht auf jedem Telefon anders, damit nichts einen Vorteil hat.",
    waiting="Gleich geht es los. Laden Sie die Seite dann neu.",
    counted="Danke fürs Mitmachen! Die Punkte sind gezählt und einzeln gelöscht. Wer wem welche gab, weiß niemand.",
    in_the_room="Das Ergebnis sehen Sie im Raum.",
    ask="Worum es geht, hören Sie im Raum. Fragen Sie ruhig nach.",
)
DU = Words(
    seat="Dein Platz",
    how="Gib viele Punkte, was dir wichtig ist. Alle auf eines geht auch.",
    secret="Niemand sieht, wer wem Punkte gegeben hat. Du kannst ändern, bis gezählt wird.",  # noqa: S106 - a sentence
    saved="Deine Punkte liegen. Du kannst sie ändern, bis gezählt wird.",
    order="Die Liste steht auf jedem Telefon anders, damit nichts einen Vorteil hat.",
    waiting="Gleich geht es los. Lade die Seite dann neu.",
    counted="Danke fürs Mitmachen! Die Punkte sind gezählt und einzeln gelöscht. Wer wem welche gab, weiß niemand.",
    in_the_room="Das Ergebnis siehst du im Raum.",
    ask="Worum es geht, hörst du im Raum. Frag ruhig nach.",
)


def words(*, informal: bool) -> Words:
    """Return the sentences for one way of speaking to people."""
    return DU if informal else SIE
