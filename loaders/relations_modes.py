"""Objects that are not lists of noun phrases: modes of inheritance, persons, tables, comparisons, fragments."""

import re
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from graph.model import Comparison, Entity, Literal
from loaders.memory import SENTENCES
from loaders.mentions import entity_of
from loaders.phrase_sharing import Phrase
from loaders.phrase_trimming import trim
from loaders.phrase_words import TERMINATOR, VERB
from loaders.phrases import clip_after, split_phrases
from loaders.relations_notes import LIMIT, bare, has_verb
from loaders.relations_objects import Grounder
from loaders.relations_subject import Frame
from loaders.rules.model import DISEASE_MARK, PEOPLE_MARK, Hit, Rule
from loaders.rules.words import pattern

_PERSON: Final = pattern("person")
_NUMBERING: Final = re.compile(r"^\W*(?:\d{1,2}[.)]\s+|[-•*+]+\s*)?")
# "Cardiac: antibiotic prophylaxis": what a note on anesthesia is about, and then what it says.
_NOTE_LABEL: Final = re.compile(
    r"(?i)(?:airway|cardiac|heart|cardiovascular|cvs|respiratory|resp|chest|lungs?|renal|kidneys?|liver|hepatic|cns|neuro(?:logical)?|gi|gut|"
    r"h(?:a)?ematolog\w+|blood|platelets|clotting|endocrine|metabolic|temp(?:erature)?(?: control)?|position(?:ing)?|induction|maintenance|"
    r"monitoring|premed(?:ication)?|pre-?op\w*|post-?op\w*|intra-?op\w*|emergence|extubation|reversal|analgesia|fluids|drugs|other|general|"
    r"obstetrics?|regional|recovery|(?:iv |venous )?access|veins|eyes|skin|joints|muscles?|spine|neck|teeth|mouth)\s*(?::|\s[–-])\s+(?=\S)"
)
_DIRECTIONS: Final = MappingProxyType(
    {
        **dict.fromkeys(("better", "more favorable", "more favourable", "longer"), "better"),
        **dict.fromkeys(("worse", "poorer", "less favorable", "less favourable", "shorter"), "worse"),
        **dict.fromkeys(("comparable", "similar", "the same", "no different"), "no_difference"),
        "higher": "more",
        "lower": "less",
    }
)
_INSTRUCTION: Final = pattern("instruction")
_PREDICATE: Final = re.compile(
    r"(?i)^[^;:(]*\w\s(?:complains?|reports?|experiences?|describes?|suffers?|struggles?|cannot|happens?|follows?|notices?|feels?|loses?|lacks?|reflects?)\b"
)
_SUBORDINATE: Final = re.compile(
    r"(?i)\b(?:if|when|because|in case|which|that|who|before the|after the|until|as the|while)\b|\("
)
_LABELED: Final = re.compile(r"\s*:\s+\S")
_NOT_A_NOTE: Final = pattern("not_a_note")
# Where what a note names ends; "hypotension with induction, bleeding, or turning" names one thing.
_NOTE_CUT: Final = re.compile(
    r"(?i)\s+(?:if|when|in case of|because|before|during|after|for|against)\b|"
    r"\s+with\b(?=[^;.,]+,\s(?!or\b)[^;.]*\bor\b)|[;]|\((?![^()]*\)\s*,)"
)
_WHEN_YOU: Final = re.compile(r"(?i)\s+(?:when|while|if) you\b")
_FOR: Final = re.compile(r"(?i)\s+(?:against|for)")
_OPERATION: Final = re.compile(r"(?i)\b(?:surgery|operations?|procedures?|an(?:a)?esthesia)$")
_ATTRIBUTE: Final = pattern("attribute")
# A time and a limit are no concerns of their own; an instruction is read by rules that know its verb.
_NO_ITEM: Final = re.compile(
    r"(?i)(?:within|until|up to|no later than|not suitable|use|avoid|give|check|monitor|consider|prefer|never)\s"
)
_USE: Final = re.compile(r"(?i)\s+(?:for|in case of|against|in (?:severe|resistant|refractory|mild) (?:cases|forms))\s")
_RELATIVE: Final = re.compile(r"(?i),\s(?:which|who|that)\b[^,.;]*,")
_BRACKETED: Final = re.compile(r"\([^()]*\)")
# "is not hereditary", "neither contagious nor inherited", "no genetic link", "nonhereditary"
_NOT_INHERITED: Final = re.compile(r"(?i)\b(?:not|never|neither|no|non-?hereditary)\b")
# "The Viennese eye surgeon Karl Harlow": where the person is from.
_PROFESSION: Final = re.compile(r" (?:[a-z]+ ){0,2}(?:[a-z]{4,}(?:ists?|ians?)|surgeons?|doctors?)\b")
_AUTOSOMAL: Final = re.compile(r"(?i)^autosomal(?:ly|,)\s")  # "autosomal, dominant"
_INHERITANCE: Final = {
    "dominantly": "autosomal dominant",
    "recessively": "autosomal recessive",
    "ad": "autosomal dominant",
    "ar": "autosomal recessive",
    "fresh": "de novo",
    "sporadically": "sporadic",
    "new": "de novo",
    **dict.fromkeys(("by chance", "at random", "randomly"), "sporadic"),
    "spontaneous": "de novo",
    **dict.fromkeys(("carriers", "carry"), "autosomal recessive"),  # both parents
    "isolated": "sporadic",
    "sex-linked": "X-linked",
    "sex-linked recessive": "X-linked recessive",
    "sex-linked dominant": "X-linked dominant",
    "x": "X-linked",
}
# "Nobody else in the family has ever had it"; "runs in families", "passed from parent to child".
_UNRELATED: Final = re.compile(r"(?i)^(?:no|with no|without)\b.*\b(?:histor|relative|famil)")
_RUNS: Final = re.compile(r"(?i)^(?:run|(?:is |are |be )?(?:passed|handed|transmitted)|cluster)s?\b")


def inheritance_entity(text: str, span: tuple[int, int], grounder: Grounder) -> list[tuple[Entity | Literal, Phrase]]:
    """The mode or modes of inheritance at a span: ontology terms where there are any, "none" as words."""
    spoken_modes = " ".join(text[slice(*span)].split())
    modes = re.split(r"(?i),?\s+(?:and|or)\s+", spoken_modes)
    found: list[tuple[Entity | Literal, Phrase]] = []
    for mode in modes:
        mode = _AUTOSOMAL.sub("autosomal ", mode)
        if mode.lower() in ("dominant", "recessive"):
            mode = f"autosomal {mode.lower()}"
        spoken = _spoken_mode(mode)
        phrase = Phrase(span[0], span[1], spoken)
        match = None
        if spoken.lower() not in ("none", "not inherited", "de novo", "acquired"):
            match = grounder.match(f"{spoken} inheritance", ("InheritanceMode",)) or grounder.match(
                spoken, ("InheritanceMode",)
            )
        value: Entity | Literal = entity_of(match, grounder.matcher.lexicon) if match else Literal(spoken.lower())
        found.append((value, phrase))
    return found


def _spoken_mode(words: str) -> str:
    """The mode that words mean: "de novo" of "fresh", "sporadic" of "no family history", the words themselves where they name it."""
    if _UNRELATED.match(words):
        return "sporadic"
    if _RUNS.match(words):
        return "familial"
    return "not inherited" if _NOT_INHERITED.search(words) else _INHERITANCE.get(words.lower(), words)


def person_phrases(text: str, span: tuple[int, int]) -> list[Phrase]:
    """Names of persons in a span; not of the place that one is of: "Jane Harlow of Leeds"."""
    return [
        Phrase(m.start(), m.end(), " ".join(m.group().split()))
        for m in _PERSON.finditer(text, *span)
        if not text.endswith((" of ", " in ", " at ", " from "), span[0], m.start())
        and not text.endswith(("reported from ", "described from "), 0, m.start())
        and not text.startswith(" by ", m.end())  # "from Leeds by Jane Harlow"
        and not _PROFESSION.match(text, m.end())
        and not re.match(
            r"(?i)(?:drs?|prof|professor|sir|[js]r|md|phd|about|since|when|around|in)\.?$|(?:(?:the|in|a|an)\s|american|german|french|british|english|italian|dutch|swiss|japanese|danish|swedish|norwegian|finnish|polish|russian|austrian|belgian|canadian|australian|turkish|greek|spanish|irish|scottish|hungarian|czech)\b",
            m.group(),
        )
    ]


def comparison_of(hit: Hit, text: str, masked: str, frame: Frame, grounder: Grounder) -> Comparison | None:
    """How an outcome compares between two groups."""
    outcome, direction, group, against = (hit.span(name) for name in ("object", "direction", "group", "against"))
    if not (outcome and direction and group and against):
        return None
    marked = masked[slice(*group)]
    if DISEASE_MARK in marked or PEOPLE_MARK in marked:
        key = frame.subject.curie
    else:
        a, b = trim(text, *group)
        match = grounder.match(text[a:b], ("Disease", "Tumor", "Symptom", "Syndrome"))
        key = match.curie if match else text[a:b]
    said = " ".join(text[slice(*direction)].lower().split())
    return Comparison(" ".join(text[slice(*outcome)].split()), _DIRECTIONS[said], key, " ".join(text[slice(*against)].split()))


@lru_cache(maxsize=SENTENCES)
def _is_clause(text: str) -> bool:
    """True for a sentence with a verb of its own, or an instruction: other rules read it."""
    text = _RELATIVE.sub(" ", text)  # "Biotin, which helps elsewhere, is of no use" has a verb
    head = _SUBORDINATE.split(text, maxsplit=1)[0]
    return bool(VERB.search(f" {head} ") or _INSTRUCTION.search(head) or _PREDICATE.search(head))


def _note_phrases(text: str, start: int, end: int, grounder: Grounder) -> list[Phrase]:
    """The things that a note on anesthesia in `[start, end)` names."""
    if _NOT_A_NOTE.match(text[start:]) or has_verb(text[start:]):
        return []
    cut = _NOTE_CUT.search(text, start, end)
    end = cut.start() if cut and not _FOR.match(cut.group()) else end
    notes = split_phrases(text, start, end, grounder.knows_finding, grounder.is_place)
    labeled = len(notes) == 1 and text[end : end + 1] == ":"
    if labeled and (grounder.is_place(notes[0].words) or _OPERATION.search(notes[0].words)):
        return []  # "Pancreas: malabsorption", "Scoliosis surgery: …"
    return [bare(part) for part in notes if 2 < len(part.words) < 90 and not _NO_ITEM.match(part.words)]


def fragment_phrases(text: str, span: tuple[int, int], rule: Rule, grounder: Grounder) -> list[Phrase]:
    """The heads of a note without a verb: a bullet, a numbered remark, one of a list parted by semicolons."""
    text = text[: span[1]]
    lead = _NUMBERING.match(text, span[0])
    start = lead.end() if lead else span[0]
    if rule.relation == "has_anesthesia_concern" and (label := _NOTE_LABEL.match(text, start)):
        start = label.end()
    if rule.mode == "fragment" and _is_clause(text[start:]):
        return []
    end = clip_after(text, start, len(text))
    if end <= start:
        return []
    if rule.relation == "has_anesthesia_concern":
        return _note_phrases(text, start, end, grounder)
    if rule.mode == "fragment" and rule.relation == "has_symptom" and re.match(r"\s*:[^.;]*,", text[end:]):
        return []  # a label and its list
    if (
        rule.mode == "fragment"
        and rule.relation == "has_symptom"
        and _LABELED.match(text, end)
        and not grounder.knows_finding(text[start:end])
    ):
        return []  # "Resp: recurrent infections"
    if rule.relation == "treated_by" and has_verb(text[start:]):
        return []
    if rule.relation == "treated_by" and (use := _USE.search(text, start + 1, end)):
        end = use.start()
    if text[start:].rstrip().endswith(":") or _ATTRIBUTE.search(text):
        return []
    if rule.mode == "bullet" and (when := _WHEN_YOU.search(text, start + 1, end)):
        end = when.start()  # "leaking urine when you run or lift"
    stop = TERMINATOR.search(text, start)
    if rule.mode == "bullet" and VERB.search(" " + text, start, (stop.start() if stop else len(text)) + 1):
        return []
    if rule.relation == "diagnosed_by" and (limit := LIMIT.match(text[start:end])):
        return [Phrase(start, start + limit.end(), " ".join(limit.group().split()))]
    longest = 40 if rule.relation == "has_symptom" else 16
    if rule.relation == "treated_by" and VERB.search(text, start, span[1]):
        longest = 11
    if rule.mode == "fragment" and len(_BRACKETED.sub("", text[start : span[1]]).split()) > longest:
        return []
    parts = list(split_phrases(text, start, end, grounder.knows_finding, grounder.is_place))
    if rule.mode == "fragment" and (not parts or parts[0].start - start > 6):
        return []
    return parts
