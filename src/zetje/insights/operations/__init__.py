"""The operations of insights, one module a subject."""

from zetje.insights.operations.freezing import freeze_period

__all__ = ["freeze_period"]
