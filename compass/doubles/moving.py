"""Moves every row that points at one entry to another one; where two rows would say the same, they become one.

Found through the schema, so that rows of other rooms and of wings to come move too. Nothing is lost: what does not move is
in the ledger.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Table, and_, literal, select

from compass.doubles import rules, schema
from compass.doubles.ledger import Ledger, Row, rows
from core.db import db

HIGHLIGHTED: Final = 3
ORDERED: Final = frozenset({"not_double", "likely_pair"})


@dataclass
class Move:
    """Rows of one entry go to another one, written into a ledger.

    `same_mailbox` says that links in letters went to the address that the kept entry goes on with; else they end.
    """

    ledger: Ledger
    gone: int
    kept: int
    same_mailbox: bool = True

    def everything(self) -> None:
        """Move every row that points at the gone actor."""
        for table, column in schema.pointing():
            for row in rows(table, **{column.name: self.gone}):
                self._one(table, column, row, self.kept)
        self._things()

    def _one(self, table: Table, column: Column[Any], row: Row, target: int) -> None:
        """Let a row point at the target, or become one with the row that is there."""
        if table.name == "likely_pair" or self._of_both(table, row):
            self.ledger.delete(table, row)
            return
        wanted = {**row, column.name: target}
        if table.name in ORDERED:
            wanted["low_id"], wanted["high_id"] = sorted((wanted["low_id"], wanted["high_id"]))
        present = self._twin(table, column, wanted, row)
        if present is not None:
            self._absorb(table, present, row, wanted)
        elif any(wanted[part.name] != row[part.name] for part in table.primary_key.columns):
            self.ledger.delete(table, row)
            self.ledger.insert(table, **wanted)
        else:
            self.ledger.update(table, row, **_changes(table, column, wanted, target))

    def _of_both(self, table: Table, row: Row) -> bool:
        """Tell whether a row is about the two entries and nobody else: a tie between them, a word about the pair."""
        ends = [key.parent.name for key in table.foreign_keys if key.column.table.name == schema.ACTOR]
        return len(ends) > 1 and {row[name] for name in ends} == {self.gone, self.kept}

    def _twin(self, table: Table, column: Column[Any], wanted: Row, row: Row) -> Row | None:
        if table.name in rules.SAME:
            found = rules.twin(table.name, wanted, _others(table, column, wanted, row))
            if found is not None:
                return found
        for rule in schema.uniques(table):
            if any(wanted[name] is None for name in rule.columns) or wanted == row:
                continue
            same = and_(*(table.c[name] == wanted[name] for name in rule.columns))
            wider = same if rule.where is None else and_(same, rule.where)
            for other in db.session.execute(select(table).where(wider)).mappings():
                if any(other[part.name] != row[part.name] for part in table.primary_key.columns) and (
                    rule.where is None or _fits(table, row, rule.where)
                ):
                    return dict(other)
        return None

    def _absorb(self, table: Table, present: Row, row: Row, wanted: Row) -> None:
        """Let the row that is there take over what the other says, and what points at it."""
        key = [part.name for part in table.primary_key.columns]
        if len(key) == 1:
            for child, column in schema.pointing(table.name):
                for below in rows(child, **{column.name: row[key[0]]}):
                    self._one(child, column, below, present[key[0]])
        others = rows(table, from_id=present["from_id"]) if table.name == "tie" else ()
        changes = rules.joined(table.name, present, wanted, others)
        self.ledger.delete(table, row)
        self.ledger.update(table, present, **{name: value for name, value in changes.items() if name not in key})

    def _things(self) -> None:
        """Move what points at the actor as a thing; a link in somebody's hands moves only with its mailbox."""
        for table, kind, number in schema.things():
            for row in rows(table, **{kind: schema.ACTOR, number: self.gone}):
                if table.name == "link" and not self.same_mailbox:
                    self.ledger.delete(table, row)
                else:
                    self._one(table, table.c[number], row, self.kept)


def _others(table: Table, column: Column[Any], wanted: Row, row: Row) -> list[Row]:
    """Return the rows among which a twin may be: of the same two for a tie, else of the kept entry."""
    names = ("from_id", "to_id") if table.name == "tie" else (column.name,)
    return [other for other in rows(table, **{name: wanted[name] for name in names}) if other["id"] != row["id"]]


def _fits(table: Table, row: Row, where: ColumnElement[bool]) -> bool:
    """Tell whether a rule of uniqueness holds for a row."""
    same = and_(*(part == row[part.name] for part in table.primary_key.columns))
    return db.session.execute(select(literal(1)).select_from(table).where(same, where)).first() is not None


def _changes(table: Table, column: Column[Any], wanted: Row, target: int) -> Row:
    """Return what changes in a row that moves: there is one main role, and three highlighted examples at most."""
    changes: Row = {column.name: target}
    if table.name == "tie" and column.name == "from_id" and wanted["is_main"]:
        changes["is_main"] = not any(row["is_main"] for row in rows(table, from_id=target))
    if table.name == "actor_reference" and wanted["highlighted"]:
        changes["highlighted"] = len(rows(table, actor_id=target, highlighted=True)) < HIGHLIGHTED
    return changes
