"""What the office fills in about two entries: which side counts, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from wtforms import IntegerField, RadioField, SubmitField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from compass.doubles import fields
from core.forms import DeskForm

AGAIN: Final = "Bitte laden Sie die Seite neu."
WORDS: Final = {fields.LEFT: "Eintrag 1", fields.RIGHT: "Eintrag 2", fields.BOTH: "Beides behalten"}


class PressForm(DeskForm):
    """Ein Knopf: only a token."""


class MergeForm(DeskForm):
    """Zusammenführen: one side for each field and list, and which two rows were looked at."""

    left_version = IntegerField(validators=[InputRequired(AGAIN)], widget=HiddenInput())
    right_version = IntegerField(validators=[InputRequired(AGAIN)], widget=HiddenInput())
    look = SubmitField("Vorschau erneuern")
    merge = SubmitField("Zusammenführen")

    def chosen(self) -> Mapping[str, str]:
        """Return the chosen side by the key of its field or list."""
        return {name: self[name].data for name in KEYS}

    def seen(self) -> tuple[int, int]:
        """Return the versions that were looked at."""
        return self.left_version.data or 0, self.right_version.data or 0


def _side(label: str, *, both: bool) -> Any:  # noqa: ANN401 - WTForms' unbound field
    words = [(value, word) for value, word in WORDS.items() if both or value != fields.BOTH]
    choices = [SelectChoice(value, word) for value, word in words]
    return RadioField(label, [InputRequired("Bitte wählen Sie eine Seite.")], choices=choices)


for _one in fields.FIELDS:
    setattr(MergeForm, _one.key, _side(_one.label, both=_one.both))
for _key, _word in fields.LISTS.values():
    setattr(MergeForm, _key, _side(_word, both=True))

KEYS: Final = (*(one.key for one in fields.FIELDS), *(key for key, _ in fields.LISTS.values()))
