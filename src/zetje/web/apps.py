"""Registers the shell with Django and ties the capabilities together."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "zetje.web"
    label = "web"

    def ready(self) -> None:
        """Plug in what the registries hold, and the table of reactions."""
        from zetje.lib.events import route
        from zetje.web.plugins import plug_in
        from zetje.web.reactions import REACTIONS

        plug_in()
        route(REACTIONS)
