"""What all handlers of a server share, and how they make their responses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kg.serve.pool import Pool
from kg.serve.settings import Settings

#: a page loads nothing from elsewhere, runs nothing, and is shown in nobody's frame
POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class Site:
    """A server's settings, the graph's keeper, and the templates of its pages."""

    def __init__(self, settings: Settings, pool: Pool) -> None:
        self.settings, self.pool = settings, pool
        self._templates = jinja2.Environment(
            loader=jinja2.PackageLoader("kg.serve"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def show(self, template: str, values: Mapping[str, Any], *, status: int = 200) -> Response:
        """A page from a template."""
        text = self._templates.get_template(template).render(values)
        return HTMLResponse(text, status, headers={"Content-Security-Policy": POLICY, "Vary": "Accept"})


def get_site(request: Request) -> Site:
    """The site that a request is to."""
    site: Site = request.app.state.site
    return site


def see_other(address: str) -> Response:
    """Lead to another address, by what the client accepts."""
    return RedirectResponse(address, status_code=303, headers={"Vary": "Accept"})
