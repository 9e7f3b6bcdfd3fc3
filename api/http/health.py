"""`/healthz`, `/readyz`, `/metrics`: for whoever watches the service."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse, PlainTextResponse

from api.http import problems
from api.http.problems import Problem
from api.http.service import Served
from graph.errors import SyndromeGraphError

router = APIRouter(tags=["health"])


@router.get("/healthz", summary="The process is alive")
async def healthz() -> dict[str, str]:
    """Answer without touching the store."""
    return {"status": "ok"}


@router.get("/readyz", summary="The store answers", responses=problems.responses(503))
def readyz(service: Served) -> JSONResponse:
    """Read from the store."""
    try:
        service.store.search("ready", limit=1)
    except SyndromeGraphError as error:
        raise Problem(503, "not-ready", str(error)) from error
    return JSONResponse({"status": "ready"})


@router.get("/metrics", summary="Counters", response_class=PlainTextResponse)
def metrics(service: Served) -> PlainTextResponse:
    """Counters in the text form that Prometheus reads."""
    counts: dict[str, Any] = dict(service.store.stats())
    sizes = {name: number for name, number in counts.items() if isinstance(number, int) and not isinstance(number, bool)}
    return PlainTextResponse(service.metrics.text(sizes), media_type="text/plain; version=0.0.4")
