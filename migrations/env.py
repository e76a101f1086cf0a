"""Tells Alembic what the rows are; core/migrating.py hands it the connection and owns the transaction."""

from alembic import context

import run  # noqa: F401 - names every room, so that Base knows every row
from core import migrating

migrating.configure(context)
context.run_migrations()
