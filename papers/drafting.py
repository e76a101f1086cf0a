"""What a Vorlage says before anybody has edited it: resolution from measures, reasons from what led to them; plain text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from circles.models import Deliverable
from dialogues import leading
from kickbox.models import Box
from papers.models import Body, Consultation, ConsultationRole, PaperKind
from papers.trace import Trace

TALK_LENGTH = 8000
Text = Callable[..., str]
"""core.texts.text: the city's own sections and sentences."""


@dataclass(frozen=True)
class Draft:
    """What a new paper says: resolution one point a line, reasons as simple Markdown with "## " headings."""

    kind: PaperKind
    subject: str
    resolution: str
    reasons: str
    attachments: str = ""


def from_result(result: Deliverable, trace: Trace, text: Text, questions: Sequence[str] = ()) -> Draft:
    """Return the draft for a released result: a point a measure, each "wird zugestimmt" as the city's papers have it.

    questions are the Leitfragen of the meeting behind it: they stand with what the talk said.
    """
    points = [text("papers.point", Massnahme=_bare(one.text)) for one in result.measures]
    said = {
        "Ideen": _ideas(trace),
        "Gespraech": leading.joined(_talk(trace), questions, TALK_LENGTH) if _talk(trace) else "",
        "Zirkel": trace.circle.title if trace.circle else "",
        "Ergebnis": result.summary.strip(),
        "Massnahmen": "\n".join(f"- {_measure(one.text, one.who, one.until)}" for one in result.measures),
    }
    attachments = f"Ergebnis des Innovationszirkels: {result.title}"
    return Draft(
        PaperKind.DECISION, result.title, "\n".join(points), text("papers.reasons", **said).strip(), attachments
    )


def from_box(box: Box, trace: Trace, text: Text) -> Draft:
    """Return the draft for a Kickbox that goes on: a report the bodies take note of."""
    began = _ideas(trace) if trace.ideas else "Am Anfang stand eine Bewerbung."
    said = {"Ideen": began, "Titel": box.title, "Text": box.text, "Ende": box.ending, "Weiter": box.onward}
    reasons = text("papers.reasons_box", **said).strip()
    return Draft(PaperKind.INFORMATION, f"Kickbox „{box.title}“", text("papers.point_box"), reasons)


def _bare(sentence: str) -> str:
    """Return a measure as the middle of a sentence: one line, no full stop."""
    return " ".join(sentence.split()).rstrip(".")


def _measure(what: str, who: str, until: str) -> str:
    beside = ", ".join(part for part in (who, until) if part)
    return f"{_bare(what)} ({beside})" if beside else _bare(what)


def _ideas(trace: Trace) -> str:
    """Say from how many ideas it came; their titles stand in the list of origins, which forgets what is hidden later."""
    if not trace.ideas:
        return "Am Anfang stand ein Auftrag des Digitalisierungsbüros."
    if len(trace.ideas) == 1:
        return "Am Anfang stand eine Idee aus der Stadt. Am Ende dieser Vorlage steht, welche."
    return f"Am Anfang standen {len(trace.ideas)} Ideen aus der Stadt. Am Ende dieser Vorlage steht, welche."


def _talk(trace: Trace) -> str:
    """Say what the meeting said: how many people, each thesis with agreement, n and unity in a word."""
    if trace.meeting is None or trace.vision is None:
        return ""
    who = f"{trace.people} Menschen haben" if trace.people else "Das D.I.V. hat"
    lines = [f"{who} am {trace.meeting.when} im Treffen „{trace.meeting.title}“ darüber gesprochen."]
    lines += [_voice(one.thesis, one.verdict, one.agreement, one.unity) for one in trace.voices]
    return "\n".join([lines[0], "", *lines[1:], "", f"Daraus wurde die Vision „{trace.vision.title}“."])


def _voice(thesis: str, verdict: str, agreed: str, unity: str) -> str:
    said = (f"{agreed} stimmen zu" if agreed else "", f"Einigkeit {unity}" if unity else "")
    figures = "; ".join(part for part in said if part)
    return f"- „{thesis}“ {verdict} ({figures})." if figures else f"- „{thesis}“ {verdict}."


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} und {names[-1]}"


def opening(kind: PaperKind, turns: Sequence[Consultation]) -> str:
    """Return how the Beschlussvorschlag begins, built from who recommends and who decides."""
    if kind is PaperKind.INFORMATION or not turns:
        return ""
    deciding = [one.body for one in turns if one.role is ConsultationRole.DECIDES]
    asking = [one.body for one in turns if one.role is ConsultationRole.RECOMMENDS]
    if not deciding:
        return ""
    if not asking:
        return f"{deciding[-1].called} beschließt wie folgt:"
    who = _listed([asking[0].called, *(_within(one) for one in asking[1:])])
    verb = "empfiehlt" if len(asking) == 1 else "empfehlen"
    return f"{who} {verb} {_dative(deciding[-1])}, wie folgt zu beschließen:"


def _within(body: Body) -> str:
    return f"{body.article.lower()} {body.name}"


def _dative(body: Body) -> str:
    """Return to whom it is recommended: "dem Rat", "der Bezirksvertretung"."""
    return f"{'der' if body.article == 'Die' else 'dem'} {body.name}"
