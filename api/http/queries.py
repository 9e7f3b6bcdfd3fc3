"""`/api/v1`: questions over the whole graph: plain English, paths, conflicts, counts, exports."""

import tempfile
from collections.abc import Iterator, Mapping
from typing import IO, Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response, StreamingResponse

from api.http import problems, schemas
from api.http.parameters import known_only
from api.http.service import Served

_PORTION: Final = 1 << 16
_FILES: Final = {
    key: {"schema": {"type": "string"}} for key in ("text/turtle", "application/graphml+xml", "text/tab-separated-values")
}

router = APIRouter(prefix="/api/v1", tags=["questions"], dependencies=[Depends(known_only)])


@router.get("/ask", summary="Ask in plain English", responses=schemas.answer(schemas.Answer, 400, 404, 422, 503, 504))
def ask(
    q: Annotated[str, Query(min_length=1, max_length=1000, description="Which treatments help in Kinsbourne syndrome?")],
    service: Served,
) -> dict[str, Any]:
    """The answer as a sentence and rows, with the SPARQL and the Cypher that give the same rows."""
    from graph.questions import ask as ask_store
    from graph.questions import write_answer

    with service.querying() as store:
        return write_answer(ask_store(store, q))


@router.get("/paths", summary="How two entities are connected", responses=schemas.answer(schemas.Paths, 400, 404, 422, 503))
def paths(
    source: Annotated[str, Query(alias="from", min_length=1, max_length=200, description="A CURIE or any name.")],
    target: Annotated[str, Query(alias="to", min_length=1, max_length=200, description="A CURIE or any name.")],
    service: Served,
    max_hops: Annotated[int, Query(ge=1, le=6)] = 3,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> dict[str, Any]:
    """The shortest paths over statements that are not denied."""
    from graph.paths import paths as find_paths
    from graph.paths import write_paths

    with service.querying() as store:
        return write_paths(find_paths(store, source, target, max_hops=max_hops, limit=limit))


@router.get("/conflicts", summary="Where sources disagree", responses=problems.responses(404, 422, 503))
def conflicts(
    service: Served,
    entity: Annotated[str | None, Query(min_length=1, max_length=200, description="About this subject only.")] = None,
) -> dict[str, Any]:
    """Denials, numbers, advice and values of different documents that do not go together, with both sides' words."""
    from graph.conflicts import conflicts as find_conflicts
    from graph.conflicts import write_conflicts

    with service.querying() as store:
        return write_conflicts(find_conflicts(store, entity))


@router.get("/stats", summary="What is in the graph", responses=problems.responses(422, 503))
def stats(service: Served) -> Mapping[str, Any]:
    """Counts of documents, entities by kind, statements by relation, evidence."""
    return service.store.stats()


@router.get(
    "/export/{format}",
    summary="The graph as a file",
    response_class=Response,
    responses={200: {"description": "The file", "content": _FILES}, **problems.responses(404, 422, 503)},
)
def export(
    format: Annotated[str, Path(pattern="^(ttl|graphml|sssom)$", description="ttl, graphml or sssom.")],
    service: Served,
    around: Annotated[str | None, Query(min_length=1, max_length=200, description="Only what lies around this entity.")] = None,
    hops: Annotated[int, Query(ge=0, le=10, description="Steps from the entity.")] = 1,
) -> Response:
    """All statements, or those around an entity, in a format that other programs open."""
    from graph.exports.export import MEDIA_TYPES
    from graph.exports.export import export as export_store

    file = tempfile.TemporaryFile()  # noqa: SIM115  closed when the answer is sent
    try:
        with service.querying() as store:
            export_store(store, format, file, around, hops)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    headers = {"Content-Disposition": f'attachment; filename="syndrome-graph.{format}"'}
    return StreamingResponse(_portions(file), media_type=MEDIA_TYPES[format], headers=headers)


def _portions(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while portion := file.read(_PORTION):
            yield portion
