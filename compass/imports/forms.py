"""What the office fills in to take a list over: the file, which column is what, what becomes of likely doubles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, cast

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FileField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired

from compass.fields import CHOOSE, choice
from compass.imports.mapping import CONSENT, FIELDS, FIRST, FURTHER, HELPS
from compass.imports.models import Choice
from compass.imports.reading import Answers
from compass.models import BASIS_WORDS, KIND_WORDS, SECTOR_WORDS, ActorKind, Basis, Sector
from core.forms import DeskForm
from core.takeover.forms import UploadForm as Upload
from core.takeover.forms import source_field

MOST_ROWS = 100
ROW = re.compile(r"row-(\d{1,9})", re.ASCII)


class UploadForm(Upload):
    """Liste übernehmen: the file and where it comes from."""

    file = FileField(
        "Datei",
        description="CSV, Excel (.xlsx), Visitenkarten (.vcf) oder JSON aus einem Stadtkompass, höchstens 20 MB.",
        render_kw={"accept": ".csv,.xlsx,.txt,.vcf,.json", "required": True},
    )
    source = source_field(
        "Woher ist die Liste?",
        "Bitte schreiben Sie, woher die Liste ist.",
        "Zum Beispiel: Verteiler Digitalbeirat 2026. Das steht dann als Herkunft bei jedem Eintrag. "
        "Derselbe Name beim nächsten Mal: Wir erkennen Spalten und Zeilen wieder.",
    )


class MappingForm(DeskForm):
    """Zuordnung: on what basis the city may keep these entries, what holds where a row says nothing, which column is what."""

    basis = SelectField(
        "Warum darf die Stadt diese Angaben führen?",
        [InputRequired(CHOOSE)],
        choices=[SelectChoice("", "Bitte wählen"), *(SelectChoice(b.value, w) for b, w in BASIS_WORDS.items())],
        description="Gilt für alle Zeilen. Ohne Einwilligung bleiben die Einträge im Büro. Wir erinnern Sie daran, "
        "die Personen innerhalb eines Monats zu benachrichtigen.",
    )
    kind = choice("Wer steht in der Liste, wenn die Zeile es nicht sagt?", KIND_WORDS)
    sector = choice("Welcher Bereich, wenn die Zeile es nicht sagt?", SECTOR_WORDS)
    doubles = BooleanField(
        "Nach doppelten suchen", description="Vergleicht jede Zeile mit allen Einträgen. Dauert etwas länger."
    )

    def __init__(self, sent: MultiDict[str, str] | None, columns: Sequence[str], **given: Any) -> None:  # noqa: ANN401 - WTForms' signature
        super().__init__(sent, prefix="", **given)
        self.columns = columns
        choices = [SelectChoice("", "Gibt es nicht"), *(SelectChoice(one, one[:80]) for one in columns)]
        for name in FIELDS:
            self.select(name).choices = choices

    def select(self, name: str) -> SelectField:
        """Return the list of columns for one of our fields."""
        return cast("SelectField", self._fields[f"c_{name}"])

    def group(self, names: Sequence[str]) -> list[SelectField]:
        """Return the lists of some of our fields."""
        return [self.select(name) for name in names]

    @property
    def first(self) -> list[SelectField]:
        """The fields that nearly every list has."""
        return self.group(list(FIRST))

    @property
    def further(self) -> list[SelectField]:
        """The other fields of an entry."""
        return self.group(list(FURTHER))

    @property
    def consent(self) -> list[SelectField]:
        """The four fields of a consent."""
        return self.group(list(CONSENT))

    def answers(self) -> Answers:
        """Return what was said."""
        said = {name: self.select(name).data or "" for name in FIELDS} if self.columns else {}
        mapping = {name: column for name, column in said.items() if column}
        kind, sector = ActorKind(self.kind.data), Sector(self.sector.data)
        return Answers(mapping, kind, sector, Basis(self.basis.data), doubles=bool(self.doubles.data))

    def validate_basis(self, field: SelectField) -> None:
        """Only columns of the file may be named, somebody must be called something, and consent needs its column."""
        said = {name: self.select(name).data for name in FIELDS if self.select(name).data}
        if any(column not in self.columns for column in said.values()):
            raise ValidationError("Eine dieser Spalten hat die Datei nicht. Bitte wählen Sie neu.")
        if self.columns and not said.keys() & {"name", "last_name", "organisation"}:
            raise ValidationError("Bitte wählen Sie unten die Spalte mit dem Namen oder der Organisation.")
        if self.columns and field.data == Basis.CONSENT and not said.keys() & {"consent", "consents"}:
            raise ValidationError("Dazu braucht es eine Spalte, in der die Einwilligung steht.")


for _name, _label in FIELDS.items():
    setattr(MappingForm, f"c_{_name}", SelectField(_label, description=HELPS.get(_name, ""), validate_choice=False))


class ChoiceForm(DeskForm):
    """Was wird aus wahrscheinlich doppelten Zeilen: one answer a row, as one page shows them."""

    def __init__(self, sent: MultiDict[str, str] | None = None) -> None:
        super().__init__(sent)
        self._sent = sent or MultiDict()

    def chosen(self) -> dict[int, Choice]:
        """Return what was said for which row; anything else is passed over."""
        known = {choice.value: choice for choice in Choice}
        said = [(ROW.fullmatch(name), value) for name, value in self._sent.items()]
        return {int(name[1]): known[value] for name, value in said[:MOST_ROWS] if name and value in known}
