"""Add an ontology to the user's, remove one: checked against all others under the folder's lock, then the lexicon is compiled anew."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ontology.added import added_files, changing, read_added, remove_added, write_added
from ontology.adopting import Ontology, adopt, slug_of
from ontology.lexicon import Lexicon, open_lexicon
from ontology.reading import read_ontology
from ontology.terms import LexiconError, Term
from ontology.uniting import settle_claims


def read_file(source: str) -> bytes:
    """The bytes of a file. Raises LexiconError with one sentence."""
    try:
        return Path(source).read_bytes()
    except FileNotFoundError:
        raise LexiconError(source, "no such file; check the path.") from None
    except OSError as error:
        raise LexiconError(source, f"cannot be read ({error.strerror or error}).") from None


def add_ontologies(
    sources: Iterable[str], folder: Path, name: str = "", read: Callable[[str], bytes] = read_file
) -> Iterator[Ontology | LexiconError]:
    """Read ontologies and keep them in `folder`; yield for each source what was kept, lazily.

    One that cannot be read, or contradicts what is there, changes nothing: its LexiconError is yielded, one sentence. `name`
    overrides what the file says; `read` gives a source's bytes.
    """
    builtin = open_lexicon(folder=folder / "none")
    for source in sources:
        try:
            yield _add(read(source), source, folder, name, builtin)
        except LexiconError as error:
            yield error


def _add(data: bytes, source: str, folder: Path, name: str, builtin: Lexicon) -> Ontology:
    place = source.rstrip("/").rsplit("/", 1)[-1] or source
    if name and not slug_of(name):
        raise LexiconError(name, "not a name for an ontology; use letters and digits.")
    ontology = adopt(read_ontology(data, place), place, source, name)
    if not ontology.name:
        raise LexiconError(place, "has no name; give one with --name.")
    with changing(folder):
        others = (read_added(path) for path in added_files(folder))
        kept = settle_claims(ontology, others, lambda curie: _own(builtin, curie))
        write_added(kept, folder)
    return kept


def _own(lexicon: Lexicon, curie: str) -> Term | None:
    """The term that goes by this identifier, not one that is mapped to it."""
    term = lexicon.term(curie)
    return term if term is not None and term.curie == curie else None


def remove_ontology(name: str, folder: Path) -> None:
    """Forget an ontology. Raises LexiconError where there is none of that name."""
    known = [path.name.removesuffix(".terms.jsonl") for path in added_files(folder)]
    if name not in known or not remove_added(name, folder):
        listed = f"there are {', '.join(known)}." if known else "none has been added."
        raise LexiconError(name, f"no added ontology has this name; {listed}")


def compile_added(folder: Path) -> int:
    """Compile the lexicon with what is in the folder; the number of its terms."""
    return len(open_lexicon(folder=folder))
