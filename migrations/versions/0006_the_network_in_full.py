"""The network in full."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_field",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("sort_key", sa.String(length=80), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "text",
                "number",
                "date",
                "choice",
                "yes",
                name="type",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("hint", sa.String(length=300), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_field")),
        sa.UniqueConstraint("sort_key", name=op.f("uq_own_field_sort_key")),
    )
    op.create_table(
        "actor_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nonce_hash", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_actor_note_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_actor_note_author_id_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_note")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_actor_note_nonce_hash")),
    )
    with op.batch_alter_table("actor_note", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_actor_note_actor_id_actor_note_written_at_actor_note_id"),
            ["actor_id", "written_at", "id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_actor_note_author_id"), ["author_id"], unique=False)

    op.create_table(
        "actor_seen",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_actor_seen_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_actor_seen_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "actor_id", name=op.f("pk_actor_seen")),
    )
    with op.batch_alter_table("actor_seen", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_actor_seen_account_id_actor_seen_seen_at"), ["account_id", "seen_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_actor_seen_actor_id"), ["actor_id"], unique=False)

    op.create_table(
        "own_value",
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_own_value_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["field_id"], ["own_field.id"], name=op.f("fk_own_value_field_id_own_field"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("actor_id", "field_id", name=op.f("pk_own_value")),
    )
    with op.batch_alter_table("own_value", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_own_value_field_id"), ["field_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_own_value_field_id_own_value_value"), ["field_id", "value"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("own_value", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_own_value_field_id_own_value_value"))
        batch_op.drop_index(batch_op.f("ix_own_value_field_id"))

    op.drop_table("own_value")
    with op.batch_alter_table("actor_seen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actor_seen_actor_id"))
        batch_op.drop_index(batch_op.f("ix_actor_seen_account_id_actor_seen_seen_at"))

    op.drop_table("actor_seen")
    with op.batch_alter_table("actor_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actor_note_author_id"))
        batch_op.drop_index(batch_op.f("ix_actor_note_actor_id_actor_note_written_at_actor_note_id"))

    op.drop_table("actor_note")
    op.drop_table("own_field")
