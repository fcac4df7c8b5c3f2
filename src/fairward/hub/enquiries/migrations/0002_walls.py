"""Row-level security and composite references of gates, agreements, questions and items."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0001_initial"), ("intake", "0002_walls"), ("travel", "0002_walls")]
    operations = [
        *(ProtectTable(f"enquiries_{one}") for one in ("agreement", "gate", "enquiry", "item")),
        OwnedReference("enquiries_agreement", "partner_id", "travel_partner"),
        OwnedReference("enquiries_gate", "case_id", "intake_case", "CASCADE"),
        OwnedReference("enquiries_enquiry", "case_id", "intake_case", "CASCADE"),
        OwnedReference("enquiries_enquiry", "gate_id", "enquiries_gate", "CASCADE"),
        OwnedReference("enquiries_enquiry", "partner_id", "travel_partner"),
        OwnedReference("enquiries_enquiry", "agreement_id", "enquiries_agreement"),
        OwnedReference("enquiries_item", "case_id", "intake_case", "CASCADE"),
        OwnedReference("enquiries_item", "enquiry_id", "enquiries_enquiry", "CASCADE"),
    ]
