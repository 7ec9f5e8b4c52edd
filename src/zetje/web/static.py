"""Serves the product's own files: hashed names, kept for a year, compressed once."""

from __future__ import annotations

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class Storage(ManifestStaticFilesStorage):
    """Hashed names after `collectstatic`; plain ones before it, so that tests need no build."""

    manifest_strict = False
