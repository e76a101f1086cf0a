"""The throw-away PostgreSQL cluster starts, keeps databases apart, and leaves nothing behind."""

from sqlalchemy import create_engine, text

from tests.support import postgres
from tests.support.parts import need


def ask(url: str, statement: str) -> list[object]:
    engine = create_engine(url)
    with engine.begin() as connection:
        answer = connection.execute(text(statement))
        rows = list(answer.scalars()) if answer.returns_rows else []
    engine.dispose()
    return rows


def test_a_database_is_made_from_a_template(cluster: postgres.Cluster) -> None:
    first = cluster.create_database("first")
    ask(first, "CREATE TABLE idea (title text)")
    ask(first, "INSERT INTO idea VALUES ('Grüne Welle')")

    second = cluster.create_database("second", template="first")

    assert ask(second, "SELECT title FROM idea") == ["Grüne Welle"]


def test_a_dropped_database_is_gone(cluster: postgres.Cluster) -> None:
    cluster.create_database("short_lived")

    cluster.drop_database("short_lived")

    names = ask(cluster.url(), "SELECT datname FROM pg_database WHERE datname = 'short_lived'")
    assert names == []


def test_it_listens_on_no_port(cluster: postgres.Cluster) -> None:
    assert ask(cluster.url(), "SHOW listen_addresses") == [""]


def test_a_stopped_cluster_leaves_no_folder() -> None:
    need("postgresql")
    cluster = postgres.start()

    cluster.stop()

    assert not cluster.folder.exists()
