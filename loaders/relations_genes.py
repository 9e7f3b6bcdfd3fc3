"""The symbols of genes beside a word that makes them genes: a mutation, a gene, an allele, what they encode.

Place in the flow: relations_candidates.py asks for the symbols around the cue that a rule of mode "gene" found. No list of genes is
consulted: a symbol is told by its shape and by its neighbors, one with a digit ("PTPN11") by less than one of letters ("RET").
"""

import re
from collections.abc import Iterator
from typing import Final

from loaders.phrase_sharing import Phrase
from loaders.relations_objects import Grounder
from loaders.rules.starts import compiled
from loaders.rules.words import words

_SYMBOL: Final = r"(?:(?![A-Z]\d{2,4}[A-Z*X]\b)[A-Z][A-Z0-9]{1,9}(?:-[A-Z0-9]{1,4})?|[A-Z]\d?orf\d{1,3}|MT-[A-Z0-9]{2,5})"
_RESIDUE: Final = (
    r"(?:p\.)?[A-Z](?:[a-z]{2})?\d{1,4}(?:[A-Z*](?:[a-z]{2})?|del|dup|fs)"  # a changed residue: "D816V", "F508del"
)
_BRACKET: Final = r"(?:\s*\([^()]*\))?"
_AND: Final = r"(?:\s*,\s*(?:(?:and|or|mainly|less often|more rarely|rarely)\s+)?|\s*,?\s+(?:and|or)\s+|\s*/\s*)"
# Symbols with brackets and words between them: "ABCD1 (50%), PTEN or, less often, in NF1".
_SELDOM: Final = r"(?:(?:less (?:often|commonly)|more rarely|rarely),?\s+)?(?:(?:in|of)\s+)?(?:the\s+)?"
# A symbol that its digit makes a gene where the text is on causes; what else has such a shape is left out.
_STRONG: Final = r"(?!CD\d|IL\d|CA\d|HPV|HHV|HTLV|IGF|DSM|ICD|UPD|COVID|SARS|GM\d)[A-Z]{2,6}\d{1,3}[A-Z]?\d?\b(?!-)"
_CHAIN: Final = rf"{_SYMBOL}(?:{_BRACKET}{_AND}{_SELDOM}{_SYMBOL})*"
_CHANGE: Final = (
    r"(?:[Mm]utations?|[Vv]ariants|[Vv]ariant(?=\s+(?:in|of)\b)|[Dd]eletions?|[Cc]hanges|[Cc]hange(?=\s+in\b)|[Ff]aults?|[Rr]epeats?(?=\s+(?:in|within)\b)|[Dd]efects?|[Ss]equencing|"
    r"[Hh]aploinsufficiency|[Ll]oss[ -]of[ -]function|[Ii]nactivation|[Dd]uplications?|[Ee]xpansions?|[Ii]mprinting(?: defects?)?|"
    r"(?:[Mm]olecular|[Mm]utation(?:al)?|[Gg]enetic) (?:analysis|testing|studies|study)|[Ss]ubstitutions?|"
    rf"(?:[Mm]utations?\s+(?:is|are)\s+(?:the\s+)?){_RESIDUE})"
)
_PIECES: Final = (
    # "the PAX3 and MITF genes", "RET proto-oncogene mutations"
    rf"\b(?P<list>{_CHAIN}){_BRACKET}(?:\s+(?:[cp]\.\S+|{_RESIDUE}))?\s+(?:(?:(?:tumou?r\s+suppressor|homeobox)\s*)?genes?|(?:proto-?)?oncogenes?|"
    r"(?:(?:gene|germline|pathogenic|likely|heterozygous|somatic|founder)\s+){0,3}(?:mutations?|variants?)|alleles?)\b",
    # In words: "the gene responsible, HEXA", "one of two genes, TSC1 and TSC2", "the gene for fibrillin-1 (FBN1)".
    r"\b[Gg]enes?\s*(?:(?<![A-Z0-9]\sgene)(?<![A-Z0-9]\sgenes),|"
    r",\s*(?:such as|including|like|for example|e\.g\.,?)|\(|called|named|known as|symbol|such as|including|:|"
    r"(?:responsible|at fault|involved|mutated|concerned|implicated|affected)(?:\s+(?:is|are)|,|\s*\(|:)|"
    r"(?:is|are)(?=\s+[A-Z][A-Z0-9]{2,8}\b)|"
    r"(?:is|are) (?:known|involved|implicated)(?: so far)?[:,]|(?:for|encoding|coding for|that encodes?|which encodes?) "
    r"(?![^()]{0,50}(?:cancer|disease|syndrome|disorder))[^().;,]{3,50}(?: \(|, (?=[A-Z]{2,6}\d))|on chromosome \w+,|"
    rf"(?=\s[A-Z][A-Z0-9]{{2,8}}\b))\s*(?:the\s+)?(?P<called>{_CHAIN})\b",
    # "mutations in PTEN", "an expansion in the first intron of FXN", "mutations have been found in ERCC6"
    rf"\b{_CHANGE}\s+(?:of\s+(?:an? )?(?:[A-Z]{{3,5}}|trinucleotide|triplet) repeats?\s+)?"
    r"(?:(?:have|has) been (?:\w+ )?(?:found|identified|reported|described|detected)\s+|(?:is|are) (?:\w+ )?(?:found|"
    r"identified|detected)\s+)?(?:in|of|at|affecting|involving|including)\s+(?:(?:the\s+)?(?:\w+ )?(?:introns?|exons?|promoter|region|copy|"
    rf"copies|part)(?: \d+)?\s+of\s+)?(?:(?:the|either|both)\s+)?(?:genes?\s+)?(?P<mutated>{_CHAIN})\b"
    r"(?![/A-Z0-9]*\s(?:\w+ )?(?:pathway|cascade|proteins?|enzymes?|receptors?|channels?)\b)",
    # "SOS1 is altered in type 1 and RAF1 in type 2", "HEXA encodes an enzyme"
    rf"\b(?P<altered>{_CHAIN})(?:,?\s+(?:is|are)\s+(?:each |both |all |also )?(?:mutated|deleted|defective|altered|inactivated)"
    rf"(?:\s+in\s+[^.;,]{{3,30}}?,?\s+(?:and|but)\s+(?P<other>{_SYMBOL})\s+in\b)?|\s+(?:encodes|codes for)|"
    rf"\s+is\s+the\s+(?:\w+\s+){{0,2}}gene|"
    r"(?:(?<=\d)|(?<=\d[A-Z]))\s+(?:accounts?\s+for|(?:has|have)\s+been\s+(?:\w+\s+)?(?:linked|tied|implicated|connected)|"
    r"(?:is|are)\s+(?:\w+\s+)?(?:implicated|linked|involved|(?:among\s+)?the\s+(?:\w+\s+)?genes))\b"
    r")\b",
    rf"\b(?:encoded by|product of) (?:the )?(?P<encoding>{_CHAIN})\b",
    r"\b(?P<tested>[A-Z]{2,6}\d[A-Z0-9]*)\s+(?:sequencing|genotyping|testing|(?:mutation|gene|sequence|deletion) (?:analysis|testing))\b",
    r"(?:\b[Ll]ocus,?\s+(?:is\s+|called\s+|named\s+)?|\b(?:[Dd]ominant|[Rr]ecessive|[Ll]inked)(?: (?:form|type|trait|inheritance))?"
    rf"\s*\((?=[A-Z]{{2,}}[A-Z0-9]*\d))(?P<locus>{_CHAIN})\b",
    # Mutations and, some words on, a symbol that a digit makes one: "mutations of the calcium channel, mainly in CACNA1A".
    rf"\b{_CHANGE}\b(?:(?!\b(?:lead|leads|causes?|results?|resulted|resulting|version|that|which)\b)[^.;()]){{0,70}}?"
    rf"\s(?:(?:in|of)\s+|\()(?=(?!CD\d)[A-Z]{{2,6}}\d)(?P<later>{_CHAIN})\b(?!-)",
    # As a label: "genetic defect: SCN4A", "at fault is COL7A1".
    r"\b(?:(?:[Gg]enetic|[Gg]ene|[Mm]olecular)\s+(?:defect|basis|cause|fault|lesion)|[Aa]t\s+fault|[Cc]ulprit)(?:\s+(?:is|are)|\s?:)\s+(?:the\s+)?"
    rf"(?P<label>{_CHAIN})\b(?!\s+(?:protein|enzyme|receptor|channel))",
    # By itself: "type 1 is due to MYO7A", "keratin 5 (KRT5)", "junctional type: LAMA3, LAMB3".
    rf"\b(?P<alone>(?={_STRONG}){_CHAIN})\b(?!-)",
)
_GENE: Final = compiled("|".join(_PIECES))
_GROUPS: Final = ("list", "called", "mutated", "altered", "other", "encoding", "tested", "locus", "later", "label", "alone")
# More symbols after the bracket or some words: "the elastin gene (ELN), LIMK1 and GTF2I", "in PTCH1, … and more rarely in SUFU".
_GOES_ON: Final = compiled(
    rf"(?:\){_AND}|(?:[^.;]|\.(?=\d)){{0,120}}?"
    r"\b(?:more rarely|less (?:often|commonly|frequently)|rarely|occasionally|sometimes),?\s+(?:in|of)\s+"
    r"|(?:[^.;]|\.(?=\d)){0,60}?,? followed by\s+|[^.;,]{0,40},?\s+(?:and|or)\s+(?:in|of)\s+(?:the\s+)?|"
    r"\s+in\s+[^.;,]{3,30}?,?\s+and\s+in\s+)"
    rf"(?P<more>{_CHAIN})\b"
)
_MODES: Final = frozenset(("AD", "AR", "XL", "XLR", "XLD"))  # short for modes of inheritance
_NOT_GENES: Final = frozenset(words("not_genes"))
# What a symbol names when one of these words follows it.
_PRODUCT: Final = compiled(
    r"[/A-Z0-9]*[\s-]+(?:(?:signal\w*|kinase) )?(?:proteins?|enzymes?|receptors?|pathways?|cascade|axis|complex|signal\w*|channels?|family|"
    r"antibod\w+|levels?|activity|inhibitors?|repeats?|triplets?|trinucleotides?|assays?|tests?|cells?|syndrome|disease)\b"
)
_BRACKETED: Final = compiled(r"\([^()]*\)")
_NAMED: Final = compiled(r"\s+genes?\b")


def gene_phrases(text: str, start: int, end: int, grounder: Grounder) -> list[Phrase]:
    """Gene symbols beside the cue at `[start, end)`."""
    found = []
    own = (grounder.subject.label, *grounder.subject.synonyms)  # "an HD mutation"
    for match in _GENE.finditer(text):
        if not (match.start() <= end and match.end() >= start):
            continue
        more = _GOES_ON.match(text, match.end())
        for a, b in (*_symbols(match, _GROUPS), *(_symbols(more, ("more",)) if more else ())):
            named = _NAMED.match(text, b) is not None
            if _is_gene(text[a:b], own, named, grounder) and not _PRODUCT.match(text, b):
                found.append(Phrase(a, b, text[a:b]))
    return found


def _symbols(match: re.Match[str], groups: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Spans of the symbols in a match's groups, those in brackets left out."""
    for name in groups:
        if chain := match.group(name):
            for symbol in re.finditer(_SYMBOL, _BRACKETED.sub(_blank, chain)):
                yield match.start(name) + symbol.start(), match.start(name) + symbol.end()


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _is_gene(symbol: str, own: tuple[str, ...], named: bool, grounder: Grounder) -> bool:
    """False for the subject's own short name, for common short forms, and for a disease's name, unless "gene" follows."""
    if symbol in _NOT_GENES or ((symbol in own or symbol in _MODES) and not named):
        return False
    return named or not grounder.match(symbol, ("Disease", "Syndrome"))
