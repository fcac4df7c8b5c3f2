"""Row-level security and composite references of requests to see what a hub holds."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [("requests", "0001_initial"), ("cases", "0002_walls"), ("travel", "0002_walls")]
    operations = [
        *(
            ProtectTable(f"requests_{one}")
            for one in (
                "requestperson",
                "heldpassage",
                "heldreason",
                "consultation",
                "heldopinion",
                "heldanswer",
            )
        ),
        OwnedReference("requests_requestperson", "case_id", "cases_case"),
        OwnedReference("requests_heldpassage", "case_id", "cases_case"),
        OwnedReference("requests_heldpassage", "partner_id", "travel_partner"),
        OwnedReference("requests_heldreason", "passage_id", "requests_heldpassage"),
        OwnedReference("requests_consultation", "case_id", "cases_case"),
        OwnedReference("requests_consultation", "partner_id", "travel_partner"),
        OwnedReference("requests_heldopinion", "consultation_id", "requests_consultation"),
        OwnedReference("requests_heldopinion", "passage_id", "requests_heldpassage"),
        OwnedReference("requests_heldanswer", "case_id", "cases_case"),
    ]
