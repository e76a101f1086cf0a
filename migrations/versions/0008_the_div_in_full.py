"""The div in full."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SECTORS = ("administration", "science", "business", "civil_society")
BALLOT = (
    "round SMALLINT DEFAULT '1' NOT NULL CONSTRAINT ck_ballot_round CHECK (round IN (1, 2))",
    "group_id INTEGER",
    f"sector VARCHAR(40) CONSTRAINT ck_ballot_sector CHECK (sector IN {SECTORS})",
)
"""Columns of the ballot, in plain words: rebuilding the table would give its rows an order on SQLite."""
UNWATCHED = {
    "ballot": ("key", "stone", "round", "group_id", "sector"),
    "ranking_ballot": ("key", "points", "borda", "sector"),
}
"""Columns of which PostgreSQL may keep no statistics: a hundred keys, the shares of the stones, longer than the rows live."""
EARLIER = {"key": "VARCHAR(64)", "stone": "SMALLINT"}
"""Columns of which it may have kept some: given their type anew, PostgreSQL forgets them."""
WAYS = ("circle", "kickbox", "lab", "project", "department", "answer", "later", "not_pursued")


def upgrade() -> None:
    op.create_table(
        "dialogue_attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("instead_of_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_dialogue_attendance_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["dialogue.id"],
            name=op.f("fk_dialogue_attendance_dialogue_id_dialogue"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["instead_of_id"],
            ["actor.id"],
            name=op.f("fk_dialogue_attendance_instead_of_id_actor"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_attendance")),
        sa.UniqueConstraint("dialogue_id", "actor_id", name=op.f("uq_dialogue_attendance_dialogue_id_actor_id")),
    )
    with op.batch_alter_table("dialogue_attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dialogue_attendance_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dialogue_attendance_instead_of_id"), ["instead_of_id"], unique=False)

    op.create_table(
        "dialogue_guests",
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column(
            "sector",
            sa.Enum(
                "administration",
                "science",
                "business",
                "civil_society",
                name="sector",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 0", name=op.f("ck_dialogue_guests_number")),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogue.id"], name=op.f("fk_dialogue_guests_dialogue_id_dialogue"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("dialogue_id", "sector", name=op.f("pk_dialogue_guests")),
    )
    op.create_table(
        "ranking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "needs", "topics", "visions", "other", name="kind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("points", sa.SmallInteger(), nullable=False),
        sa.Column("tie_rule", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nonce_hash", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogue.id"], name=op.f("fk_ranking_dialogue_id_dialogue"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ranking")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_ranking_nonce_hash")),
    )
    with op.batch_alter_table("ranking", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ranking_dialogue_id"), ["dialogue_id"], unique=False)

    op.create_table(
        "dialogue_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "open",
                "talking",
                "closed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("round", sa.SmallInteger(), nullable=False),
        sa.Column("on_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogue.id"], name=op.f("fk_dialogue_group_dialogue_id_dialogue"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["on_id"], ["thesis.id"], name=op.f("fk_dialogue_group_on_id_thesis"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_group")),
        sa.UniqueConstraint("dialogue_id", "position", name=op.f("uq_dialogue_group_dialogue_id_position")),
    )
    with op.batch_alter_table("dialogue_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dialogue_group_on_id"), ["on_id"], unique=False)

    op.create_table(
        "leading_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("thesis_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("nonce_hash", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogue.id"], name=op.f("fk_leading_question_dialogue_id_dialogue"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["thesis_id"], ["thesis.id"], name=op.f("fk_leading_question_thesis_id_thesis"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leading_question")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_leading_question_nonce_hash")),
    )
    with op.batch_alter_table("leading_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_leading_question_dialogue_id"), ["dialogue_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_leading_question_thesis_id"), ["thesis_id"], unique=False)

    op.create_table(
        "ranking_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ranking_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("thing_kind", sa.String(length=40), nullable=True),
        sa.Column("thing_id", sa.Integer(), nullable=True),
        sa.Column("borda", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ranking_id"], ["ranking.id"], name=op.f("fk_ranking_item_ranking_id_ranking"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ranking_item")),
    )
    with op.batch_alter_table("ranking_item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ranking_item_ranking_id_ranking_item_position"), ["ranking_id", "position"], unique=False
        )

    op.create_table(
        "vision_thesis",
        sa.Column("vision_id", sa.Integer(), nullable=False),
        sa.Column("thesis_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["thesis_id"], ["thesis.id"], name=op.f("fk_vision_thesis_thesis_id_thesis"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["vision_id"], ["vision.id"], name=op.f("fk_vision_thesis_vision_id_vision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("vision_id", "thesis_id", name=op.f("pk_vision_thesis")),
    )
    with op.batch_alter_table("vision_thesis", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vision_thesis_thesis_id"), ["thesis_id"], unique=False)

    op.create_table(
        "vision_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vision_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["vision_id"], ["vision.id"], name=op.f("fk_vision_version_vision_id_vision"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["written_by"], ["account.id"], name=op.f("fk_vision_version_written_by_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vision_version")),
        sa.UniqueConstraint("vision_id", "number", name=op.f("uq_vision_version_vision_id_number")),
    )
    with op.batch_alter_table("vision_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vision_version_written_by"), ["written_by"], unique=False)

    op.create_table(
        "ranking_ballot",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("points", sa.SmallInteger(), nullable=False),
        sa.Column("borda", sa.SmallInteger(), nullable=False),
        sa.Column(
            "sector",
            sa.Enum(
                "administration",
                "science",
                "business",
                "civil_society",
                name="sector",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.CheckConstraint("points >= 0", name=op.f("ck_ranking_ballot_points")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["ranking_item.id"], name=op.f("fk_ranking_ballot_item_id_ranking_item"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_ranking_ballot")),
        info={"fleeting": True},
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("ranking_ballot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ranking_ballot_item_id"), ["item_id"], unique=False)

    op.create_table(
        "ranking_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column(
            "sector",
            sa.Enum(
                "administration",
                "science",
                "business",
                "civil_society",
                name="sector",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("points", sa.SmallInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["ranking_item.id"], name=op.f("fk_ranking_count_item_id_ranking_item"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ranking_count")),
    )
    with op.batch_alter_table("ranking_count", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ranking_count_item_id_ranking_count_sector_ranking_count_points"),
            ["item_id", "sector", "points"],
            unique=True,
        )

    op.create_table(
        "thesis_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thesis_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.SmallInteger(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column(
            "sector",
            sa.Enum(
                "administration",
                "science",
                "business",
                "civil_society",
                name="sector",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "counted_by",
            sa.Enum(
                "phones", "hand", "imported", name="counted_by", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("gold", sa.Integer(), nullable=False),
        sa.Column("amber", sa.Integer(), nullable=False),
        sa.Column("pebble", sa.Integer(), nullable=False),
        sa.Column("slate", sa.Integer(), nullable=False),
        sa.Column("tar", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=300), server_default="", nullable=False),
        sa.CheckConstraint("group_id IS NULL OR sector IS NULL", name=op.f("ck_thesis_count_one_kind")),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["dialogue_group.id"],
            name=op.f("fk_thesis_count_group_id_dialogue_group"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["thesis_id"], ["thesis.id"], name=op.f("fk_thesis_count_thesis_id_thesis"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thesis_count")),
    )
    with op.batch_alter_table("thesis_count", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_thesis_count_group_id"), ["group_id"], unique=False)
        batch_op.create_index(
            batch_op.f(
                "ix_thesis_count_thesis_id_thesis_count_round_thesis_count_group_id_thesis_count_sector_thesis_count_counted_by"
            ),
            ["thesis_id", "round", "group_id", "sector", "counted_by"],
            unique=False,
        )

    op.create_table(
        "thesis_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thesis_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nonce_hash", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["dialogue_group.id"],
            name=op.f("fk_thesis_note_group_id_dialogue_group"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["thesis_id"], ["thesis.id"], name=op.f("fk_thesis_note_thesis_id_thesis"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thesis_note")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_thesis_note_nonce_hash")),
    )
    with op.batch_alter_table("thesis_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_thesis_note_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_thesis_note_thesis_id"), ["thesis_id"], unique=False)

    with op.batch_alter_table("dialogue", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "mode",
                sa.Enum("room", "online", "hybrid", name="mode", native_enum=False, create_constraint=True, length=40),
                server_default="room",
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("link", sa.String(length=300), server_default="", nullable=False))
        batch_op.add_column(sa.Column("ends", sa.String(length=5), server_default="", nullable=False))
        batch_op.add_column(sa.Column("moderator", sa.String(length=300), server_default="", nullable=False))
        batch_op.add_column(
            sa.Column(
                "say",
                sa.Enum(
                    "informed",
                    "asked",
                    "thinking",
                    "working",
                    "council",
                    name="say",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                server_default="thinking",
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("agenda", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(
            sa.Column(
                "pace",
                sa.Enum("own", "moderated", name="pace", native_enum=False, create_constraint=True, length=40),
                server_default="own",
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("rounds", sa.SmallInteger(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("asks_sector", sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.add_column(sa.Column("informal", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("sounds", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("vibration", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("single_codes", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("rehearsal", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("rehearses_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("rules", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("rules_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("present", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("minutes", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("on_wall", sa.String(length=40), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_dialogue_rehearses_id"), ["rehearses_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_dialogue_rehearses_id_dialogue"), "dialogue", ["rehearses_id"], ["id"], ondelete="CASCADE"
        )

    with op.batch_alter_table("vision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("urgency", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("feasibility", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("next_kind", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("next_id", sa.Integer(), nullable=True))

    with op.batch_alter_table("assembly", schema=None) as batch_op:
        batch_op.add_column(sa.Column("actor_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_assembly_actor_id"), ["actor_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_assembly_actor_id_actor"), "actor", ["actor_id"], ["id"], ondelete="SET NULL"
        )

    _let_ways(WAYS)
    for column in BALLOT:
        op.execute(f"ALTER TABLE ballot ADD COLUMN {column}")
    if op.get_context().dialect.name == "postgresql":
        _forbid_statistics()


def _forbid_statistics() -> None:
    """Let PostgreSQL keep nothing of ballots beside their rows."""
    for column, kind in EARLIER.items():
        op.execute(f"ALTER TABLE ballot ALTER COLUMN {column} TYPE {kind}")
    for table, columns in UNWATCHED.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")


def _let_ways(allowed: tuple[str, ...]) -> None:
    """Say by hand which ways on there are: what a check allows is nothing that is written by itself."""
    words = ", ".join(f"'{one}'" for one in allowed)
    with op.batch_alter_table("vision", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_vision_way"), type_="check")
        batch_op.create_check_constraint(op.f("ck_vision_way"), f"way IN ({words})")


def downgrade() -> None:
    for column in BALLOT:
        op.execute(f"ALTER TABLE ballot DROP COLUMN {column.split()[0]}")
    op.execute("UPDATE vision SET way = 'not_pursued' WHERE way = 'answer'")
    _let_ways(tuple(one for one in WAYS if one != "answer"))
    with op.batch_alter_table("assembly", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_assembly_actor_id_actor"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_assembly_actor_id"))
        batch_op.drop_column("actor_id")

    with op.batch_alter_table("vision", schema=None) as batch_op:
        batch_op.drop_column("next_id")
        batch_op.drop_column("next_kind")
        batch_op.drop_column("feasibility")
        batch_op.drop_column("urgency")

    with op.batch_alter_table("dialogue", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_dialogue_rehearses_id_dialogue"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_dialogue_rehearses_id"), type_="unique")
        for column in ("mode", "say", "pace"):
            batch_op.drop_constraint(op.f(f"ck_dialogue_{column}"), type_="check")
        batch_op.drop_column("on_wall")
        batch_op.drop_column("finished_at")
        batch_op.drop_column("minutes")
        batch_op.drop_column("present")
        batch_op.drop_column("rules_at")
        batch_op.drop_column("rules")
        batch_op.drop_column("rehearses_id")
        batch_op.drop_column("rehearsal")
        batch_op.drop_column("single_codes")
        batch_op.drop_column("vibration")
        batch_op.drop_column("sounds")
        batch_op.drop_column("informal")
        batch_op.drop_column("asks_sector")
        batch_op.drop_column("rounds")
        batch_op.drop_column("pace")
        batch_op.drop_column("agenda")
        batch_op.drop_column("say")
        batch_op.drop_column("moderator")
        batch_op.drop_column("ends")
        batch_op.drop_column("link")
        batch_op.drop_column("mode")

    with op.batch_alter_table("thesis_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_thesis_note_thesis_id"))
        batch_op.drop_index(batch_op.f("ix_thesis_note_group_id"))

    op.drop_table("thesis_note")
    with op.batch_alter_table("thesis_count", schema=None) as batch_op:
        batch_op.drop_index(
            batch_op.f(
                "ix_thesis_count_thesis_id_thesis_count_round_thesis_count_group_id_thesis_count_sector_thesis_count_counted_by"
            )
        )
        batch_op.drop_index(batch_op.f("ix_thesis_count_group_id"))

    op.drop_table("thesis_count")
    with op.batch_alter_table("ranking_count", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ranking_count_item_id_ranking_count_sector_ranking_count_points"))

    op.drop_table("ranking_count")
    with op.batch_alter_table("ranking_ballot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ranking_ballot_item_id"))

    op.drop_table("ranking_ballot")
    with op.batch_alter_table("vision_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vision_version_written_by"))

    op.drop_table("vision_version")
    with op.batch_alter_table("vision_thesis", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vision_thesis_thesis_id"))

    op.drop_table("vision_thesis")
    with op.batch_alter_table("ranking_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ranking_item_ranking_id_ranking_item_position"))

    op.drop_table("ranking_item")
    with op.batch_alter_table("leading_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_leading_question_thesis_id"))
        batch_op.drop_index(batch_op.f("ix_leading_question_dialogue_id"))

    op.drop_table("leading_question")
    with op.batch_alter_table("dialogue_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dialogue_group_on_id"))

    op.drop_table("dialogue_group")
    with op.batch_alter_table("ranking", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ranking_dialogue_id"))

    op.drop_table("ranking")
    op.drop_table("dialogue_guests")
    with op.batch_alter_table("dialogue_attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dialogue_attendance_instead_of_id"))
        batch_op.drop_index(batch_op.f("ix_dialogue_attendance_actor_id"))

    op.drop_table("dialogue_attendance")
