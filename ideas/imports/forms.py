"""What the office fills in to take a table over: the file, which column is what, which doubles are none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FileField, SelectField, SelectMultipleField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from core.forms import DeskForm
from core.takeover.forms import UploadForm as Upload
from core.takeover.forms import source_field
from ideas.imports.mapping import FIELDS, HELPS, Answers
from radar.forms import as_id


class UploadForm(Upload):
    """Tabelle übernehmen: the file and where it comes from."""

    file = FileField(
        "Datei",
        description="CSV oder Excel (.xlsx), höchstens 20 MB. Die erste Zeile nennt die Spalten.",
        render_kw={"accept": ".csv,.xlsx,.txt", "required": True},
    )
    source = source_field(
        "Name der Quelle",
        "Bitte geben Sie der Quelle einen Namen.",
        "Zum Beispiel: Raddialog 2026. Derselbe Name beim nächsten Mal: Wir erkennen die Spalten und Zeilen wieder.",
    )


class MappingForm(DeskForm):
    """Zuordnung: which column is which of our fields."""

    title = SelectField(FIELDS["title"], validate_choice=False)
    text = SelectField(FIELDS["text"], validate_choice=False)
    id = SelectField(FIELDS["id"], description=HELPS["id"], validate_choice=False)
    district = SelectField(FIELDS["district"], description=HELPS["district"], validate_choice=False)
    place = SelectField(FIELDS["place"], validate_choice=False)
    doubles = BooleanField(
        "Nach doppelten suchen", description="Findet Texte, die fast genauso schon da sind. Dauert etwas länger."
    )
    publish = BooleanField(
        "Gleich veröffentlichen",
        description="Nur, wenn schon jemand die Texte geprüft hat. Sonst liegen sie danach in der Warteschlange.",
    )

    def __init__(self, sent: MultiDict[str, str] | None, columns: Sequence[str], **given: Any) -> None:  # noqa: ANN401 - WTForms' signature
        super().__init__(sent, **given)
        self.columns = columns
        for name in FIELDS:
            choices = [SelectChoice("", "Gibt es nicht"), *(SelectChoice(one, one[:80]) for one in columns)]
            self._fields[name].choices = choices  # type: ignore[attr-defined]  # all five are selects

    def mapping(self) -> Mapping[str, str]:
        """Return our field -> the file's column; title and text always, empty where there is none."""
        said = {name: self[name].data or "" for name in FIELDS}
        return {name: column for name, column in said.items() if column or name in {"title", "text"}}

    def answers(self) -> Answers:
        """Return what was said."""
        return Answers(self.mapping(), publish=bool(self.publish.data), doubles=bool(self.doubles.data))

    def validate_text(self, field: SelectField) -> None:
        """Something must hold the words, and only columns of the file may be named."""
        if not field.data and not self.title.data:
            raise ValidationError("Bitte wählen Sie die Spalte mit dem Text oder die mit der Überschrift.")
        if any(self[name].data and self[name].data not in self.columns for name in FIELDS):
            raise ValidationError("Eine dieser Spalten hat die Datei nicht. Bitte wählen Sie neu.")


class DoublesForm(DeskForm):
    """Doch übernehmen: rows that are probably there already, as ticked on one page."""

    rows = SelectMultipleField(coerce=as_id, validate_choice=False)
    shown = SelectMultipleField(coerce=as_id, validate_choice=False)

    def chosen(self) -> dict[int, bool]:
        """Return for each row the page showed whether it was ticked."""
        ticked = set(self.rows.data or ())
        return {number: number in ticked for number in self.shown.data or () if number}
