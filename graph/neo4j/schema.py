"""What a database needs before it holds a graph: constraints, indexes, the node that says whose it is. Made on first use.

A database may hold other programs' nodes: they are left alone. One that has nodes with our labels and not our mark is refused,
since nobody could tell later which are whose.
"""

import secrets
from dataclasses import dataclass
from typing import Any, Final

from graph.cypher.bolt import BoltConnection
from graph.cypher.writing import quoted, schema_commands
from graph.errors import QueryError, StoreError, StoreTooNew
from graph.neo4j.csv_files import DRAWN_LISTS, LISTS
from graph.property_graph import KEYS
from ontology.vocabulary import RELATIONS

FORMAT: Final = 1  # of the shape in the database; a store with a higher one was written by a newer release
STATE: Final = "GraphState"  # one node more than the embedded engine has
NAMES: Final = "sgraph_entity_names"
KEYWORDS: Final = "sgraph_entity_keywords"
QUOTES: Final = "sgraph_evidence_text"
# Properties for the store's own use; answers to users leave them out.
HIDDEN: Final = frozenset({"_record", "_content_hash", "_text_hash", "_text", "_names"})

_ROWS: Final = 20_000  # of a transaction when an import is completed
_FULL_TEXT: Final = (
    (NAMES, "Entity", ("label", "synonyms"), "standard-no-stop-words"),
    (KEYWORDS, "Entity", ("_names", "xrefs"), "keyword"),
    (QUOTES, "Evidence", ("text",), "english"),
)
_STATE_QUERY: Final = (
    f"MATCH (v:{STATE} {{key: 'view'}}) "
    "RETURN v.identity AS identity, v.epoch AS epoch, v.format AS format, v.imported AS imported"
)


@dataclass(frozen=True, slots=True)
class State:
    """Whose graph it is: a random `identity` given when it was made, and the number of its last change."""

    identity: str
    epoch: int
    imported: bool = False  # and not opened to be written since


def read_state(connection: BoltConnection) -> State | None:
    """The state of the graph in a database, None where there is none. StoreTooNew, StoreError."""
    records = connection.look(_STATE_QUERY)
    if not records:
        return None
    identity, epoch, form, imported = records[0].values()
    if not isinstance(form, int) or not isinstance(identity, str):
        raise StoreError(f"The {STATE} node of the database is not of this program; name another database.")
    if form > FORMAT:
        raise StoreTooNew(f"The graph in the database was written by a newer release (format {form}); update syndrome-graph.")
    return State(identity, epoch, imported is True)


def prepare_database(connection: BoltConnection) -> State:
    """Make what is missing of constraints, indexes and state. StoreError where another program's nodes have our labels."""
    state = read_state(connection)
    if state is None:
        foreign = _label_in_use(connection)
        state = read_state(connection)  # another process may have made it meanwhile: then the nodes are ours
        if foreign is not None and state is None:
            raise StoreError(
                f"The database holds nodes with the label {foreign} that another program wrote; name an empty database."
            )
    there = _made(connection)
    for name, command in _commands().items():
        if name not in there:
            _make(connection, name, command)
    if state is not None and state.imported:
        _complete_import(connection)
    return state or _make_state(connection)


def _commands() -> dict[str, str]:
    """Commands by the name of what they make."""
    commands = schema_commands()
    commands["sgraph_graphstate_key"] = (
        f"CREATE CONSTRAINT sgraph_graphstate_key IF NOT EXISTS FOR (n:{STATE}) REQUIRE n.key IS UNIQUE"
    )
    commands["sgraph_document_text_hash"] = (
        "CREATE INDEX sgraph_document_text_hash IF NOT EXISTS FOR (n:Document) ON (n._text_hash)"
    )
    for name, label, properties, analyzer in _FULL_TEXT:
        each = ", ".join(f"n.{quoted(key)}" for key in properties)
        options = f"OPTIONS {{indexConfig: {{`fulltext.analyzer`: '{analyzer}'}}}}"
        commands[name] = f"CREATE FULLTEXT INDEX {name} IF NOT EXISTS FOR (n:{label}) ON EACH [{each}] {options}"
    return commands


def _made(connection: BoltConnection) -> set[str]:
    """Names of the indexes there are; a constraint has one of its name."""
    return {record["name"] for record in connection.look("SHOW INDEXES YIELD name")}


def _make(connection: BoltConnection, name: str, command: str) -> None:
    """Make a constraint or an index; it is well where another process has made it meanwhile."""
    try:
        connection.command(command)
    except (QueryError, StoreError) as error:
        if name not in _made(connection):
            raise StoreError(f"The database takes no constraint or index of ours: {error}") from error


def _label_in_use(connection: BoltConnection) -> str | None:
    """One of our labels that some node has."""
    return next((label for label in (*KEYS, STATE) if connection.look(f"MATCH (n:{label}) RETURN 1 LIMIT 1")), None)


def _make_state(connection: BoltConnection) -> State:
    identity = secrets.token_hex(16)

    def work(tx: Any) -> State:
        query = (
            f"MERGE (v:{STATE} {{key: 'view'}}) ON CREATE SET v.identity = $identity, v.epoch = 0, v.format = $format "
            "RETURN v.identity, v.epoch"
        )
        found = tx.run(query, identity=identity, format=FORMAT).single()
        return State(*found.values())

    return connection.write(work)


def _complete_import(connection: BoltConnection) -> None:
    """Give nodes and relationships the empty lists that an import cannot make."""
    patterns = [(f"(n:{label})", keys) for label, keys in LISTS.items()]
    types = "|".join(sorted(quoted(relation.cypher) for relation in RELATIONS.values()))
    patterns.append((f"()-[n:{types}]->()", DRAWN_LISTS))
    for pattern, keys in patterns:
        lacks = " OR ".join(f"n.{key} IS NULL" for key in keys)
        values = ", ".join(f"n.{key} = coalesce(n.{key}, [])" for key in keys)
        query = f"MATCH {pattern} WHERE {lacks} WITH n LIMIT {_ROWS} SET {values} RETURN count(n) AS number"
        while connection.command(query)[0]["number"] == _ROWS:
            pass
    connection.command(f"MATCH (v:{STATE} {{key: 'view'}}) REMOVE v.imported")
