"""The application: routes, guards and error shape put together over one store."""

from importlib.metadata import version

from fastapi import FastAPI

from api.http import cypher_query_api, docs, entities, health, problems, queries, sparql_protocol
from api.http.guards import Guard
from api.http.metrics import Metrics
from api.http.service import Service
from api.http.settings import Settings
from graph.store import Store

_DESCRIPTION = (
    "A graph of statements read from clinical monographs, each with the words it came from. Read-only. "
    "Not for clinical decisions."
)


def create_app(store: Store, settings: Settings | None = None) -> FastAPI:
    """The service over an open store, which the caller closes."""
    settings = settings or Settings()
    metrics = Metrics()
    app = FastAPI(
        title="syndrome-graph",
        version=version("syndrome-graph"),
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
    )
    app.state.service = Service(store, settings, metrics)
    problems.install(app)
    docs.install(app)
    for part in (entities, queries, sparql_protocol, cypher_query_api, health):
        app.include_router(part.router)
    app.add_middleware(Guard, settings=settings, metrics=metrics)
    return app
