"""Command line: python run.py match --input in.json --output out.json [--embedding]."""

from __future__ import annotations

import json
from pathlib import Path

import click

from compass import embedding
from compass.suggestions import files

NO_EMBEDDING = "The embedding is not installed: pip install -r requirements/embedding.lock"


@click.command("match")
@click.option("--input", "source", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True)
@click.option("--output", "target", type=click.Path(dir_okay=False, writable=True, path_type=Path), required=True)
@click.option("--embedding", "meaning", is_flag=True, help="With nearness in meaning (requirements/embedding.lock).")
def match(source: Path, target: Path, *, meaning: bool) -> None:
    """Rank the actors of a file for each of its challenges, with reasons."""
    embedder = embedding.installed() if meaning else None
    if meaning and embedder is None:
        raise click.ClickException(NO_EMBEDDING)
    try:
        file = files.read(json.loads(source.read_text(encoding="utf-8")))
    except ValueError as fault:
        raise click.ClickException(f"{source}: {fault}") from fault
    with click.progressbar(files.ranked(file, embedder), len(file.challenges), label="Matching", show_pos=True) as bar:
        found = dict(bar)
    part = target.with_name(f"{target.name}.part")
    part.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    part.replace(target)
    click.echo(f"{len(file.actors)} actors for {len(file.challenges)} challenges: {target}")
