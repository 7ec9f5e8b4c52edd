"""Serves the product's own files: compressed once, with a hash in the name, kept for a year."""

from __future__ import annotations

from django.conf import settings
from whitenoise.storage import (  # pyright: ignore[reportMissingTypeStubs] -- it has none
    CompressedManifestStaticFilesStorage,
)


class Storage(CompressedManifestStaticFilesStorage):
    """Hashed names once the files were collected; plain names before, so a checkout just works."""

    manifest_strict = False

    def url(self, name: str | None, force: bool = False) -> str:
        """The address of a file, hashed where the hashed file exists."""
        if settings.COLLECTED and name:
            return super().url(name, force)
        return f"/{settings.STATIC_URL.strip('/')}/{name}"
