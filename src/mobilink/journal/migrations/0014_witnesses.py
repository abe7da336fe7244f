"""What an office knew of its hubs, in four shapes, goes into one table."""

from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

LEDGER = "ledger "


def _gather(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    witness, peers = apps.get_model("journal", "Witness"), apps.get_model("journal", "Peer")
    for peer in peers.objects.exclude(heard={}):
        far: dict[str, int] = peer.heard.pop("far", {})
        if far:
            peer.heard["captured"] = far.pop("captured", 0)
            peer.save(update_fields=["heard"])
        for name, revision in far.items():
            stream = name.removeprefix(LEDGER)
            if revision and len(stream) <= 40:
                at = peer.last_contact or 0
                witness.objects.create(peer=peer.author, stream=stream, revision=revision, at=at)
    for here in apps.get_model("journal", "Installation").objects.exclude(heard=None):
        here.set_back_at = here.set_back_at or 0
        here.save(update_fields=["set_back_at"])
        for author in map(UUID, here.heard):
            known: dict[str, Any] = {"revision": 0, "at": here.set_back_at}
            witness.objects.get_or_create(peer=author, stream="team", defaults=known)
            witness.objects.filter(peer=author).update(epoch=here.epoch)


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0013_in_vain"),
    ]

    operations = [
        migrations.CreateModel(
            name="Witness",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("peer", models.UUIDField()),
                ("stream", models.CharField(max_length=40)),
                ("revision", models.BigIntegerField()),
                ("hash", models.BinaryField(default=b"", max_length=32)),
                ("epoch", models.UUIDField(null=True)),
                ("at", models.BigIntegerField()),
                ("signature", models.BinaryField(default=b"")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("peer", "stream", "revision"), name="one_witness"
                    )
                ],
            },
        ),
        migrations.RunPython(_gather, migrations.RunPython.noop),
        migrations.RemoveField(model_name="installation", name="heard"),
        migrations.RemoveField(model_name="installation", name="missed"),
        migrations.AddField(
            model_name="installation",
            name="past_epochs",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(model_name="peer", name="claims", field=models.JSONField(default=dict)),
    ]
