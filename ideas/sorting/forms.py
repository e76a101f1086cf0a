"""What the office fills in to sort ideas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField, SelectField, SubmitField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from core.accounts.models import Account
from core.forms import DeskForm


def number(value: str | None) -> int | None:
    """Turn a chosen value into an id."""
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 10 else None  # noqa: PLR2004 - ids are smaller


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
        return own if self.mine.data else number(self.account.data)

    def earlier(self) -> int | None:
        """Return the account that stood there when the page was opened."""
        return number(self.before.data)
