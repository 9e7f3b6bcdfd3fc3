"""Speed of annotation beside a bare token trie over the same names, on one core: MB of text a CPU second, lexicon opened before.

The peer does the least that a dictionary can do: words in lower case, the longest names that a trie of words has. It knows no
word forms, no order but the name's, no coordination, no guards, no ambiguity, no sentences and no negation.
"""

import io
import re
import tarfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from graph.model import Document
from loaders.medquad import document_from_medquad
from loaders.mentions import annotate
from ontology.lexicon import Lexicon, open_lexicon
from ontology.matching import Matcher, open_matcher

RUNS: Final = 3
_EVERY: Final = 8  # one of so many files of the corpus is read
_WORD: Final = re.compile(r"\w+")
_END: Final = ""  # key of a trie's node that a name ends at

Trie = dict[str, Any]


def token_trie(names: Iterable[tuple[str, str]]) -> Trie:
    """A trie of the words of names, given as (name, CURIE): the first CURIE of a name counts."""
    trie: Trie = {}
    for name, curie in names:
        node = trie
        for word in _WORD.findall(name.lower()):
            node = node.setdefault(word, {})
        node.setdefault(_END, curie)
    return trie


def names_of(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """The labels and exact synonyms of all terms."""
    for curie in lexicon:
        term = lexicon.term(curie)
        if term is not None and term.kinds:
            yield from ((name, curie) for name in (term.label, *term.exact_synonyms))


def walk(trie: Trie, text: str) -> Iterator[tuple[int, int, str]]:
    """The longest names of a trie in a text, from the left: (start, end, CURIE)."""
    words = [(found[0].lower(), found.start(), found.end()) for found in _WORD.finditer(text)]
    place, size = 0, len(words)
    while place < size:
        node, at, best = trie, place, None
        while at < size:
            following = node.get(words[at][0])
            if following is None:
                break
            node, at = following, at + 1
            if _END in node:
                best = (at, node[_END])
        if best is None:
            place += 1
            continue
        yield words[place][1], words[best[0] - 1][2], best[1]
        place = best[0]


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU time of this process for one piece of work."""
    started = time.process_time()
    work()
    return time.process_time() - started


def annotate_all(documents: Iterable[Document], matcher: Matcher) -> int:
    """Annotate documents; how many mentions that gives."""
    return sum(1 for document in documents for _mention in annotate(document, matcher))


def walk_all(documents: Iterable[Document], trie: Trie) -> int:
    """Walk the trie over documents; how many names that gives."""
    return sum(1 for document in documents for _name in walk(trie, document.text))


def _documents(archive: Path) -> list[Document]:
    """Every eighth file of MedQuAD."""
    found = []
    with tarfile.open(archive) as files:
        members = sorted((member for member in files if member.name.endswith(".xml")), key=lambda member: member.name)
        for member in members[::_EVERY]:
            content = files.extractfile(member)
            if content is not None:
                text = io.TextIOWrapper(content, "utf-8").read()
                found.append(document_from_medquad(text, member.name, Path(member.name).stem))
    return found


def run(shared: Path) -> None:
    """Print the speed of the first run, in which the matcher meets all words anew, and the best of three; then the peer's."""
    documents = _documents(shared / "corpora" / "medquad.tar.xz")
    megabytes = sum(len(document.text.encode("utf-8")) for document in documents) / 1e6
    lexicon = open_lexicon()
    matcher, trie = open_matcher(lexicon), token_trie(names_of(lexicon))
    times = [cpu_seconds(lambda: annotate_all(documents, matcher)) for _ in range(RUNS)]
    peer = min(cpu_seconds(lambda: walk_all(documents, trie)) for _ in range(RUNS))
    print(f"{len(documents)} documents, {megabytes:.2f} MB, {len(lexicon)} terms; MB of text a CPU second")
    print(f"annotation, first run       {megabytes / times[0]:5.2f}   {annotate_all(documents, matcher)} mentions")
    print(f"annotation, best of {RUNS}       {megabytes / min(times):5.2f}")
    print(f"bare token trie, best of {RUNS}  {megabytes / peer:5.2f}   {walk_all(documents, trie)} names")
    print(f"annotation to trie          {peer / min(times):5.2f}")
