"""The queue."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "keyword",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keyword")),
        sa.UniqueConstraint("key", name=op.f("uq_keyword_key")),
    )
    op.create_table(
        "proof_used",
        sa.Column("challenge", sa.String(length=64), nullable=False),
        sa.Column("form", sa.String(length=64), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("challenge", name=op.f("pk_proof_used")),
    )
    with op.batch_alter_table("proof_used", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proof_used_ends_at"), ["ends_at"], unique=False)

    op.create_table(
        "spam_learned",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("honest", sa.Integer(), nullable=False),
        sa.Column("spam", sa.Integer(), nullable=False),
        sa.Column("stems", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spam_learned")),
    )
    op.create_table(
        "idea_bulk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column(
            "act",
            sa.Enum(
                "tag",
                "assign",
                "publish",
                "decline",
                "keyword_on",
                "keyword_off",
                name="act",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("refused", sa.JSON(), nullable=False),
        sa.Column("nonce_hash", sa.String(length=64), nullable=False),
        sa.Column("given_id", sa.Integer(), nullable=True),
        sa.Column("kept", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stayed", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_idea_bulk_account_id_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_bulk")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_idea_bulk_nonce_hash")),
    )
    with op.batch_alter_table("idea_bulk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idea_bulk_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_idea_bulk_at"), ["at"], unique=False)

    op.create_table(
        "saved_filter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "shelf",
            sa.Enum("all", "queue", name="shelf", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("for_all", sa.Boolean(), nullable=False),
        sa.Column("pairs", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nonce_hash", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_saved_filter_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint("account_id", "key", name=op.f("uq_saved_filter_account_id_key")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_saved_filter_nonce_hash")),
    )
    with op.batch_alter_table("saved_filter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_filter_for_all"), ["for_all"], unique=False)

    op.create_table(
        "idea_keyword",
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("keyword_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_idea_keyword_idea_id_idea"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["keyword_id"], ["keyword.id"], name=op.f("fk_idea_keyword_keyword_id_keyword"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("idea_id", "keyword_id", name=op.f("pk_idea_keyword")),
    )
    with op.batch_alter_table("idea_keyword", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idea_keyword_keyword_id"), ["keyword_id"], unique=False)

    op.create_table(
        "idea_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nonce_hash", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_idea_note_author_id_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_idea_note_idea_id_idea"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_note")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_idea_note_nonce_hash")),
    )
    with op.batch_alter_table("idea_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idea_note_author_id"), ["author_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_idea_note_idea_id_idea_note_written_at_idea_note_id"),
            ["idea_id", "written_at", "id"],
            unique=False,
        )

    op.create_table(
        "idea_sound",
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_idea_sound_idea_id_idea"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("idea_id", name=op.f("pk_idea_sound")),
    )
    with op.batch_alter_table("idea_sound", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idea_sound_percent"), ["percent"], unique=False)

    op.create_table(
        "idea_spam",
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_idea_spam_account_id_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_idea_spam_idea_id_idea"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("idea_id", name=op.f("pk_idea_spam")),
    )
    with op.batch_alter_table("idea_spam", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idea_spam_account_id"), ["account_id"], unique=False)

    op.create_table(
        "idea_last_step",
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_idea_last_step_account_id_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_idea_last_step_idea_id_idea"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["idea_step.id"], name=op.f("fk_idea_last_step_step_id_idea_step"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("idea_id", name=op.f("pk_idea_last_step")),
    )
    with op.batch_alter_table("idea_last_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idea_last_step_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_idea_last_step_step_id"), ["step_id"], unique=False)

    with op.batch_alter_table("idea", schema=None) as batch_op:
        batch_op.add_column(sa.Column("assigned_to", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_idea_assigned_to"), ["assigned_to"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_idea_assigned_to_account"), "account", ["assigned_to"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("idea_step", schema=None) as batch_op:
        batch_op.add_column(sa.Column("letter_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("idea_step", schema=None) as batch_op:
        batch_op.drop_column("letter_id")

    with op.batch_alter_table("idea", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_idea_assigned_to_account"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_idea_assigned_to"))
        batch_op.drop_column("assigned_to")

    with op.batch_alter_table("idea_last_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idea_last_step_step_id"))
        batch_op.drop_index(batch_op.f("ix_idea_last_step_account_id"))

    op.drop_table("idea_last_step")
    with op.batch_alter_table("idea_spam", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idea_spam_account_id"))

    op.drop_table("idea_spam")
    with op.batch_alter_table("idea_sound", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idea_sound_percent"))

    op.drop_table("idea_sound")
    with op.batch_alter_table("idea_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idea_note_idea_id_idea_note_written_at_idea_note_id"))
        batch_op.drop_index(batch_op.f("ix_idea_note_author_id"))

    op.drop_table("idea_note")
    with op.batch_alter_table("idea_keyword", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idea_keyword_keyword_id"))

    op.drop_table("idea_keyword")
    with op.batch_alter_table("saved_filter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_saved_filter_for_all"))

    op.drop_table("saved_filter")
    with op.batch_alter_table("idea_bulk", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idea_bulk_at"))
        batch_op.drop_index(batch_op.f("ix_idea_bulk_account_id"))

    op.drop_table("idea_bulk")
    op.drop_table("spam_learned")
    with op.batch_alter_table("proof_used", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proof_used_ends_at"))

    op.drop_table("proof_used")
    op.drop_table("keyword")
