from django.db import migrations

from stoep.kernel.tables import keyed_table


class Migration(migrations.Migration):
    dependencies = [("groups", "0001_initial")]

    operations = [
        keyed_table(
            "groups_membership",
            "person_id bigint NOT NULL REFERENCES people_person (id) DEFERRABLE INITIALLY DEFERRED,"
            " group_id bigint NOT NULL REFERENCES groups_group (id) DEFERRABLE INITIALLY DEFERRED,"
            " is_leader boolean NOT NULL, since_id bigint NOT NULL",
            "person_id, group_id",
            include="since_id",
            indexes={"groups_membership_group": ("group_id, person_id", "is_leader")},
        ),
    ]
