"""Stored files: bytes by their content, once, whoever shows them."""

from __future__ import annotations

from django.db import models

from stoep.kernel.ids import TimeOrderedId


class StoredFile(models.Model):
    """Bytes in the media folder under their SHA-256. What may be seen is decided by what shows it."""

    id = TimeOrderedId()
    digest = models.CharField(max_length=64, unique=True)
    content_type = models.CharField(max_length=60)
    size = models.BigIntegerField()
    width = models.IntegerField(default=0)
    height = models.IntegerField(default=0)

    def __str__(self) -> str:
        return self.digest
