"""Command line of the Ideenspeicher: python run.py ideas import FILE --map title=...,text=... --source NAME."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from core.sheets import Unreadable
from ideas import importing

group = AppGroup("ideas", help="Ideenspeicher: Beiträge aus anderen Beteiligungen übernehmen.")
SHOWN_FAULTS = 50


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--map",
    "mapping",
    default="",
    help="Welche Spalte welches Feld ist: title=Titel,text=Beschreibung,id=Nr,place=Ort,district=Bezirk",
)
@click.option("--source", required=True, help="Name der Quelle; mit der Kennung zusammen erkennt er eine Zeile wieder.")
@click.option("--publish", is_flag=True, help="Gleich veröffentlichen statt in die Warteschlange legen.")
@click.option("--dry-run", is_flag=True, help="Nur prüfen, nichts speichern.")
def take(file: Path, mapping: str, source: str, *, publish: bool, dry_run: bool) -> None:
    """Take the contributions of a CSV or Excel file; run twice, nothing is stored twice."""
    report = importing.Report()
    try:
        source = importing.read_source(source)
        found = importing.rows(file, importing.read_mapping(mapping))
        with click.progressbar(length=file.stat().st_size, label=file.name) as bar:
            for batch in importing.batches(found):
                importing.store(batch, source, report, publish=publish, dry_run=dry_run)
                bar.update(sum(len(value.encode()) for row in batch for value in row.values.values()))
    except Unreadable as error:
        raise click.ClickException(str(error)) from None
    for line, fault in report.faults[:SHOWN_FAULTS]:
        click.echo(f"Zeile {line}: {fault}")
    if len(report.faults) > SHOWN_FAULTS:
        click.echo(f"... und {len(report.faults) - SHOWN_FAULTS} weitere")
    click.echo(("Probelauf: " if dry_run else "") + report.sentence())
