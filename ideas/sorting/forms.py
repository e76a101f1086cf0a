"""What the office fills in to sort ideas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from wtforms import Field, HiddenField, SelectField, SelectMultipleField, StringField, SubmitField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Length, ValidationError

from core.accounts.models import Account
from core.forms import DeskForm
from ideas import queries as ideas
from ideas.models import KEYWORD_LENGTH
from ideas.sorting.models import Act
from radar import queries as radar
from radar.forms import as_id


class AssignForm(DeskForm):
    """Zuständig: one of the colleagues or nobody; `before` is who it was when the page was opened."""

    before = HiddenField()
    account = SelectField("Zuständig", description="Bekommt die Erinnerungen.", validate_choice=False)
    mine = SubmitField("Mir zuweisen")
    save = SubmitField("Zuweisen")

    def __init__(self, colleagues: Sequence[Account], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' signature
        super().__init__(*args, **kwargs)
        self.account.choices = [
            SelectChoice("", "Niemand"),
            *(SelectChoice(str(one.id), one.name) for one in colleagues),
        ]

    def chosen(self, own: int) -> int | None:
        """Return the account that the pressed button means."""
        return own if self.mine.data else as_id(self.account.data)

    def earlier(self) -> int | None:
        """Return the account that stood there when the page was opened."""
        return as_id(self.before.data)


MANY = 20
"""Keywords in one field."""


def words_of(typed: str | None) -> tuple[str, ...]:
    """Return the keywords typed with commas between them, each once."""
    words = (" ".join(word.split()) for word in (typed or "").split(","))
    return tuple({word.casefold(): word for word in words if word}.values())


def _check_words(field: Field) -> None:
    """Only so many words, and short ones."""
    words = words_of(field.data)
    if len(words) > MANY:
        raise ValidationError(f"Bitte höchstens {MANY} Schlagwörter auf einmal.")
    if any(len(word) > KEYWORD_LENGTH or len(word.casefold()) > 2 * KEYWORD_LENGTH for word in words):
        raise ValidationError(f"Ein Schlagwort hat höchstens {KEYWORD_LENGTH} Zeichen. Trennen Sie mehrere mit Komma.")


class KeywordsForm(DeskForm):
    """Schlagwörter einer Idee: all of them, with commas between."""

    words = StringField(
        "Schlagwörter",
        description="Nur fürs Büro, mit Komma getrennt. Bitte keine Namen von Menschen.",
        render_kw={"autocomplete": "off"},
    )
    keep = SubmitField("Schlagwörter speichern")

    def validate_words(self, field: Field) -> None:
        """Only so many words, and short ones."""
        _check_words(field)


PICKED = re.compile(r"([1-9]\d{0,8}):([1-9]\d{0,8})", re.ASCII)
REASON = "Das ist Werbung oder hat mit unserer Stadt nichts zu tun."


class BulkForm(DeskForm):
    """Mit den ausgewählten Ideen: which, as they were seen, and what the pressed button needs."""

    picked = SelectMultipleField("Ideen", validate_choice=False)
    area = SelectField("Aktionsfeld dazu")
    category = SelectField("Art")
    account = SelectField("Zuständig")
    words = StringField(
        "Schlagwörter", description="Nur fürs Büro, mit Komma getrennt.", render_kw={"autocomplete": "off"}
    )
    reason = StringField(
        "Grund der Ablehnung",
        [Length(max=300, message="Bitte höchstens 300 Zeichen.")],
        description="Steht am Weg der Idee und im Brief, wenn eine Adresse bestätigt ist.",
        default=REASON,
        render_kw={"maxlength": 300, "autocomplete": "off"},
    )
    tag = SubmitField("Einordnen")
    assign = SubmitField("Zuweisen")
    word_on = SubmitField("Schlagwörter dazu")
    word_off = SubmitField("Schlagwörter weg")
    publish = SubmitField("Veröffentlichen")
    decline = SubmitField("Als Werbung ablehnen")

    def __init__(self, colleagues: Sequence[Account], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' signature
        super().__init__(*args, **kwargs)
        stays = SelectChoice("", "Bleibt, wie es ist")
        self.area.choices = [stays, *(SelectChoice(str(a.id), a.name) for a in radar.taxonomy().areas)]
        self.category.choices = [stays, *(SelectChoice(str(c.id), c.short) for c in ideas.categories())]
        self.account.choices = [
            SelectChoice("", "Niemand"),
            *(SelectChoice(str(one.id), one.name) for one in colleagues),
        ]

    def act(self) -> Act | None:
        """Return what the pressed button means."""
        pressed = (
            (self.tag, Act.TAG),
            (self.assign, Act.ASSIGN),
            (self.word_on, Act.KEYWORD_ON),
            (self.word_off, Act.KEYWORD_OFF),
            (self.publish, Act.PUBLISH),
            (self.decline, Act.DECLINE),
        )
        return next((act for button, act in pressed if button.data), None)

    def choices_made(self) -> dict[str, int | None]:
        """Return what was chosen for every idea; None stays as it is."""
        return {name: as_id(self[name].data) for name in ("area", "category", "account")}

    def seen(self) -> dict[int, int]:
        """Return the numbers of the ticked ideas with the versions that were seen."""
        found = [PICKED.fullmatch(str(value)) for value in self.picked.data or ()]
        return {int(one[1]): int(one[2]) for one in found if one}

    def validate_picked(self, field: Field) -> None:
        """At least one idea, and nothing that a browser invented."""
        if not field.data:
            raise ValidationError("Bitte wählen Sie mindestens eine Idee aus.")
        if not all(PICKED.fullmatch(str(value)) for value in field.data):
            raise ValidationError("Eine dieser Ideen gibt es nicht.")

    def validate_category(self, field: Field) -> None:
        """To tag means to choose something."""
        if self.tag.data and not field.data and not self.area.data:
            raise ValidationError("Bitte wählen Sie ein Aktionsfeld oder eine Art.")

    def validate_words(self, field: Field) -> None:
        """To give or take words means to name some."""
        _check_words(field)
        if (self.word_on.data or self.word_off.data) and not words_of(field.data):
            raise ValidationError("Bitte schreiben Sie mindestens ein Schlagwort auf.")

    def validate_reason(self, field: Field) -> None:
        """Whoever declines says why."""
        if self.decline.data and not field.data:
            raise ValidationError("Bitte schreiben Sie einen Grund auf.")


class UndoForm(DeskForm):
    """Rückgängig machen: only a token."""
