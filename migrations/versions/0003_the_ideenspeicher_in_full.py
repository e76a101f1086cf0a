"""The ideenspeicher in full."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "archive_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_offer")),
    )
    op.create_table(
        "card_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nonce_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cards", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_batch")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_card_batch_nonce_hash")),
    )
    op.create_table(
        "follower",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follower")),
        sa.UniqueConstraint("address_hash", name=op.f("uq_follower_address_hash")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "import_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_source")),
        sa.UniqueConstraint("name", name=op.f("uq_import_source_name")),
    )
    op.create_table(
        "passing_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "department",
                "company",
                "defects",
                "other",
                name="place_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("reach", sa.String(length=300), nullable=False),
        sa.Column("hints", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passing_place")),
        sa.UniqueConstraint("name", name=op.f("uq_passing_place_name")),
    )
    op.create_table(
        "reply_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=120), nullable=False),
        sa.Column("short", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("costs", sa.String(length=300), nullable=False),
        sa.Column("period", sa.String(length=300), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "received",
                "question",
                "published",
                "in_talk",
                "in_work",
                "with_politics",
                "decided",
                "done",
                "answered",
                "passed_on",
                "later",
                "not_pursued",
                "not_published",
                "withdrawn",
                name="batch_stage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("on_day", sa.String(length=10), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_batch")),
    )
    op.create_table(
        "school_class",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("until_on", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_class")),
        sa.UniqueConstraint("code", name=op.f("uq_school_class_code")),
        sa.UniqueConstraint("name", name=op.f("uq_school_class_name")),
    )
    op.create_table(
        "weekly_round",
        sa.Column("monday_on", sa.String(length=10), nullable=False),
        sa.Column("upto", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("monday_on", name=op.f("pk_weekly_round")),
    )
    op.create_table(
        "idea_export",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("form", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("narrowed", sa.String(length=500), nullable=False),
        sa.Column("addresses", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_idea_export_account_id_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_export")),
    )
    with op.batch_alter_table("idea_export", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idea_export_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_idea_export_made_at"), ["made_at"], unique=False)

    op.create_table(
        "idea_import",
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
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("publish", sa.Boolean(), nullable=False),
        sa.Column("doubles", sa.Boolean(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("fault", sa.String(length=300), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_idea_import_account_id_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_import")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_idea_import_nonce_hash")),
    )
    with op.batch_alter_table("idea_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idea_import_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_idea_import_changed_at"), ["changed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_idea_import_source_name"), ["source_name"], unique=False)

    op.create_table(
        "occasion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("held_on", sa.String(length=10), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "web",
                "card",
                "phone",
                "meeting",
                "school",
                "import",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_occasion_category_id_category")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_occasion_district_id_district")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occasion")),
        sa.UniqueConstraint("name", name=op.f("uq_occasion_name")),
    )
    with op.batch_alter_table("occasion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_occasion_category_id"), ["category_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_occasion_district_id"), ["district_id"], unique=False)

    op.create_table(
        "word_list_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "name",
            sa.Enum("parts", "stops", "same", name="word_list", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_word_list_edit_account_id_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_list_edit")),
    )
    with op.batch_alter_table("word_list_edit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_word_list_edit_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_word_list_edit_name"), ["name"], unique=False)

    op.create_table(
        "addition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "published", "declined", name="state", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("suspicion", sa.String(length=40), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("redacted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nonce_hash", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_addition_idea_id_idea"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addition")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_addition_nonce_hash")),
    )
    with op.batch_alter_table("addition", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_addition_idea_id_addition_state_addition_submitted_at"),
            ["idea_id", "state", "submitted_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_addition_state_addition_submitted_at_addition_id"),
            ["state", "submitted_at", "id"],
            unique=False,
        )

    op.create_table(
        "archive_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum("open", "taken", "not_taken", name="verdict", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_archive_file_idea_id_idea"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["archive_offer.id"], name=op.f("fk_archive_file_offer_id_archive_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_file")),
        sa.UniqueConstraint("idea_id", name=op.f("uq_archive_file_idea_id")),
    )
    with op.batch_alter_table("archive_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_archive_file_offer_id"), ["offer_id"], unique=False)

    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("photo", "pdf", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=False),
        sa.Column("alt", sa.String(length=300), nullable=False),
        sa.Column(
            "state",
            sa.Enum("waiting", "shown", "hidden", name="state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "scan",
            sa.Enum("off", "clean", "open", name="scan", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_attachment_idea_id_idea"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("name", name=op.f("uq_attachment_name")),
        sa.UniqueConstraint("once", name=op.f("uq_attachment_once")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachment_idea_id_attachment_id"), ["idea_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_scan_attachment_id"), ["scan", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_attachment_state_attachment_sent_at_attachment_id"), ["state", "sent_at", "id"], unique=False
        )

    op.create_table(
        "following",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("follower_id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column(
            "rhythm",
            sa.Enum("at_once", "weekly", name="rhythm", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column(
            "asked_rhythm",
            sa.Enum("at_once", "weekly", name="asked_rhythm", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "CAST(idea_id IS NULL AS INTEGER) + CAST(area_id IS NULL AS INTEGER) + CAST(district_id IS NULL AS INTEGER) = 2",
            name=op.f("ck_following_one_subject"),
        ),
        sa.ForeignKeyConstraint(
            ["area_id"], ["activity_area.id"], name=op.f("fk_following_area_id_activity_area"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_following_district_id_district"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["follower_id"], ["follower.id"], name=op.f("fk_following_follower_id_follower"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_following_idea_id_idea"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_following")),
        sa.UniqueConstraint("follower_id", "area_id", name=op.f("uq_following_follower_id_area_id")),
        sa.UniqueConstraint("follower_id", "district_id", name=op.f("uq_following_follower_id_district_id")),
        sa.UniqueConstraint("follower_id", "idea_id", name=op.f("uq_following_follower_id_idea_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("following", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_following_area_id"), ["area_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_following_asked_at"), ["asked_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_following_district_id"), ["district_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_following_idea_id"), ["idea_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_following_rhythm_following_follower_id"), ["rhythm", "follower_id"], unique=False
        )

    op.create_table(
        "idea_inquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer_by_on", sa.String(length=10), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("may_be_added", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_idea_inquiry_idea_id_idea"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_inquiry")),
    )
    with op.batch_alter_table("idea_inquiry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idea_inquiry_answer_by_on"), ["answer_by_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_idea_inquiry_idea_id"), ["idea_id"], unique=False)

    op.create_table(
        "idea_label",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=80), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_idea_label_idea_id_idea"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_label")),
        sa.UniqueConstraint("idea_id", name=op.f("uq_idea_label_idea_id")),
    )
    op.create_table(
        "idea_objection",
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("bundle_title", sa.String(length=120), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_idea_objection_idea_id_idea"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("idea_id", name=op.f("pk_idea_objection")),
    )
    op.create_table(
        "idea_point",
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=False),
        sa.CheckConstraint("latitude between -90 and 90", name=op.f("ck_idea_point_latitude")),
        sa.CheckConstraint("longitude between -180 and 180", name=op.f("ck_idea_point_longitude")),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_idea_point_idea_id_idea"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("idea_id", name=op.f("pk_idea_point")),
    )
    op.create_table(
        "idea_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.String(length=10), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_idea_reminder_idea_id_idea"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_reminder")),
        sa.UniqueConstraint("idea_id", "due_on", name=op.f("uq_idea_reminder_idea_id_due_on")),
    )
    op.create_table(
        "idea_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=120), nullable=False),
        sa.Column("short", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("costs", sa.String(length=300), nullable=False),
        sa.Column("period", sa.String(length=300), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "received",
                "question",
                "published",
                "in_talk",
                "in_work",
                "with_politics",
                "decided",
                "done",
                "answered",
                "passed_on",
                "later",
                "not_pursued",
                "not_published",
                "withdrawn",
                name="reply_stage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_idea_reply_idea_id_idea"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_reply")),
    )
    with op.batch_alter_table("idea_reply", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idea_reply_idea_id"), ["idea_id"], unique=False)

    op.create_table(
        "idea_unlike",
        sa.Column("low_id", sa.Integer(), nullable=False),
        sa.Column("high_id", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["high_id"], ["idea.id"], name=op.f("fk_idea_unlike_high_id_idea"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["low_id"], ["idea.id"], name=op.f("fk_idea_unlike_low_id_idea"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("low_id", "high_id", name=op.f("pk_idea_unlike")),
    )
    with op.batch_alter_table("idea_unlike", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idea_unlike_high_id"), ["high_id"], unique=False)

    op.create_table(
        "import_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=120), nullable=False),
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
        sa.Column("reason", sa.String(length=300), nullable=False),
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
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("values", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("idea_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("like_id", sa.Integer(), nullable=True),
        sa.Column("like_line", sa.Integer(), nullable=True),
        sa.Column("likeness", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_import_row_idea_id_idea"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["import_id"], ["idea_import.id"], name=op.f("fk_import_row_import_id_idea_import"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["like_id"], ["idea.id"], name=op.f("fk_import_row_like_id_idea"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_row")),
        sa.UniqueConstraint("import_id", "line", name=op.f("uq_import_row_import_id_line")),
    )
    with op.batch_alter_table("import_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_row_idea_id"), ["idea_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_import_row_import_id_import_row_fate_import_row_line"),
            ["import_id", "fate", "line"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_import_row_import_id_import_row_verdict_import_row_line"),
            ["import_id", "verdict", "line"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_import_row_like_id"), ["like_id"], unique=False)

    op.create_table(
        "interest",
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("tapped_on", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_interest_idea_id_idea"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("idea_id", "mark", name=op.f("pk_interest")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "interest_figure",
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_interest_figure_idea_id_idea"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("idea_id", name=op.f("pk_interest_figure")),
    )
    op.create_table(
        "occasion_area",
        sa.Column("occasion_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["activity_area.id"], name=op.f("fk_occasion_area_area_id_activity_area")),
        sa.ForeignKeyConstraint(
            ["occasion_id"], ["occasion.id"], name=op.f("fk_occasion_area_occasion_id_occasion"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("occasion_id", "area_id", name=op.f("pk_occasion_area")),
    )
    with op.batch_alter_table("occasion_area", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_occasion_area_area_id"), ["area_id"], unique=False)

    op.create_table(
        "passing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("passed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.String(length=10), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column(
            "consent",
            sa.Enum(
                "none",
                "asked",
                "given",
                "declined",
                name="consent",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_step", sa.Boolean(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=120), nullable=False),
        sa.Column("not_ours", sa.Boolean(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("short", sa.String(length=300), nullable=False),
        sa.Column("released", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_passing_idea_id_idea"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["place_id"], ["passing_place.id"], name=op.f("fk_passing_place_id_passing_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passing")),
    )
    with op.batch_alter_table("passing", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_passing_answered_at_passing_due_on"), ["answered_at", "due_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_passing_idea_id"), ["idea_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_passing_place_id"), ["place_id"], unique=False)

    op.create_table(
        "printed_card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=True),
        sa.Column("typed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["card_batch.id"], name=op.f("fk_printed_card_batch_id_card_batch"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_printed_card_idea_id_idea"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printed_card")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_printed_card_code_hash")),
        sa.UniqueConstraint("idea_id", name=op.f("uq_printed_card_idea_id")),
    )
    with op.batch_alter_table("printed_card", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_printed_card_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "reply_batch_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("own_text", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_out", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["reply_batch.id"],
            name=op.f("fk_reply_batch_member_batch_id_reply_batch"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_reply_batch_member_idea_id_idea"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_batch_member")),
        sa.UniqueConstraint("batch_id", "idea_id", name=op.f("uq_reply_batch_member_batch_id_idea_id")),
    )
    with op.batch_alter_table("reply_batch_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reply_batch_member_idea_id"), ["idea_id"], unique=False)

    op.create_table(
        "school_idea",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_id"], ["school_class.id"], name=op.f("fk_school_idea_class_id_school_class"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_school_idea_idea_id_idea"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_idea")),
        sa.UniqueConstraint("idea_id", name=op.f("uq_school_idea_idea_id")),
    )
    with op.batch_alter_table("school_idea", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_school_idea_class_id"), ["class_id"], unique=False)

    op.create_table(
        "idea_news",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("word", sa.String(length=80), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("page", sa.String(length=300), nullable=False),
        sa.Column("upto", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_idea_news_idea_id_idea"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["step_id"], ["idea_step.id"], name=op.f("fk_idea_news_step_id_idea_step"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_news")),
        sa.UniqueConstraint("step_id", name=op.f("uq_idea_news_step_id")),
    )
    with op.batch_alter_table("idea_news", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idea_news_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_idea_news_idea_id"), ["idea_id"], unique=False)

    op.create_table(
        "idea_reply_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=120), nullable=False),
        sa.Column("short", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("costs", sa.String(length=300), nullable=False),
        sa.Column("period", sa.String(length=300), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["reply_id"], ["idea_reply.id"], name=op.f("fk_idea_reply_wording_reply_id_idea_reply"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_reply_wording")),
    )
    with op.batch_alter_table("idea_reply_wording", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idea_reply_wording_reply_id"), ["reply_id"], unique=False)

    with op.batch_alter_table("idea", schema=None) as batch_op:
        batch_op.add_column(sa.Column("language", sa.String(length=35), nullable=True))
        batch_op.add_column(sa.Column("german_title", sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column("german_text", sa.Text(), nullable=True))

    with op.batch_alter_table("idea_step", schema=None) as batch_op:
        batch_op.add_column(sa.Column("inner_reason", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("idea_step", schema=None) as batch_op:
        batch_op.drop_column("inner_reason")

    with op.batch_alter_table("idea", schema=None) as batch_op:
        batch_op.drop_column("german_text")
        batch_op.drop_column("german_title")
        batch_op.drop_column("language")

    with op.batch_alter_table("idea_reply_wording", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idea_reply_wording_reply_id"))

    op.drop_table("idea_reply_wording")
    with op.batch_alter_table("idea_news", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idea_news_idea_id"))
        batch_op.drop_index(batch_op.f("ix_idea_news_at"))

    op.drop_table("idea_news")
    with op.batch_alter_table("school_idea", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_school_idea_class_id"))

    op.drop_table("school_idea")
    with op.batch_alter_table("reply_batch_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reply_batch_member_idea_id"))

    op.drop_table("reply_batch_member")
    with op.batch_alter_table("printed_card", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_printed_card_batch_id"))

    op.drop_table("printed_card")
    with op.batch_alter_table("passing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_passing_place_id"))
        batch_op.drop_index(batch_op.f("ix_passing_idea_id"))
        batch_op.drop_index(batch_op.f("ix_passing_answered_at_passing_due_on"))

    op.drop_table("passing")
    with op.batch_alter_table("occasion_area", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_occasion_area_area_id"))

    op.drop_table("occasion_area")
    op.drop_table("interest_figure")
    op.drop_table("interest")
    with op.batch_alter_table("import_row", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_row_like_id"))
        batch_op.drop_index(batch_op.f("ix_import_row_import_id_import_row_verdict_import_row_line"))
        batch_op.drop_index(batch_op.f("ix_import_row_import_id_import_row_fate_import_row_line"))
        batch_op.drop_index(batch_op.f("ix_import_row_idea_id"))

    op.drop_table("import_row")
    with op.batch_alter_table("idea_unlike", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idea_unlike_high_id"))

    op.drop_table("idea_unlike")
    with op.batch_alter_table("idea_reply", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idea_reply_idea_id"))

    op.drop_table("idea_reply")
    op.drop_table("idea_reminder")
    op.drop_table("idea_point")
    op.drop_table("idea_objection")
    op.drop_table("idea_label")
    with op.batch_alter_table("idea_inquiry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idea_inquiry_idea_id"))
        batch_op.drop_index(batch_op.f("ix_idea_inquiry_answer_by_on"))

    op.drop_table("idea_inquiry")
    with op.batch_alter_table("following", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_following_rhythm_following_follower_id"))
        batch_op.drop_index(batch_op.f("ix_following_idea_id"))
        batch_op.drop_index(batch_op.f("ix_following_district_id"))
        batch_op.drop_index(batch_op.f("ix_following_asked_at"))
        batch_op.drop_index(batch_op.f("ix_following_area_id"))

    op.drop_table("following")
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachment_state_attachment_sent_at_attachment_id"))
        batch_op.drop_index(batch_op.f("ix_attachment_scan_attachment_id"))
        batch_op.drop_index(batch_op.f("ix_attachment_idea_id_attachment_id"))

    op.drop_table("attachment")
    with op.batch_alter_table("archive_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_archive_file_offer_id"))

    op.drop_table("archive_file")
    with op.batch_alter_table("addition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_addition_state_addition_submitted_at_addition_id"))
        batch_op.drop_index(batch_op.f("ix_addition_idea_id_addition_state_addition_submitted_at"))

    op.drop_table("addition")
    with op.batch_alter_table("word_list_edit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_word_list_edit_name"))
        batch_op.drop_index(batch_op.f("ix_word_list_edit_account_id"))

    op.drop_table("word_list_edit")
    with op.batch_alter_table("occasion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_occasion_district_id"))
        batch_op.drop_index(batch_op.f("ix_occasion_category_id"))

    op.drop_table("occasion")
    with op.batch_alter_table("idea_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idea_import_source_name"))
        batch_op.drop_index(batch_op.f("ix_idea_import_changed_at"))
        batch_op.drop_index(batch_op.f("ix_idea_import_account_id"))

    op.drop_table("idea_import")
    with op.batch_alter_table("idea_export", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idea_export_made_at"))
        batch_op.drop_index(batch_op.f("ix_idea_export_account_id"))

    op.drop_table("idea_export")
    op.drop_table("weekly_round")
    op.drop_table("school_class")
    op.drop_table("reply_batch")
    op.drop_table("passing_place")
    op.drop_table("import_source")
    op.drop_table("follower")
    op.drop_table("card_batch")
    op.drop_table("archive_offer")
