"""Whom to ask."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "weight_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_weight_edit_account_id_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weight_edit")),
    )
    with op.batch_alter_table("weight_edit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_weight_edit_account_id"), ["account_id"], unique=False)

    op.create_table(
        "suggestion_feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "suggested",
                "invited",
                "accepted",
                "declined",
                "unfit",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "reason",
            sa.Enum(
                "other_subject",
                "outdated",
                "other_place",
                "no_time",
                "involved",
                name="reason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("said", sa.String(length=300), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_suggestion_feedback_account_id_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_suggestion_feedback_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["challenge_id"],
            ["challenge.id"],
            name=op.f("fk_suggestion_feedback_challenge_id_challenge"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion_feedback")),
        sa.UniqueConstraint("challenge_id", "actor_id", name=op.f("uq_suggestion_feedback_challenge_id_actor_id")),
    )
    with op.batch_alter_table("suggestion_feedback", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suggestion_feedback_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_suggestion_feedback_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_suggestion_feedback_changed_at_suggestion_feedback_id"), ["changed_at", "id"], unique=False
        )

    op.create_table(
        "team_pick",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("is_in", sa.Boolean(), nullable=False),
        sa.Column("picked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_team_pick_account_id_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_team_pick_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_team_pick_challenge_id_challenge"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_pick")),
        sa.UniqueConstraint("challenge_id", "actor_id", name=op.f("uq_team_pick_challenge_id_actor_id")),
    )
    with op.batch_alter_table("team_pick", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_pick_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_team_pick_actor_id"), ["actor_id"], unique=False)

    with op.batch_alter_table("challenge", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seats", sa.Integer(), server_default="6", nullable=False))
        batch_op.add_column(sa.Column("quotas", sa.JSON(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("asker_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_challenge_asker_id"), ["asker_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_challenge_asker_id_actor"), "actor", ["asker_id"], ["id"], ondelete="SET NULL"
        )


def downgrade() -> None:
    with op.batch_alter_table("challenge", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_challenge_asker_id_actor"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_challenge_asker_id"))
        batch_op.drop_column("asker_id")
        batch_op.drop_column("quotas")
        batch_op.drop_column("seats")

    with op.batch_alter_table("team_pick", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_team_pick_actor_id"))
        batch_op.drop_index(batch_op.f("ix_team_pick_account_id"))

    op.drop_table("team_pick")
    with op.batch_alter_table("suggestion_feedback", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_suggestion_feedback_changed_at_suggestion_feedback_id"))
        batch_op.drop_index(batch_op.f("ix_suggestion_feedback_actor_id"))
        batch_op.drop_index(batch_op.f("ix_suggestion_feedback_account_id"))

    op.drop_table("suggestion_feedback")
    with op.batch_alter_table("weight_edit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_weight_edit_account_id"))

    op.drop_table("weight_edit")
