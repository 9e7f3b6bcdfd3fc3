"""Peers beside us on the two kits: FastHPOCR, and the longest match of a plain dictionary (Aho–Corasick). One that is not installed
is named and left out.

FastHPOCR reads HPO with its own index, built here from the same file (its default settings, no short forms of three letters). The
dictionary has the labels and exact synonyms of the same terms as we, lower case, whole words, longest match. Neither knows negation.
"""

import contextlib
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from benchmarks.recognition import add_mondo
from ontology.hpo import data_folder, read_hpo
from ontology.lexicon import Lexicon, open_lexicon

Found = tuple[int, int, str, tuple[str, ...]]  # start, end, curie, kinds
_DISEASES: Final = frozenset({"Disease", "Syndrome", "Tumor"})


def annotate_with(annotate: Callable[[str], Iterable[Found]], kit: str, shared: Path, out: Path) -> str:
    """Annotate a kit's documents one by one and score them; the scorer's lines and the speed."""
    scorer = shared / "eval" / "score_mentions.py"
    texts = out / f"{kit}-texts"
    subprocess.run([sys.executable, scorer, "texts", kit, texts], check=True)
    lines = out / f"{kit}.jsonl"
    size, spent = 0, 0.0
    with lines.open("w", encoding="utf-8") as file:
        for path in sorted(texts.glob("*.txt")):
            text = path.read_text(encoding="utf-8")
            started = time.process_time()
            found = list(annotate(text))
            spent += time.process_time() - started
            size += len(text.encode("utf-8"))
            for start, end, curie, kinds in found:
                mention = {"document": path.stem, "start": start, "end": end, "curie": curie, "kinds": kinds}
                file.write(json.dumps(mention) + "\n")
    command = [sys.executable, scorer, kit, lines, *([data_folder() / "hp.obo"] if kit == "hpo" else [])]
    scores = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return f"{scores}{size / 1e6 / spent:.2f} MB/s"


def dictionary(names: Iterable[tuple[str, str, tuple[str, ...]]]) -> Callable[[str], Iterator[Found]]:
    """An annotator that finds (name, curie, kinds) as whole words, whatever their case: the longest, from the left."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for name, curie, kinds in names:
        folded = name.casefold()
        if len(folded) > 2 and folded not in automaton:
            automaton.add_word(folded, (len(folded), curie, kinds))
    automaton.make_automaton()

    def annotate(text: str) -> Iterator[Found]:
        folded = text.casefold() if len(text.casefold()) == len(text) else text.lower()
        hits = []
        for last, (length, curie, kinds) in automaton.iter(folded):
            start, end = last + 1 - length, last + 1
            if not _inside_word(folded, start) and not _inside_word(folded, end):
                hits.append((start, end, curie, kinds))
        after = 0
        for start, end, curie, kinds in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
            if start >= after:
                after = end
                yield start, end, curie, kinds

    return annotate


def _inside_word(text: str, place: int) -> bool:
    return 0 < place < len(text) and re.match(r"\w\w", text[place - 1 : place + 1]) is not None


def phenotype_names() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Labels and exact synonyms of HPO."""
    for term in read_hpo(data_folder() / "hp.obo"):
        for name in (term.label, *term.exact_synonyms):
            yield name, term.curie, ("Symptom",)


def disease_names(lexicon: Lexicon) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Labels and exact synonyms of the diseases of a lexicon."""
    for curie in lexicon:
        if _DISEASES & set(lexicon.kinds(curie)):
            term = lexicon.term(curie)
            if term is not None:
                for name in (term.label, *term.exact_synonyms):
                    yield name, curie, term.kinds


def fast_hpo_cr(folder: Path) -> Callable[[str], Iterator[Found]]:
    """FastHPOCR with an index of our hp.obo, built in `folder` (a minute).

    Its index writer looks through all of its half a million words for each cluster; a table gives the same words at once.
    """
    from FastHPOCR.cr.CRIndexKB import CRIndexKB
    from FastHPOCR.HPOAnnotator import HPOAnnotator
    from FastHPOCR.IndexHPO import IndexHPO

    class Tabled(CRIndexKB):  # type: ignore[misc]
        """The index writer with a table of the words of each cluster."""

        words: dict[str, list[str]] | None = None

        def compileClusterList(self, cluster: str, base: dict[str, str]) -> list[str]:  # noqa: N802
            if self.words is None:
                self.words = {}
                for word, its in base.items():
                    self.words.setdefault(its, []).append(word)
            return list(self.words.get(cluster, ()))

    settings = {"allow3LetterAcronyms": False, "includeTopLevelCategory": False, "allowDuplicateEntries": False}
    with Path(os.devnull).open("w") as silence, contextlib.redirect_stdout(silence), contextlib.redirect_stderr(silence):
        indexer = IndexHPO(str(data_folder() / "hp.obo"), str(folder), indexConfig=settings)
        indexer.crIndexKB = Tabled()
        indexer.index()
        annotator: Any = HPOAnnotator(str(folder / "hp.index"))

    def annotate(text: str) -> Iterator[Found]:
        for found in annotator.annotate(text, longestMatch=True):
            yield found.startOffset, found.endOffset, found.hpoUri, ("Symptom",)

    return annotate


def run(shared: Path) -> None:
    """Print what each peer that is installed scores."""
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary)
        if importlib.util.find_spec("ahocorasick") is None:
            print("pyahocorasick is not installed: no dictionary beside us")
        else:
            print(f"-- hpo, dictionary\n{annotate_with(dictionary(phenotype_names()), 'hpo', shared, out)}", flush=True)
            builtin = open_lexicon(folder=out / "none")
            print(f"-- ncbi, dictionary, built-in vocabularies\n{_diseases(builtin, shared, out)}", flush=True)
            add_mondo(shared, out / "mondo")
            added = open_lexicon(folder=out / "mondo")
            print(f"-- ncbi, dictionary, MONDO names added\n{_diseases(added, shared, out)}", flush=True)
        if importlib.util.find_spec("FastHPOCR") is None or importlib.util.find_spec("pronto") is None:
            print("FastHPOCR, or pronto which it needs, is not installed: not beside us")
        else:
            print(f"-- hpo, FastHPOCR\n{annotate_with(fast_hpo_cr(out), 'hpo', shared, out)}", flush=True)


def _diseases(lexicon: Lexicon, shared: Path, out: Path) -> str:
    return annotate_with(dictionary(disease_names(lexicon)), "ncbi", shared, out)
