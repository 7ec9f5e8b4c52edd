"""Where somebody goes back to: to a page of ours, whatever the address asks for."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def page_of_ours(request: HttpRequest, target: str) -> str:
    """The page that was asked for, or "" when it is no page of this site.

    Args:
        request: the visit, whose host is ours.
        target: what a form or an address named; only a path counts, never a host or a name.
    """
    hosts = {request.get_host()}
    is_ours = target.startswith("/") and url_has_allowed_host_and_scheme(
        target, hosts, require_https=request.is_secure()
    )
    return target if is_ours else ""
