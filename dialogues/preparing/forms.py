"""What the office fills in while preparing: a list of theses, how many paper forms, the buttons of the rehearsal."""

from __future__ import annotations

from werkzeug.datastructures import FileStorage
from wtforms import FileField, IntegerField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from core.forms import DeskForm
from core.sheets import Unreadable
from dialogues.preparing import lists

LONGEST = 30_000
MOST_FORMS = 40


class ListForm(DeskForm):
    """Thesen aus einer Liste: typed or pasted, or a file."""

    lines = TextAreaField(
        "Thesen",
        [Optional(), Length(max=LONGEST, message="Diese Liste ist zu lang.")],
        description="Eine These in jeder Zeile. Wenn Sie mögen, dahinter nach einem | die Frage für das Gespräch.",
        render_kw={"rows": 12, "maxlength": LONGEST},
    )
    file = FileField(
        "Oder eine Datei",
        description="CSV oder Excel (.xlsx). Die erste Spalte sind die Thesen, die zweite die Fragen.",
        render_kw={"accept": ".csv,.txt,.xlsx"},
    )

    def take_file(self) -> bool:
        """Put what a file says into the field, so that it can be looked at; False when it cannot be read."""
        sent = self.file.data
        if not isinstance(sent, FileStorage) or not sent.filename:
            return True
        try:
            with sent.stream as stream:
                self.lines.data = lists.from_file(stream.read(lists.LARGEST + 1))
        except Unreadable as fault:
            self.file.errors = [str(fault)]
            return False
        return True


class StoreForm(DeskForm):
    """Thesen übernehmen: the list as it was looked at."""

    lines = TextAreaField(validators=[InputRequired(), Length(max=LONGEST)])


class PaperForm(DeskForm):
    """Papierbögen: for how many people at each table."""

    people = IntegerField(
        "Bögen für jeden Tisch",
        [InputRequired("Bitte geben Sie eine Zahl an."), NumberRange(1, MOST_FORMS, f"Bitte 1 bis {MOST_FORMS}.")],
        default=1,
        description="Einen zum Kopieren, oder gleich für alle am Tisch.",
        render_kw={"inputmode": "numeric"},
    )


class PressForm(DeskForm):
    """Probe beginnen oder beenden: only a token."""


def wanted(form: ListForm) -> None:
    """Say at the field that nothing stands there."""
    form.lines.errors = [ValidationError("Bitte schreiben Sie Thesen hinein, oder wählen Sie eine Datei.").args[0]]
