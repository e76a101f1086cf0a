"""The network in full."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "actor_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_source")),
        sa.UniqueConstraint("name", name=op.f("uq_actor_source_name")),
    )
    op.create_table(
        "checklist_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("for_kind", sa.String(length=80), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("nonce_hash", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_plan")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_checklist_plan_nonce_hash")),
    )
    op.create_table(
        "invitation_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column(
            "way",
            sa.Enum("self", "release", name="way", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_template")),
        sa.UniqueConstraint("key", name=op.f("uq_invitation_template_key")),
    )
    op.create_table(
        "tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sa.UniqueConstraint("key", name=op.f("uq_tag_key")),
    )
    op.create_table(
        "monday_round",
        sa.Column("monday_on", sa.String(length=10), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("monday_on", name=op.f("pk_monday_round")),
    )
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
        "actor_bulk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column(
            "act",
            sa.Enum(
                "add_area",
                "drop_area",
                "add_district",
                "drop_district",
                "add_tag",
                "drop_tag",
                "capacity",
                "sector",
                name="act",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("value", sa.String(length=80), nullable=False),
        sa.Column("said", sa.String(length=80), nullable=False),
        sa.Column("narrowed", sa.String(length=300), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "running",
                "done",
                "undoing",
                "undone",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pressed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nonce_hash", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_actor_bulk_account_id_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_bulk")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_actor_bulk_nonce_hash")),
    )
    with op.batch_alter_table("actor_bulk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_actor_bulk_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_actor_bulk_made_at"), ["made_at"], unique=False)

    op.create_table(
        "actor_due",
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_actor_due_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("actor_id", name=op.f("pk_actor_due")),
    )
    op.create_table(
        "actor_export",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("form", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("extent", sa.String(length=80), nullable=False),
        sa.Column("narrowed", sa.String(length=500), nullable=False),
        sa.Column("purpose", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_actor_export_account_id_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_export")),
    )
    with op.batch_alter_table("actor_export", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_actor_export_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_actor_export_made_at"), ["made_at"], unique=False)

    op.create_table(
        "actor_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_name", sa.String(length=80), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("file", sa.String(length=80), nullable=True),
        sa.Column("nonce_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "mapping",
                "checking",
                "checked",
                "taking",
                "taken",
                "undoing",
                "undone",
                "failed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column(
            "basis",
            sa.Enum(
                "consent",
                "public_task",
                "contract",
                "not_personal",
                name="basis",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("fault", sa.String(length=300), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_actor_import_account_id_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_import")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_actor_import_nonce_hash")),
    )
    with op.batch_alter_table("actor_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_actor_import_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_actor_import_changed_at"), ["changed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_actor_import_source_name"), ["source_name"], unique=False)

    op.create_table(
        "actor_key",
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_actor_key_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("actor_id", "key", name=op.f("pk_actor_key")),
    )
    with op.batch_alter_table("actor_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_actor_key_key_actor_key_actor_id"), ["key", "actor_id"], unique=False)

    op.create_table(
        "actor_tag",
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_actor_tag_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_actor_tag_tag_id_tag"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("actor_id", "tag_id", name=op.f("pk_actor_tag")),
    )
    with op.batch_alter_table("actor_tag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_actor_tag_tag_id"), ["tag_id"], unique=False)

    op.create_table(
        "actor_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("kept_was", sa.Integer(), nullable=False),
        sa.Column("merged_by", sa.Integer(), nullable=True),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("snapshot", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["actor.id"], name=op.f("fk_actor_merge_kept_id_actor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["merged_by"], ["account.id"], name=op.f("fk_actor_merge_merged_by_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_merge")),
        sa.UniqueConstraint("gone_id", name=op.f("uq_actor_merge_gone_id")),
    )
    with op.batch_alter_table("actor_merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_actor_merge_kept_id"), ["kept_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_actor_merge_merged_at"), ["merged_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_actor_merge_merged_by"), ["merged_by"], unique=False)

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
        "actor_segment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("for_all", sa.Boolean(), nullable=False),
        sa.Column("pairs", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nonce_hash", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_actor_segment_account_id_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_segment")),
        sa.UniqueConstraint("account_id", "key", name=op.f("uq_actor_segment_account_id_key")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_actor_segment_nonce_hash")),
    )
    with op.batch_alter_table("actor_segment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_actor_segment_for_all"), ["for_all"], unique=False)

    op.create_table(
        "checklist",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("own_on", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nonce_hash", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(thing_id IS NULL) = (kind = '')", name=op.f("ck_checklist_whole_thing")),
        sa.CheckConstraint("(thing_id IS NULL) = (own_on <> '')", name=op.f("ck_checklist_one_day")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["checklist_plan.id"], name=op.f("fk_checklist_plan_id_checklist_plan"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist")),
        sa.UniqueConstraint("kind", "thing_id", "plan_id", name=op.f("uq_checklist_kind_thing_id_plan_id")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_checklist_nonce_hash")),
    )
    with op.batch_alter_table("checklist", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checklist_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "checklist_plan_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("link_label", sa.String(length=80), nullable=False),
        sa.Column("link", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["checklist_plan.id"],
            name=op.f("fk_checklist_plan_step_plan_id_checklist_plan"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_plan_step")),
    )
    with op.batch_alter_table("checklist_plan_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checklist_plan_step_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "occasion",
            sa.Enum(
                "conversation",
                "mail",
                "visit",
                "event",
                name="occasion",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("held_on", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_key", sa.Text(), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nonce_hash", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_contact_author_id_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_contact_nonce_hash")),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_held_on_contact_id"), ["held_on", "id"], unique=False)

    op.create_table(
        "invitation_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column(
            "way",
            sa.Enum("self", "release", name="way", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("day_on", sa.String(length=10), nullable=False),
        sa.Column("starts_at", sa.String(length=5), nullable=False),
        sa.Column("ends_at", sa.String(length=5), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("answer_by_on", sa.String(length=10), nullable=False),
        sa.Column("about_kind", sa.String(length=40), nullable=True),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("narrowed", sa.String(length=300), nullable=False),
        sa.Column(
            "stage",
            sa.Enum("draft", "sending", "sent", name="stage", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("past", sa.JSON(), nullable=True),
        sa.Column("nonce_hash", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_invitation_round_account_id_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_round")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_invitation_round_nonce_hash")),
    )
    with op.batch_alter_table("invitation_round", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_invitation_round_about_kind_invitation_round_about_id"),
            ["about_kind", "about_id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_invitation_round_account_id"), ["account_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_invitation_round_made_at_invitation_round_id"), ["made_at", "id"], unique=False
        )

    op.create_table(
        "likely_pair",
        sa.Column("low_id", sa.Integer(), nullable=False),
        sa.Column("high_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.CheckConstraint("low_id < high_id", name=op.f("ck_likely_pair_in_order")),
        sa.ForeignKeyConstraint(
            ["high_id"], ["actor.id"], name=op.f("fk_likely_pair_high_id_actor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["low_id"], ["actor.id"], name=op.f("fk_likely_pair_low_id_actor"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("low_id", "high_id", name=op.f("pk_likely_pair")),
    )
    with op.batch_alter_table("likely_pair", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_likely_pair_high_id"), ["high_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_likely_pair_score_likely_pair_low_id_likely_pair_high_id"),
            ["score", "low_id", "high_id"],
            unique=False,
        )

    op.create_table(
        "monday_wish",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_monday_wish_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_monday_wish")),
    )
    op.create_table(
        "not_double",
        sa.Column("low_id", sa.Integer(), nullable=False),
        sa.Column("high_id", sa.Integer(), nullable=False),
        sa.Column("said_by", sa.Integer(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("low_id < high_id", name=op.f("ck_not_double_in_order")),
        sa.ForeignKeyConstraint(
            ["high_id"], ["actor.id"], name=op.f("fk_not_double_high_id_actor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["low_id"], ["actor.id"], name=op.f("fk_not_double_low_id_actor"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["said_by"], ["account.id"], name=op.f("fk_not_double_said_by_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("low_id", "high_id", name=op.f("pk_not_double")),
    )
    with op.batch_alter_table("not_double", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_not_double_high_id"), ["high_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_not_double_said_by"), ["said_by"], unique=False)

    op.create_table(
        "own_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_own_change_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_change")),
    )
    with op.batch_alter_table("own_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_own_change_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_own_change_at_own_change_id"), ["at", "id"], unique=False)

    op.create_table(
        "email_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=300), nullable=False),
        sa.Column("link_hash", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_email_change_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_email_change")),
        sa.UniqueConstraint("actor_id", name=op.f("uq_email_change_actor_id")),
    )
    with op.batch_alter_table("email_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_email_change_asked_at"), ["asked_at"], unique=False)

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

    op.create_table(
        "privacy_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "informed",
                "told",
                "kept",
                "restricted",
                "freed",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("until_on", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_privacy_step_account_id_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_privacy_step_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_privacy_step")),
    )
    with op.batch_alter_table("privacy_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_privacy_step_account_id"), ["account_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_privacy_step_actor_id_privacy_step_at_privacy_step_id"),
            ["actor_id", "at", "id"],
            unique=False,
        )

    op.create_table(
        "yearly_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_yearly_letter_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_yearly_letter")),
    )
    with op.batch_alter_table("yearly_letter", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_yearly_letter_actor_id_yearly_letter_sent_at"), ["actor_id", "sent_at"], unique=False
        )

    op.create_table(
        "actor_bulk_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bulk_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column(
            "fate",
            sa.Enum(
                "waiting",
                "done",
                "left",
                "undone",
                "kept",
                name="fate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=80), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_actor_bulk_line_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["bulk_id"], ["actor_bulk.id"], name=op.f("fk_actor_bulk_line_bulk_id_actor_bulk"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_bulk_line")),
        sa.UniqueConstraint("bulk_id", "actor_id", name=op.f("uq_actor_bulk_line_bulk_id_actor_id")),
    )
    with op.batch_alter_table("actor_bulk_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_actor_bulk_line_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_actor_bulk_line_bulk_id_actor_bulk_line_fate_actor_bulk_line_id"),
            ["bulk_id", "fate", "id"],
            unique=False,
        )

    op.create_table(
        "actor_import_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column(
            "part",
            sa.Enum("main", "organisation", name="part", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("name_key", sa.String(length=160), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "new",
                "update",
                "double",
                "kept",
                "known",
                "fault",
                name="verdict",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=600), nullable=False),
        sa.Column(
            "fate",
            sa.Enum(
                "waiting",
                "taken",
                "left_out",
                "undone",
                "stays",
                name="fate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "choice",
            sa.Enum("leave", "new", "same", name="choice", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("values", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("links", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("like_id", sa.Integer(), nullable=True),
        sa.Column("like_line", sa.Integer(), nullable=True),
        sa.Column("likeness", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_actor_import_row_actor_id_actor"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["actor_import.id"],
            name=op.f("fk_actor_import_row_import_id_actor_import"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["like_id"], ["actor.id"], name=op.f("fk_actor_import_row_like_id_actor"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_import_row")),
        sa.UniqueConstraint("import_id", "line", "part", name=op.f("uq_actor_import_row_import_id_line_part")),
    )
    with op.batch_alter_table("actor_import_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_actor_import_row_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_actor_import_row_import_id_actor_import_row_email_key"),
            ["import_id", "email_key"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_actor_import_row_import_id_actor_import_row_fate_actor_import_row_line"),
            ["import_id", "fate", "line"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_actor_import_row_import_id_actor_import_row_name_key"),
            ["import_id", "name_key"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_actor_import_row_import_id_actor_import_row_verdict_actor_import_row_line"),
            ["import_id", "verdict", "line"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_actor_import_row_like_id"), ["like_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_actor_import_row_ref"), ["ref"], unique=False)

    op.create_table(
        "checklist_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("checklist_id", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("link_label", sa.String(length=80), nullable=False),
        sa.Column("link", sa.String(length=300), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["checklist_id"],
            ["checklist.id"],
            name=op.f("fk_checklist_step_checklist_id_checklist"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_step")),
    )
    with op.batch_alter_table("checklist_step", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_checklist_step_checklist_id_checklist_step_days_checklist_step_id"),
            ["checklist_id", "days", "id"],
            unique=False,
        )

    op.create_table(
        "contact_actor",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_contact_actor_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_contact_actor_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", "actor_id", name=op.f("pk_contact_actor")),
    )
    with op.batch_alter_table("contact_actor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_actor_actor_id"), ["actor_id"], unique=False)

    op.create_table(
        "contact_thing",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_contact_thing_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", "kind", "thing_id", name=op.f("pk_contact_thing")),
    )
    with op.batch_alter_table("contact_thing", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contact_thing_kind_contact_thing_thing_id"), ["kind", "thing_id"], unique=False
        )

    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.String(length=10), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nonce_hash", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_follow_up_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_follow_up_contact_id_contact"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["account.id"], name=op.f("fk_follow_up_owner_id_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_follow_up_nonce_hash")),
    )
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_follow_up_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_follow_up_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_follow_up_done_at"), ["done_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_follow_up_due_on_follow_up_id"), ["due_on", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_follow_up_owner_id_follow_up_due_on"), ["owner_id", "due_on"], unique=False
        )

    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("through_id", sa.Integer(), nullable=True),
        sa.Column("letter_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left", sa.String(length=20), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "answer",
            sa.Enum("yes", "no", "later", "other", name="answer", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("guest_name", sa.String(length=160), nullable=False),
        sa.Column("guest_email", sa.String(length=254), nullable=False),
        sa.Column(
            "guest_answer",
            sa.Enum(
                "yes", "no", "later", "other", name="guest_answer", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("guest_answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("guest_wording", sa.String(length=600), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_invitation_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["invitation_round.id"],
            name=op.f("fk_invitation_round_id_invitation_round"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["through_id"], ["actor.id"], name=op.f("fk_invitation_through_id_actor"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("round_id", "actor_id", name=op.f("uq_invitation_round_id_actor_id")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_invitation_round_id_invitation_letter_at_invitation_id"),
            ["round_id", "letter_at", "id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_invitation_through_id"), ["through_id"], unique=False)

    op.create_table(
        "tie_stand_in",
        sa.Column("tie_id", sa.Integer(), nullable=False),
        sa.Column("for_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["for_id"], ["tie.id"], name=op.f("fk_tie_stand_in_for_id_tie"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["tie_id"], ["tie.id"], name=op.f("fk_tie_stand_in_tie_id_tie"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("tie_id", name=op.f("pk_tie_stand_in")),
    )
    with op.batch_alter_table("tie_stand_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tie_stand_in_for_id"), ["for_id"], unique=False)

    with op.batch_alter_table("join_request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wordings", sa.JSON(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("phone", sa.String(length=60), server_default="", nullable=False))
        batch_op.add_column(sa.Column("everyday_expertise", sa.String(length=300), server_default="", nullable=False))
        batch_op.add_column(sa.Column("further", sa.JSON(), server_default="{}", nullable=False))

    with op.batch_alter_table("tie", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))

    with op.batch_alter_table("work_order", schema=None) as batch_op:
        batch_op.add_column(sa.Column("erased", sa.JSON(), server_default="[]", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("work_order", schema=None) as batch_op:
        batch_op.drop_column("erased")

    with op.batch_alter_table("tie", schema=None) as batch_op:
        batch_op.drop_column("version")

    with op.batch_alter_table("join_request", schema=None) as batch_op:
        batch_op.drop_column("further")
        batch_op.drop_column("everyday_expertise")
        batch_op.drop_column("phone")
        batch_op.drop_column("wordings")

    with op.batch_alter_table("tie_stand_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tie_stand_in_for_id"))

    op.drop_table("tie_stand_in")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_through_id"))
        batch_op.drop_index(batch_op.f("ix_invitation_round_id_invitation_letter_at_invitation_id"))
        batch_op.drop_index(batch_op.f("ix_invitation_actor_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_follow_up_owner_id_follow_up_due_on"))
        batch_op.drop_index(batch_op.f("ix_follow_up_due_on_follow_up_id"))
        batch_op.drop_index(batch_op.f("ix_follow_up_done_at"))
        batch_op.drop_index(batch_op.f("ix_follow_up_contact_id"))
        batch_op.drop_index(batch_op.f("ix_follow_up_actor_id"))

    op.drop_table("follow_up")
    with op.batch_alter_table("contact_thing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_thing_kind_contact_thing_thing_id"))

    op.drop_table("contact_thing")
    with op.batch_alter_table("contact_actor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_actor_actor_id"))

    op.drop_table("contact_actor")
    with op.batch_alter_table("checklist_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_checklist_step_checklist_id_checklist_step_days_checklist_step_id"))

    op.drop_table("checklist_step")
    with op.batch_alter_table("actor_import_row", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actor_import_row_ref"))
        batch_op.drop_index(batch_op.f("ix_actor_import_row_like_id"))
        batch_op.drop_index(batch_op.f("ix_actor_import_row_import_id_actor_import_row_verdict_actor_import_row_line"))
        batch_op.drop_index(batch_op.f("ix_actor_import_row_import_id_actor_import_row_name_key"))
        batch_op.drop_index(batch_op.f("ix_actor_import_row_import_id_actor_import_row_fate_actor_import_row_line"))
        batch_op.drop_index(batch_op.f("ix_actor_import_row_import_id_actor_import_row_email_key"))
        batch_op.drop_index(batch_op.f("ix_actor_import_row_actor_id"))

    op.drop_table("actor_import_row")
    with op.batch_alter_table("actor_bulk_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actor_bulk_line_bulk_id_actor_bulk_line_fate_actor_bulk_line_id"))
        batch_op.drop_index(batch_op.f("ix_actor_bulk_line_actor_id"))

    op.drop_table("actor_bulk_line")
    with op.batch_alter_table("yearly_letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_yearly_letter_actor_id_yearly_letter_sent_at"))

    op.drop_table("yearly_letter")
    with op.batch_alter_table("privacy_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_privacy_step_actor_id_privacy_step_at_privacy_step_id"))
        batch_op.drop_index(batch_op.f("ix_privacy_step_account_id"))

    op.drop_table("privacy_step")
    with op.batch_alter_table("own_value", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_own_value_field_id_own_value_value"))
        batch_op.drop_index(batch_op.f("ix_own_value_field_id"))

    op.drop_table("own_value")
    with op.batch_alter_table("email_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_email_change_asked_at"))

    op.drop_table("email_change")
    with op.batch_alter_table("own_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_own_change_at_own_change_id"))
        batch_op.drop_index(batch_op.f("ix_own_change_actor_id"))

    op.drop_table("own_change")
    with op.batch_alter_table("not_double", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_not_double_said_by"))
        batch_op.drop_index(batch_op.f("ix_not_double_high_id"))

    op.drop_table("not_double")
    op.drop_table("monday_wish")
    with op.batch_alter_table("likely_pair", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_likely_pair_score_likely_pair_low_id_likely_pair_high_id"))
        batch_op.drop_index(batch_op.f("ix_likely_pair_high_id"))

    op.drop_table("likely_pair")
    with op.batch_alter_table("invitation_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_round_made_at_invitation_round_id"))
        batch_op.drop_index(batch_op.f("ix_invitation_round_account_id"))
        batch_op.drop_index(batch_op.f("ix_invitation_round_about_kind_invitation_round_about_id"))

    op.drop_table("invitation_round")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_held_on_contact_id"))
        batch_op.drop_index(batch_op.f("ix_contact_author_id"))

    op.drop_table("contact")
    with op.batch_alter_table("checklist_plan_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_checklist_plan_step_plan_id"))

    op.drop_table("checklist_plan_step")
    with op.batch_alter_table("checklist", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_checklist_plan_id"))

    op.drop_table("checklist")
    with op.batch_alter_table("actor_segment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actor_segment_for_all"))

    op.drop_table("actor_segment")
    with op.batch_alter_table("actor_seen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actor_seen_actor_id"))
        batch_op.drop_index(batch_op.f("ix_actor_seen_account_id_actor_seen_seen_at"))

    op.drop_table("actor_seen")
    with op.batch_alter_table("actor_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actor_note_author_id"))
        batch_op.drop_index(batch_op.f("ix_actor_note_actor_id_actor_note_written_at_actor_note_id"))

    op.drop_table("actor_note")
    with op.batch_alter_table("actor_merge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actor_merge_merged_by"))
        batch_op.drop_index(batch_op.f("ix_actor_merge_merged_at"))
        batch_op.drop_index(batch_op.f("ix_actor_merge_kept_id"))

    op.drop_table("actor_merge")
    with op.batch_alter_table("actor_tag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actor_tag_tag_id"))

    op.drop_table("actor_tag")
    with op.batch_alter_table("actor_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actor_key_key_actor_key_actor_id"))

    op.drop_table("actor_key")
    with op.batch_alter_table("actor_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actor_import_source_name"))
        batch_op.drop_index(batch_op.f("ix_actor_import_changed_at"))
        batch_op.drop_index(batch_op.f("ix_actor_import_account_id"))

    op.drop_table("actor_import")
    with op.batch_alter_table("actor_export", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actor_export_made_at"))
        batch_op.drop_index(batch_op.f("ix_actor_export_account_id"))

    op.drop_table("actor_export")
    op.drop_table("actor_due")
    with op.batch_alter_table("actor_bulk", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actor_bulk_made_at"))
        batch_op.drop_index(batch_op.f("ix_actor_bulk_account_id"))

    op.drop_table("actor_bulk")
    op.drop_table("own_field")
    op.drop_table("monday_round")
    op.drop_table("tag")
    op.drop_table("invitation_template")
    op.drop_table("checklist_plan")
    op.drop_table("actor_source")
