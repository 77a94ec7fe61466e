from django.db import migrations

from stoep.kernel.tables import keyed_table


class Migration(migrations.Migration):
    dependencies = [("streams", "0001_initial"), ("people", "0001_initial")]

    operations = [
        keyed_table(
            "streams_entry",
            "stream_id bigint NOT NULL, item_id bigint NOT NULL, audience_id bigint NOT NULL",
            "stream_id, item_id",
            include="audience_id",
            indexes={"streams_entry_item": ("item_id, stream_id", "audience_id")},
        ),
        keyed_table(
            "streams_disc",
            "stream_id bigint NOT NULL, last_id bigint NOT NULL, item_id bigint NOT NULL, audience_id bigint NOT NULL",
            "stream_id, last_id, item_id",
            include="audience_id",
        ),
        keyed_table(
            "streams_subscription",
            "person_id bigint NOT NULL REFERENCES people_person (id) DEFERRABLE INITIALLY DEFERRED,"
            " stream_id bigint NOT NULL REFERENCES streams_stream (id) DEFERRABLE INITIALLY DEFERRED,"
            " seen_id bigint NOT NULL, follows boolean NOT NULL",
            "person_id, stream_id",
            include="follows, seen_id",
            indexes={"streams_subscription_stream": ("stream_id, person_id", "")},
        ),
    ]
