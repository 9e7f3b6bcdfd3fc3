"""The one form in which a document's graph is kept and compared: merged, sorted, one value an entity."""

from graph.model import DocumentGraph, merge_statements


def normalize_graph(graph: DocumentGraph) -> DocumentGraph:
    """Return an equal-meaning graph: statements merged and sorted by id, one value a CURIE throughout, names sorted, each once.

    Idempotent. Projections and stores are the identity on graphs in this form.
    """
    entities = {entity.curie: entity for entity in graph.entities}
    statements = tuple(
        statement.with_parts(
            entities[statement.subject.curie],
            entities.get(statement.object.key, statement.object),
            statement.evidence,
        )
        for statement in merge_statements(graph.statements)
    )
    names = tuple(sorted(set(graph.names), key=lambda n: (n.start, n.end, n.curie, n.name, n.source)))
    subject = None if graph.subject is None else entities[graph.subject.curie]
    return DocumentGraph(graph.document, statements, names, subject)
