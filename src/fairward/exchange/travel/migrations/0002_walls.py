"""Row-level security and composite references of partners and packages; a head that is held is never changed."""

from django.db import migrations

from fairward.tenancy.operations import AppendOnly, OwnedReference, ProtectTable, ShareTable

CURRENT = "nullif(current_setting('fairward.organisation', true), '')::uuid"


class Migration(migrations.Migration):
    dependencies = [("travel", "0001_initial")]
    operations = [
        *(
            ProtectTable(f"travel_{table}")
            for table in ("partner", "sending", "keptreceipt", "arrival", "answer", "doorrefusal")
        ),
        AppendOnly("travel_heldhead"),
        OwnedReference("travel_sending", "partner_id", "travel_partner"),
        OwnedReference("travel_keptreceipt", "sending_id", "travel_sending", "CASCADE"),
        OwnedReference("travel_arrival", "partner_id", "travel_partner"),
        OwnedReference("travel_answer", "arrival_id", "travel_arrival", "CASCADE"),
        OwnedReference("travel_heldhead", "partner_id", "travel_partner"),
        # A card is for everybody to read and for its own organisation to write.
        ShareTable("travel_publishedcard", "SELECT, INSERT, UPDATE"),
        migrations.RunSQL(
            sql=[
                "ALTER TABLE travel_publishedcard ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE travel_publishedcard FORCE ROW LEVEL SECURITY",
                "CREATE POLICY everybody_reads ON travel_publishedcard FOR SELECT USING (true)",
                f"CREATE POLICY own_card ON travel_publishedcard USING (id = {CURRENT}) WITH CHECK (id = {CURRENT})",
            ],
            reverse_sql=[
                "DROP POLICY own_card ON travel_publishedcard",
                "DROP POLICY everybody_reads ON travel_publishedcard",
                "ALTER TABLE travel_publishedcard NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE travel_publishedcard DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
