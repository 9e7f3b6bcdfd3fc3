"""`/api/v1`: entities and what is related to them, search, statements, documents."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query

from api.http import problems, schemas
from api.http.parameters import known_only
from api.http.problems import Problem
from api.http.service import Served
from graph.model import Document
from graph.rows import write_node
from graph.statement_json import write_statement
from ontology.vocabulary import CERTAINTIES, KINDS, RELATIONS

# A name may hold a slash, so it is matched as a path; what follows it in a route is matched first.
Name = Annotated[str, Path(max_length=200, description="A CURIE (MONDO:0015247), a label or any synonym.")]
Key = Annotated[str, Path(max_length=2000)]
Limit = Annotated[int, Query(ge=1, le=1000, description="Rows at most.")]

router = APIRouter(prefix="/api/v1", tags=["entities"], dependencies=[Depends(known_only)])


@router.get(
    "/entities/{curie:path}/related",
    summary="What is related to an entity",
    responses=schemas.answer(schemas.Related, 400, 404, 422, 503),
)
def related(
    curie: Name,
    service: Served,
    relation: Annotated[str | None, Query(description=f"One of {', '.join(RELATIONS)}.")] = None,
    kind: Annotated[str | None, Query(description=f"Of the other end: one of {', '.join(KINDS)}.")] = None,
    direction: Annotated[str, Query(pattern="^(both|out|in)$", description="out: the entity is the subject.")] = "both",
    certainty: Annotated[str | None, Query(description=f"The strongest: one of {', '.join(CERTAINTIES)}.")] = None,
    limit: Limit = 100,
    cursor: Annotated[str | None, Query(max_length=1000, description="`next_cursor` of the page before.")] = None,
) -> dict[str, Any]:
    """Statements about the entity, a page at a time, with the SPARQL and the Cypher that give the same rows."""
    from graph.related import related as related_rows
    from graph.related import write_related

    page = related_rows(
        service.store, curie, relation=relation, kind=kind, direction=direction, certainty=certainty, limit=limit, cursor=cursor
    )
    return write_related(page)


@router.get(
    "/entities/{curie:path}", summary="Everything about an entity", responses=schemas.answer(schemas.Entity, 404, 422, 503)
)
def entity(curie: Name, service: Served) -> dict[str, Any]:
    """Names with their places, and statements grouped by relation, each with the words that say it."""
    from graph.listings import show, write_listing

    return write_listing(show(service.store, curie))


@router.get("/search", summary="Find entities by name", responses=schemas.answer(schemas.Hits, 422, 503))
def search(
    q: Annotated[str, Query(min_length=1, max_length=200, description="A name or its beginning.")],
    service: Served,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
) -> dict[str, Any]:
    """Entities whose names fit, best first; `name` is the one that matched."""
    found = service.store.search(q, limit=limit)
    return {"query": q, "results": [{**write_node(hit.entity), "name": hit.name, "score": hit.score} for hit in found]}


@router.get("/statements/{statement}", summary="One statement with all evidence", responses=problems.responses(404, 422, 503))
def statement(statement: Key, service: Served) -> dict[str, Any]:
    """The statement, and for each place that says it the display name of its document."""
    found = service.store.statement(statement)
    if found is None:
        raise Problem(404, "unknown-statement", f"No statement has the id {statement[:80]!r}.")
    first = service.store.document(found.evidence[0].source) if found.evidence else None
    return write_statement(found, first.name if first else None)


@router.get("/documents", summary="All documents", responses=schemas.answer(schemas.Documents, 422, 503))
def documents(service: Served) -> dict[str, Any]:
    """The documents without their texts, by source."""
    return {"documents": [_write_head(document) for document in service.store.documents()]}


@router.get("/documents/{document:path}", summary="One document", responses=schemas.answer(schemas.Document, 404, 422, 503))
def document(document: Key, service: Served) -> dict[str, Any]:
    """The document by id or display name: its text, sections, and the ids of its statements."""
    found = service.store.document(document)
    if found is None:
        raise Problem(404, "unknown-document", f"No document has the id or name {document[:80]!r}.")
    statements = [statement.id for statement in service.store.statements(document=found.source)]
    return {**_write_head(found), "text": found.text, "statements": statements}


def _write_head(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "source": document.source,
        "name": document.name,
        "title": document.title,
        "format": document.format,
        "length": len(document.text),
        "sections": [
            {"kind": part.kind, "start": part.start, "end": part.end, "heading": part.heading} for part in document.sections
        ],
    }
