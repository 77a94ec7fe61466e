from django.db import migrations


def add_xid(apps, editor):
    """On PostgreSQL a lower id can commit after a higher one: each fact keeps the transaction that wrote it."""
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER TABLE kernel_fact ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id()")


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [migrations.RunPython(add_xid, migrations.RunPython.noop)]
