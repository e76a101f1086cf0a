"""Fields that repeat without a script: every row that is there, and a few empty ones; and lists to tick."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import FieldList, Form, FormField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from compass.fields import CHOOSE
from core.forms import HouseForm
from radar import queries as radar
from radar.forms import OWN_WORDS, as_id


class RowForm(Form):
    """One row of a repeating field; its texts are cleaned like those of every form."""

    class Meta(HouseForm.Meta):
        """The token belongs to the form around it."""

        csrf = False


class RowsField(FieldList):  # type: ignore[type-arg]  # WTForms has no such thing while it runs
    """Rows of the same few fields: those that are there and `spare` empty ones; at most `most` are read.

    A row counts when one of the fields `counts` (names with a blank between) holds something.
    """

    def __init__(
        self,
        row: type[RowForm],
        label: str,
        *,
        counts: str,
        spare: int,
        most: int,
        **kwargs: Any,  # noqa: ANN401 - WTForms' own arguments
    ) -> None:
        self.counts, self.spare, self.most = counts.split(), spare, most
        super().__init__(FormField(row), label, max_entries=most, **kwargs)

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' signature
        """Take what was sent, or what is there; the empty rows stand below it."""
        super().process(formdata, *args, **kwargs)
        for _ in range(0 if formdata else self.spare):
            if len(self.entries) < self.most:
                self.append_entry()

    def validate(self, *args: Any, **kwargs: Any) -> bool:  # noqa: ANN401 - WTForms' signature
        """Check every row; the list's own faults are the sentences of its rows."""
        good = bool(super().validate(*args, **kwargs))
        faults = [fault for entry in self.entries for faults in entry.form.errors.values() for fault in faults]
        own = [fault for fault in self.errors if isinstance(fault, str)]
        self.errors = [*own, *faults]
        return good and not faults

    def filled(self) -> list[RowForm]:
        """Return the rows that count."""
        return [entry.form for entry in self.entries if any(entry.form[name].data for name in self.counts)]


class TickField(SelectMultipleField):
    """A list to tick; `words` are its values with what stands on screen."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: str, words: dict[str, str] | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' own arguments
        choices = [SelectChoice(value, word) for value, word in (words or {}).items()]
        super().__init__(label, choices=choices, **OWN_WORDS, **kwargs)


class TermsField(TickField):
    """Words of the Themenradar to tick (trait, district); one that was switched off stays where it was ticked before."""

    def __init__(self, label: str, kind: str, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' own arguments
        self.kind = kind
        super().__init__(label, coerce=as_id, **kwargs)

    def process_data(self, value: Iterable[object] | None) -> None:
        """Take the present values and fill the choices around them."""
        self.data = [number for number in map(as_id, value or ()) if number]
        offered = [one for one in radar.taxonomy().terms(self.kind) if one.active or one.id in self.data]
        self.choices = [SelectChoice(str(one.id), one.name) for one in offered]

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take each ticked id once; refuse what is none."""
        numbers = [as_id(said) for said in valuelist]
        self.data = list(dict.fromkeys(number for number in numbers if number))
        if None in numbers:
            raise ValidationError(CHOOSE)
