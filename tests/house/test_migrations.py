"""Migrations go up and down on both databases, lose no row, and leave nothing behind when they fail."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import CheckConstraint, Connection, NullPool, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

import run  # noqa: F401 - so that every room's rows are known
from core import migrating
from core.rows import Base
from tests.support import rows

ENVIRONMENT = """
from alembic import context
from core import migrating

migrating.configure(context)
context.run_migrations()
"""
FIRST = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0001", None, None, None


def upgrade():
    op.create_table("parent", sa.Column("id", sa.Integer, primary_key=True), sa.Column("title", sa.String(40)))
    op.create_table(
        "child",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("parent_id", sa.Integer, sa.ForeignKey("parent.id", name="fk_child_parent", ondelete="CASCADE")),
    )


def downgrade():
    op.drop_table("child")
    op.drop_table("parent")
"""
SECOND = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0002", "0001", None, None


def upgrade():
    {before}
    with op.batch_alter_table("parent") as batch:
        batch.alter_column("title", existing_type=sa.String(40), type_=sa.String(80), nullable=False)
    {after}


def downgrade():
    with op.batch_alter_table("parent") as batch:
        batch.alter_column("title", existing_type=sa.String(80), type_=sa.String(40), nullable=True)
"""


@contextmanager
def looking(url: str) -> Iterator[Connection]:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        yield connection


def story(folder: Path, before: str = "pass", after: str = "pass") -> Path:
    """Write two migrations of our own: a parent with a child, then a change of the parent."""
    (folder / "versions").mkdir(parents=True)
    (folder / "env.py").write_text(ENVIRONMENT)
    (folder / "versions" / "0001_first.py").write_text(FIRST)
    (folder / "versions" / "0002_second.py").write_text(SECOND.format(before=before, after=after))
    return folder


def family(url: str) -> None:
    with looking(url) as connection:
        connection.execute(text("INSERT INTO parent VALUES (1, 'Oberer Weg')"))
        connection.execute(text("INSERT INTO child VALUES (1, 1), (2, 1)"))


def test_every_table_comes_and_goes(url: str) -> None:
    migrating.upgrade(url)
    with looking(url) as connection:
        rows.fill(connection, Base.metadata)
        there = rows.counts(connection)

    migrating.downgrade(url, "base")
    with looking(url) as connection:
        left = rows.names(connection)
    migrating.upgrade(url)
    with looking(url) as connection:
        again = rows.counts(connection)

    assert there == {name: 1 + (name in rows.TWICE) for name in Base.metadata.tables}
    assert left == set()
    assert again == dict.fromkeys(Base.metadata.tables, 0)


def test_each_step_down_and_up_keeps_the_rows_of_tables_that_stay(url: str) -> None:
    migrating.upgrade(url)
    with looking(url) as connection:
        rows.fill(connection, Base.metadata)

    while migrating.current(url) != "0001":
        with looking(url) as connection:
            before = rows.counts(connection)
        migrating.downgrade(url, "-1")
        migrating.upgrade(url, "+1")
        migrating.downgrade(url, "-1")
        with looking(url) as connection:
            after = rows.counts(connection)
        assert after == {name: before[name] for name in after}

    with looking(url) as connection:
        assert rows.counts(connection)["account"] == 1


def test_the_migrated_tables_are_the_rows_of_the_code(url: str) -> None:
    migrating.upgrade(url)

    with looking(url) as connection:
        assert migrating.differences(connection) == []


def test_every_named_check_is_in_the_database(url: str) -> None:
    migrating.upgrade(url)
    checks = [c for table in Base.metadata.sorted_tables for c in table.constraints if isinstance(c, CheckConstraint)]
    wanted = {(check.table.name, str(check.name)) for check in checks}

    with looking(url) as connection:
        look = inspect(connection)
        found = {
            (table, check["name"]) for table in look.get_table_names() for check in look.get_check_constraints(table)
        }

    assert wanted
    assert found == wanted


def test_changing_a_parent_table_keeps_its_children(url: str, tmp_path: Path) -> None:
    folder = story(tmp_path / "story")
    migrating.upgrade(url, "0001", folder=folder)
    family(url)

    migrating.upgrade(url, folder=folder)
    with looking(url) as connection:
        up = rows.counts(connection)
    migrating.downgrade(url, "0001", folder=folder)
    with looking(url) as connection:
        down = rows.counts(connection)

    assert up == down == {"parent": 1, "child": 2}


def test_a_failing_migration_leaves_nothing(url: str, tmp_path: Path) -> None:
    first = 'op.create_table("half", sa.Column("id", sa.Integer, primary_key=True))'
    folder = story(tmp_path / "story", before=first, after='op.execute("INSERT INTO nowhere VALUES (1)")')
    migrating.upgrade(url, "0001", folder=folder)
    family(url)
    with looking(url) as connection:
        before = rows.contents(connection)

    with pytest.raises(DBAPIError):
        migrating.upgrade(url, folder=folder)

    with looking(url) as connection:
        assert rows.contents(connection) == before
        columns = {column["name"]: column for column in inspect(connection).get_columns("parent")}
        assert columns["title"]["nullable"]
    assert migrating.current(url) == "0001"


def test_a_failing_first_start_leaves_an_empty_database(url: str, tmp_path: Path) -> None:
    folder = story(tmp_path / "story", after='op.execute("INSERT INTO nowhere VALUES (1)")')

    with pytest.raises(DBAPIError):
        migrating.upgrade(url, folder=folder)

    assert migrating.current(url) is None
    with looking(url) as connection:
        assert rows.names(connection) == set()


def test_a_migration_that_orphans_rows_is_taken_back(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/house.db"
    folder = story(tmp_path / "story", after='op.execute("DELETE FROM parent")')
    migrating.upgrade(url, "0001", folder=folder)
    family(url)

    with pytest.raises(migrating.BrokenReferences, match="child"):
        migrating.upgrade(url, folder=folder)

    with looking(url) as connection:
        assert rows.counts(connection) == {"parent": 1, "child": 2}


def test_two_starters_do_not_collide(url: str, tmp_path: Path) -> None:
    folder = story(tmp_path / "story")
    together, faults = threading.Barrier(2, timeout=20), list[Exception]()

    def start() -> None:
        together.wait()
        try:
            migrating.upgrade(url, folder=folder)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the test shows it
            faults.append(fault)

    starters = [threading.Thread(target=start) for _ in range(2)]
    for starter in starters:
        starter.start()
    for starter in starters:
        starter.join()

    assert faults == []
    assert migrating.current(url) == "0002"


def test_a_database_without_migrations_is_not_served(url: str) -> None:
    assert migrating.check(url) == "The database is empty: run `python run.py migrate` first."


def test_looking_makes_no_file(tmp_path: Path) -> None:
    migrating.check(f"sqlite:///{tmp_path}/house.db")

    assert list(tmp_path.iterdir()) == []


def test_a_migrated_database_is_served(url: str) -> None:
    migrating.upgrade(url)

    assert migrating.check(url) is None


def test_a_database_of_a_newer_program_is_not_served(url: str) -> None:
    migrating.upgrade(url)
    with looking(url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    sentence = migrating.check(url)

    assert sentence is not None
    assert sentence.startswith("The database (9999) is newer than this program")


def test_an_unreachable_database_is_one_sentence_without_the_password() -> None:
    sentence = migrating.check("postgresql+psycopg://house:Geheim-4711@127.0.0.1:1/house?connect_timeout=2")

    assert sentence is not None
    assert sentence.startswith("The database cannot be reached")
    assert "4711" not in sentence
