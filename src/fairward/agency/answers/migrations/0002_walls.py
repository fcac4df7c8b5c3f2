"""Row-level security and composite references of questions that came and of answers."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [("answers", "0001_initial"), ("travel", "0002_walls")]
    operations = [
        ProtectTable("answers_question"),
        ProtectTable("answers_reply"),
        OwnedReference("answers_question", "arrival_id", "travel_arrival"),
        OwnedReference("answers_question", "partner_id", "travel_partner"),
        OwnedReference("answers_reply", "question_id", "answers_question", "CASCADE"),
    ]
