"""extract and annotate: text in, statements or mentions out; no store."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api import inputs
from api.failures import DONE, NOTHING
from api.options import Format
from api.output import render, to_json, to_line
from api.proposals import ProposeOption, with_proposals
from api.terminal import note, say, say_all, width
from api.vocabularies import long_lived_matcher
from graph.errors import InputRefused

if TYPE_CHECKING:
    from graph.model import Document, Statement
    from loaders.mentions import Mention

PathsArgument = Annotated[
    list[str], typer.Argument(metavar="PATH...", help="Files, folders, archives, addresses; `-` is standard input.")
]
InputOption = Annotated[str, typer.Option("--input", help="What the texts are: auto, text, html or medquad.")]
_STATEMENT_COLUMNS = (
    "document",
    "subject",
    "relation",
    "object",
    "identifier",
    "not",
    "certainty",
    "how often",
    "section",
    "words",
)
_MENTION_COLUMNS = ("document", "start", "end", "text", "curie", "label", "kinds", "negated", "certainty", "longest")


def register(app: typer.Typer) -> None:
    """Hang the commands on the tree."""
    app.command()(extract)
    app.command()(annotate)


def extract(
    paths: PathsArgument,
    input: InputOption = "auto",
    propose: ProposeOption = False,
    format: Annotated[Format, typer.Option("--format", "-F", help="How the statements are written.")] = Format.JSONL,
) -> int:
    """Write the statements of texts. One JSON object a line; needs no store."""
    from graph.statement_json import write_statement
    from loaders.extraction import extract as extract_by_rules

    extract_document = with_proposals()[1] if propose else extract_by_rules
    texts = _Texts(paths, input)
    matcher = long_lived_matcher()
    found = ((document, statement) for document in texts for statement in extract_document(document, matcher).statements)
    if format is Format.JSONL:
        say_all(to_line(write_statement(statement, document.name)) for document, statement in found)
    elif format is Format.JSON:
        say(to_json([write_statement(statement, document.name) for document, statement in found]))
    else:
        rows = [_statement_cells(document, statement) for document, statement in found]
        say_all(render(_STATEMENT_COLUMNS, rows, format, width()))
    return NOTHING if texts.refused else DONE


def annotate(
    paths: PathsArgument,
    nested: Annotated[bool, typer.Option("--nested", help="Also mentions inside longer ones.")] = False,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain", help="Also the score and the reasons of each match, and the candidates of what is left ungrounded."
        ),
    ] = False,
    input: InputOption = "auto",
    format: Annotated[Format, typer.Option("--format", "-F", help="How the mentions are written.")] = Format.JSONL,
) -> int:
    """Write the terms that texts mention. Grounded, with polarity, one JSON object a line; needs no store."""
    from loaders.mentions import annotate as annotate_document

    texts = _Texts(paths, input)
    matcher = long_lived_matcher()
    found = (
        _write_mention(document, mention, explain)
        for document in texts
        for mention in annotate_document(document, matcher, nested=nested, unsure=explain)
    )
    if format is Format.JSONL:
        say_all(map(to_line, found))
    elif format is Format.JSON:
        say(to_json(list(found)))
    else:
        columns = (*_MENTION_COLUMNS, "score", "reasons") if explain else _MENTION_COLUMNS
        say_all(render(columns, [tuple(mention.values()) for mention in found], format, width()))
    return NOTHING if texts.refused else DONE


class _Texts:
    """The documents of the arguments, read one by one; says what is refused or empty, and counts what is refused."""

    def __init__(self, paths: list[str], format: str) -> None:
        self._places, faults = inputs.places_of(paths)
        self._format = format
        self.refused = 0
        for fault in faults:
            self._refuse(fault)

    def __iter__(self) -> "Iterator[Document]":
        for reading in inputs.read_places(self._places, self._format):
            if isinstance(reading, InputRefused):
                self._refuse(reading)
                continue
            for warning in reading.warnings:
                note(warning)
            empty = inputs.nothing_said(reading.document)
            if empty:
                note(empty)
            yield reading.document

    def _refuse(self, fault: InputRefused) -> None:
        self.refused += 1
        note(str(fault))


def _statement_cells(document: "Document", statement: "Statement") -> tuple[Any, ...]:
    from api.listing import shortened

    place = statement.evidence[0] if statement.evidence else None
    often = "; ".join(dict.fromkeys(p.frequency for p in statement.evidence if p.frequency))
    return (
        document.name,
        statement.subject.label,
        statement.relation,
        statement.object.label,
        getattr(statement.object, "curie", ""),
        "not" if statement.negated else "",
        statement.certainty,
        often,
        place.section if place else "",
        shortened(place.text) if place else "",
    )


def _write_mention(document: "Document", mention: "Mention", explain: bool) -> dict[str, Any]:
    value = {
        "document": document.name,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "curie": mention.curie,
        "label": mention.label,
        "kinds": list(mention.kinds),
        "negated": mention.negated,
        "certainty": mention.certainty,
        "longest": mention.longest,
    }
    return {**value, "score": mention.score, "reasons": list(mention.reasons)} if explain else value
