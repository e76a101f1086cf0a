"""What the office fills in about challenges: for what and how many people are sought, the team by hand, feedback."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from compass import further, queries
from compass.challenges.models import REASON_WORDS, SAID_LENGTH, STATE_WORDS, State, SuggestionFeedback, UnfitReason
from compass.challenges.teaming import VARIANTS, bounds
from compass.fields import at_most, named
from compass.models import MOST_SEATS, NAME_LENGTH, SECTOR_WORDS, ActorKind, Challenge
from core.forms import DeskForm
from core.things import Thing, kinds
from radar.forms import OWN_WORDS, AreaField

SEATS = f"Bitte geben Sie eine Zahl von 1 bis {MOST_SEATS} an."
BOUND = f"Bitte eine Zahl von 0 bis {MOST_SEATS}."
TOO_MANY = "Das sind zusammen mehr Plätze, als Sie suchen."
TOO_FEW = "So können nicht alle Plätze besetzt werden: Erhöhen Sie ein „höchstens“."
NOBODY = "Im Netzwerk heißt niemand so. Schreiben Sie den Namen wie im Eintrag."
SEVERAL = "So heißen mehrere im Netzwerk. Bitte lassen Sie das Feld leer."
MOST_IDS = 40
USUAL_SEATS = 6
TEXT_LENGTH = 4000


def _bound(label: str) -> Any:  # noqa: ANN401 - WTForms' unbound field
    rules = [Optional(), NumberRange(0, MOST_SEATS, BOUND)]
    return IntegerField(label, rules, render_kw={"min": 0, "max": MOST_SEATS, "inputmode": "numeric"})


class ChallengeForm(DeskForm):
    """Herausforderung: for what people are sought, how many, from which sectors, and who asks."""

    version = IntegerField(widget=HiddenInput(), default=0)
    source = HiddenField()
    title = StringField(
        "Worum geht es?",
        [InputRequired("Bitte schreiben Sie, worum es geht."), at_most(NAME_LENGTH)],
        render_kw={"maxlength": NAME_LENGTH, "autocomplete": "off"},
    )
    text = TextAreaField(
        "Wen suchen wir, wofür?",
        [at_most(TEXT_LENGTH)],
        description="Ein paar Sätze. Daraus nimmt das Programm die Wörter, nach denen es sucht.",
        render_kw={"rows": 6, "maxlength": TEXT_LENGTH},
    )
    areas = AreaField("Aktionsfelder")
    seats = IntegerField(
        "Wie viele Plätze?",
        [Optional(), NumberRange(1, MOST_SEATS, SEATS)],
        default=USUAL_SEATS,
        render_kw={"min": 1, "max": MOST_SEATS, "inputmode": "numeric"},
    )
    asker = StringField(
        "Wer fragt?",
        [at_most(NAME_LENGTH)],
        description="Ein Amt oder eine Organisation aus dem Netzwerk. Dann sagt die Liste, über wen Sie jemanden kennen.",
        render_kw={"maxlength": NAME_LENGTH, "autocomplete": "off"},
    )
    administration_least, administration_most = _bound("Verwaltung mindestens"), _bound("Verwaltung höchstens")
    science_least, science_most = _bound("Wissenschaft mindestens"), _bound("Wissenschaft höchstens")
    business_least, business_most = _bound("Wirtschaft mindestens"), _bound("Wirtschaft höchstens")
    civil_society_least, civil_society_most = (
        _bound("Zivilgesellschaft mindestens"),
        _bound("Zivilgesellschaft höchstens"),
    )
    asker_id: int | None = None

    def bounds_of_sectors(self) -> list[tuple[str, str, Field, Field]]:
        """Return each sector with its two fields: key, word, least, most."""
        return [
            (one.value, word, self[f"{one.value}_least"], self[f"{one.value}_most"])
            for one, word in SECTOR_WORDS.items()
        ]

    @property
    def wanted(self) -> int:
        """Return how many seats there are; left empty, the usual number."""
        return self.seats.data or USUAL_SEATS

    def quotas(self) -> dict[str, list[int]]:
        """Return [least, most] of the sectors where something is said; the half that is not said is the usual one."""
        usual = bounds(self.wanted, {})
        found = {}
        for key, _, least, most in self.bounds_of_sectors():
            if least.data is not None or most.data is not None:
                lo = least.data if least.data is not None else min(usual[key][0], most.data)
                hi = most.data if most.data is not None else max(usual[key][1], lo)
                found[key] = [lo, hi]
        return found

    def thing(self) -> Thing | None:
        """Return the thing that the challenge comes from, None without one or for one that no room knows."""
        return thing_of(self.source.data or "")

    def validate_title(self, field: Field) -> None:
        """Refuse a title without a letter."""
        named(field)

    def validate_asker(self, field: Field) -> None:
        """Find the asking side by its name; a private person is none."""
        if not field.data:
            return
        found = [one for one in queries.same_named(field.data) if one.kind is not ActorKind.PERSON]
        if len(found) != 1:
            raise ValidationError(SEVERAL if found else NOBODY)
        self.asker_id = found[0].id

    def validate(self, *args: Any, **kwargs: Any) -> bool:  # noqa: ANN401 - WTForms' signature
        """Check the fields, then that the bounds of the sectors can hold together."""
        return super().validate(*args, **kwargs) and self._fits()

    def _fits(self) -> bool:
        said, seats = self.quotas(), self.wanted
        for key, _, least, most in self.bounds_of_sectors():
            if key in said and said[key][0] > said[key][1]:
                (most if most.data is not None else least).errors = [
                    "Höchstens darf nicht kleiner sein als mindestens."
                ]
                return False
        every = bounds(seats, said)
        wrong = TOO_MANY if sum(lo for lo, _ in every.values()) > seats else ""
        wrong = wrong or (TOO_FEW if sum(hi for _, hi in every.values()) < seats else "")
        if wrong:
            self.seats.errors = [wrong]
        return not wrong


def filled(challenge: Challenge, asker: str) -> dict[str, Any]:
    """Return what the form of a challenge holds before anybody types."""
    plain = {name: getattr(challenge, name) for name in ("title", "text", "version", "seats")}
    quotas = {
        f"{key}_{end}": value
        for key, two in challenge.quotas.items()
        for end, value in zip(("least", "most"), two, strict=True)
    }
    return {**plain, **quotas, "areas": [area.id for area in challenge.areas], "asker": asker}


def thing_of(said: str) -> Thing | None:
    """Read a thing from an address ("idea:5")."""
    kind, _, number = said.partition(":")
    found = further.number(number)
    return Thing(kind, found) if found and kind in kinds() else None


class PickForm(DeskForm):
    """Festlegen: who, and whether in, out or as the choice has it; `art` is the kind of team that was shown."""

    actor = HiddenField()
    step = SelectField(choices=[SelectChoice(word, word) for word in ("drin", "draussen", "offen")])
    art = SelectField(choices=[SelectChoice(key, key) for key in VARIANTS], default="")

    @property
    def actor_id(self) -> int:
        """Return who is meant, 0 for nobody."""
        return further.number(self.actor.data or "") or 0


class InviteForm(DeskForm):
    """Einladen: only a token; whom stands in the fields `wahl`."""

    def ids(self, sent: MultiDict[str, str]) -> list[int]:
        """Return whom to invite, each once, in order; anything that is no number is passed over."""
        found = (further.number(value) for value in sent.getlist("wahl")[:MOST_IDS])
        return list(dict.fromkeys(number for number in found if number))


class FeedbackForm(DeskForm):
    """Rückmeldung zu einem Vorschlag: what became of it; for "passt nicht" a reason of fact, and words if need be."""

    version = IntegerField(widget=HiddenInput(), default=0)
    state = RadioField(
        "Wie steht es?",
        [InputRequired("Bitte wählen Sie, wie es steht.")],
        choices=[SelectChoice(one.value, word) for one, word in STATE_WORDS.items() if one is not State.SUGGESTED],
        **OWN_WORDS,
    )
    reason = SelectField(
        "Warum passt es nicht?",
        choices=[
            SelectChoice("", "Bitte wählen"),
            *(SelectChoice(one.value, word) for one, word in REASON_WORDS.items()),
        ],
        default="",
        validate_choice=False,
    )
    said = TextAreaField(
        "In Ihren Worten",
        [at_most(SAID_LENGTH)],
        description=(
            "Zur Sache, nicht zur Person. Wer vorgeschlagen wurde, darf lesen, was hier steht. "
            "Nach einem Jahr wird es gelöscht."
        ),
        render_kw={"rows": 3, "maxlength": SAID_LENGTH},
    )

    def validate_reason(self, field: Field) -> None:
        """For "passt nicht" one of the reasons; else none counts."""
        if self.state.data == State.UNFIT and field.data not in list(UnfitReason):
            raise ValidationError("Bitte wählen Sie einen Grund aus der Liste.")


def seen(row: SuggestionFeedback | None) -> Mapping[str, Any]:
    """Return what the form of feedback holds before anybody chooses."""
    if row is None:
        return {}
    state = "" if row.state is State.SUGGESTED else row.state.value
    return {"version": row.version, "state": state, "reason": row.reason.value if row.reason else "", "said": row.said}
