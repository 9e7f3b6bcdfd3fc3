"""The page that shows the service's description, `/docs`, from files of our own: nothing is fetched from elsewhere."""

import html
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.staticfiles import StaticFiles

from api.http import problems

STATIC: Final = Path(str(files("api").joinpath("static")))
_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>syndrome-graph: the HTTP service</title>
<link rel="stylesheet" href="{root}/static/vendor/swagger-ui/swagger-ui.css">
<link rel="icon" href="data:,">
</head>
<body>
<div id="swagger-ui" data-description="{root}/openapi.json"></div>
<script src="{root}/static/vendor/swagger-ui/swagger-ui-bundle.js"></script>
<script src="{root}/static/docs.js"></script>
</body>
</html>
"""


def install(app: FastAPI) -> None:
    """Serve the page, its files and the description."""

    def describe() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            parts = schema.setdefault("components", {}).setdefault("schemas", {})
            parts["Problem"] = problems.SCHEMA
            for unused in ("HTTPValidationError", "ValidationError"):
                parts.pop(unused, None)
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = describe  # type: ignore[method-assign]  # FastAPI documents this way of extending the description
    app.mount("/static", StaticFiles(directory=STATIC), name="static")

    @app.get("/", include_in_schema=False)
    def start(request: Request) -> RedirectResponse:
        return RedirectResponse(request.scope.get("root_path", "") + "/docs")

    @app.get("/docs", include_in_schema=False)
    def page(request: Request) -> HTMLResponse:
        return HTMLResponse(_PAGE.format(root=html.escape(request.scope.get("root_path", ""))))
