"""What the office fills in for personal codes: how many more."""

from __future__ import annotations

from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from core.forms import DeskForm
from dialogues.single_codes import MOST

HOW_MANY = f"Bitte eine Zahl von 1 bis {MOST}."


class CodesForm(DeskForm):
    """Codes ausgeben: how many more."""

    number = IntegerField(
        "Wie viele Codes?",
        [InputRequired(HOW_MANY), NumberRange(1, MOST, HOW_MANY)],
        description="Einen für jede Person, die nicht im Raum ist, und ein paar übrige.",
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
