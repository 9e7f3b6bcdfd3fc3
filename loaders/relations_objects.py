"""What a phrase is as an object: a term of the vocabulary, a local entity, or nothing."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from graph.model import Entity, local_curie
from loaders.mentions import entity_of
from loaders.phrase_sharing import Phrase
from loaders.relation_words import (
    ANATOMY,
    BAD_START,
    CHANCE,
    DISEASE,
    GENERIC,
    NOT_TUMOR,
    NOUN_OF,
    SEQUELS,
    TREATMENT_CLASS,
    TUMOR,
    is_generic,
    is_phrase,
)
from loaders.relations_causes import names_cause
from loaders.relations_local import may_be_local
from loaders.relations_subject import SURE
from loaders.rules.model import DISEASE_MARK, PEOPLE_MARK, Rule
from loaders.rules.starts import compiled
from loaders.rules.words import pattern, plain_pattern
from ontology.linking import link
from ontology.matching import Match, Matcher

FINDING_KINDS: Final = ("Symptom", "Complication", "Disease", "Tumor")
_MEDICAL_WORD: Final = compiled(r"[a-z][a-z-]{6,}(?: [a-z]{5,})?")
_NO_PLACES: Final = frozenset(("list", "mention", "bullet"))
_OF_PART: Final = compiled(
    r"(?i)(?P<what>[a-z ]{3,24}) of (?:the |both )?(?P<of>[a-z]{3,14}(?: [a-z]+)?)(?: and (?:the )?[a-z]+)?$"
)
_TOLD_APART: Final = frozenset(("differential_diagnosis_of", "associated_with_tumor"))
# "Anxiety (with a pheochromocytoma)", "headache due to a brain tumor": the tumor is not the finding.
_WITH_TUMOR: Final = compiled(
    r"(?i)\s+\(?(?:associated with|with|due to|secondary to|from|caused by)\b.*|\s+\([^()]*\)$|^\w+(?:-| )related\s+"
)
_RAISED: Final = frozenset(("complication.increasing-risk", "tumor.risk-of-developing"))
_INHERITED: Final = compiled(r"(?i)\b(?:hereditary|familial|syndrome|predisposition)\b")
_TELLING: Final = compiled(
    r"\b(?!(?:cancers?|tumors?|childhood|adult|other|malignant|carcinoma|neoplasm|primary|cells?)\b)[a-z]{4,}"
)
# "Infections in the mouth" are no infectious disease at large, "weakness of the eye muscles" no faintness.
_ONLY_THERE: Final = frozenset(("infection", "infections", "weakness", "complications", "tearing"))
_OF_MUSCLES: Final = compiled(r"(?i)weakness (?:of|in|affecting|involving) (?:[\w-]+ ){0,5}muscles\b")
_OF_FINDINGS: Final = frozenset(("has_symptom", "has_complication"))
_QUALITY: Final = pattern("quality")
# "Mild to severe intellectual disability": no one grade of it.
_RANGE: Final = compiled(
    r"(?i)^(?:very )?(?:mild|moderate|borderline|slight)(?:,? (?:to|or) (?:mild|moderate|severe|profound))+\s+(?=\S)"
)
_PLACE: Final = plain_pattern("place")
_CLASS: Final = plain_pattern("class")
_CANCER_PAGE: Final = compiled(
    r"(?i)\b(?:cancers?|tumou?rs?|neoplasms?|leuk(?:a)?emias?|myeloma|malignanc(?:y|ies)|trophoblastic disease|"
    r"\w*(?:carcinoma|sarcoma|lymphoma|blastoma|glioma|melanoma|cytoma)s?)$"
)
# What is no treatment, though its head is one: words that point back, another disease.
_NO_TREATMENT: Final = compiled(
    r"(?i).* ones$|.*\b(?:this|these|those) (?:medications?|medicines?|drugs?|treatments?)$|"
    r"(?!.*\b(?:surgery|therapy|treatment|removal|resection)\b).*\b(?:syndrome|disease|tumors?|cancers?)(?: \([A-Z]+\))?$"
)
_BARE_TUMOR: Final = compiled(r"(?i)(?:the |these )?(?:tumou?rs?|cancers?|neoplasms?)$")
# An adverb at the end; "microcephaly", "hepatomegaly", "syndactyly" and "anomaly" are nouns.
_OF_WHICH: Final = compiled(r"(?i)^(?:the|both|one or both|a|an|entire|whole|other parts of the)\s+")
_ENTIRE: Final = compiled(r"(?i)^entire\s+")
_MUSCLES: Final = compiled(
    r"(?i)^(?:(?:upper|lower|distal|proximal|facial|respiratory|eye|limb|leg|arm|hand|foot|neck|shoulder|hip|pelvic|trunk|bulbar|skeletal|"
    r"calf|thigh|back|chest|throat|tongue|jaw|long)\s+)+(?:muscles?|girdle|bones|joints|nerves|regions?)$"
)
# "Kidney disease" holds the name of a part, and is none.
_ILL: Final = compiled(
    r"(?i)\b(?:diseases?|disorders?|failure|problems?|defects?|damage|syndromes?|infections?|cancers?|tumou?rs?|pain|weakness|abnormalit(?:y|ies)|anomal(?:y|ies)|malformations?)$"
)
_BARE_EVENT: Final = compiled(
    r"(?i)(?:the )?(?:(?:general )?an(?:a)?esthesia|an(?:a)?esthetics?|surgery|operations?|sedation|hospital|patients?|procedures?)"
)
# A manner, an act or a class without what it is of: "Gentle, deep laryngoscopy", "Tape and lubricate the eyes", "Drugs …".
_ADVERB_ALONE: Final = compiled(
    r"(?i)(?:very |as )?\w+ly(?: and \w+ly)?|(?:gentle|careful|smooth|slow|deep|light|adequate|sufficient|good|tape|transfer|extubate|"
    r"intubate|ventilate|nurse|solutions?|drugs?|agents?|medications?|induce|wean|lubricate|crisis|attacks?|difficulty|exposed|present|for|with|by|of|to|if|when|because|child(?:ren)?|infants?)"
)
_WHO_TREATS: Final = compiled(
    r"(?i)(?:specialists?|therapists?|surgeons?|doctors?|nurses?|providers?|diet[ai]\w*ns?|psychologists?|workers|\w{3,}ologists?|"
    r"drug administration)$"
)
# "Bone abnormalities" and "bone disease" are two things, though a vocabulary has one term for both.
_ABNORMAL: Final = compiled(
    r"(?i)^[^,;()]*\b(?:abnormalit(?:y|ies)|anomal(?:y|ies)|malformations?|defects?)"
    r"(?: (?:of|in) (?:the )?(?!bones?\b)[a-z]+(?: (?:tract|system))?)?$"
)
_ANY_DISEASE: Final = compiled(r"(?i)\b(?:disease|disorder|errors of metabolism)$")
_VAGUE_CAUSE: Final = pattern("vague_cause")
_SUMS_UP: Final = compiled(r"(?i)\b(?:(?:features?|signs|symptoms|manifestations) of\b|features$)")
_NO_ORGAN: Final = compiled(r"(?i)(?:the )?(?:entire |whole |other )?(?:body|tissues?|organs?|structures|parts)")
_SUPPLIES: Final = compiled(r"(?i)(?:suppl(?:y|ies)|carr(?:y|ies)|lines?|controls?|helps?|surrounds?|connects?) ")
_NO_TRIGGER: Final = pattern("no_trigger")
_DISEASE_CLASS: Final = pattern("disease_class")
_DIAGNOSTIC_CLASS: Final = pattern("diagnostic_class")
_DEATH: Final = compiled(
    r"(?i)^(?:(?:early|sudden|premature|perinatal|neonatal) )?(?:deaths?|mortality)"
    r"(?: (?:within|before|by|at|during|after|around|about|between) .*)?$"
)
# Too general for a treatment or a finding, yet what sets a disease off.
_EVENT: Final = compiled(r"(?i)(?:certain )?(?:medicines?|medications?|drugs?)|falls?")
_ON_OR_WITH: Final = compiled(r"(?i)(?:up)?on |by |with ")
_DISEASES: Final = ("Disease", "Syndrome", "Tumor")
_LOOSE: Final = 0.75  # score of a match that rests on some of the words
_RECURRENCE: Final = compiled(r"(?i)^(?:relapses?|recurrences?|sequelae|sequela)$")


class Found(NamedTuple):
    """An object: the entity, and the relation it stands in, where its kind moves it to another one than the rule's."""

    entity: Entity
    relation: str


@lru_cache(maxsize=65536)
def _match(matcher: Matcher, words: str, expected: tuple[str, ...]) -> Match | None:
    """The term that a phrase means, remembered: the same few thousand phrases fill most documents."""
    if (not expected or "Symptom" in expected) and _ABNORMAL.search(words):
        return _abnormality(matcher, words)
    found = matcher.ground(words, expected).match
    if found is not None and found.score < _LOOSE and " " in words and _names_another(matcher, words, expected):
        return None
    return found if found is not None and (not expected or set(expected) & set(found.kinds)) else None


def _names_another(matcher: Matcher, words: str, expected: tuple[str, ...]) -> bool:
    """True for words that name a thing of another kind outright: "Haemophilus influenzae" is no influenza."""
    named = matcher.ground(words, ("InfectiousAgent",)).match if expected else None
    return named is not None and "InfectiousAgent" in named.kinds and named.score > SURE


def is_about_tumors(subject: Entity) -> bool:
    """True for a subject that is a tumor: its page names its own forms and its spread, no tumors that come with it."""
    return "Tumor" in subject.kinds or bool(_CANCER_PAGE.search(subject.label))


def _abnormality(matcher: Matcher, words: str) -> Match | None:
    """ "Eye abnormalities" are a finding: no disease of the eye, which a class of diseases would make of them."""
    found = matcher.ground(words, ("Symptom",)).match
    return None if found is None or "Symptom" not in found.kinds or _ANY_DISEASE.search(found.label) else found


@lru_cache(maxsize=65536)
def _linked(matcher: Matcher, words: str, expected: tuple[str, ...]) -> Match | None:
    return link(matcher, words, expected)


def _outcome(words: str) -> Found | None:
    """Death or a relapse, which end or mark the course and are no signs."""
    if _DEATH.match(words):
        return Found(Entity(local_curie("death"), "death", ("Complication",)), "has_complication")
    if _RECURRENCE.match(words):
        label = re.sub(r"(?i)^(relapse|recurrence)s$", r"\1", words).lower()
        return Found(Entity(local_curie(label), label, ("Complication",)), "has_complication")
    return None


@dataclass(frozen=True, slots=True)
class Grounder:
    """Grounds the phrases of one document."""

    matcher: Matcher
    subject: Entity

    def match(self, words: str, expected: tuple[str, ...]) -> Match | None:
        """The term that the whole phrase means, None where that is not sure."""
        return _match(self.matcher, words, expected)

    def knows_finding(self, words: str) -> bool:
        """True where a vocabulary has these words as a finding, disease, treatment or test."""
        words = " ".join(words.split())
        kinds = (*FINDING_KINDS, "Treatment", "Drug", "Procedure", "DiagnosticTest")
        return bool(TUMOR.fullmatch(words)) or self.match(words, kinds) is not None

    def is_place(self, words: str) -> bool:
        """True for a part of the body."""
        words = _ENTIRE.sub("", _OF_WHICH.sub("", " ".join(words.split())))
        if ANATOMY.match(words) or _MUSCLES.match(words):
            return True
        return not _ILL.search(words) and self.match(words, ("AnatomicalStructure",)) is not None

    def find(self, phrase: Phrase, rule: Rule) -> Found | None:
        """The object a phrase is for a rule; None where it is none."""
        words = phrase.words
        if DISEASE_MARK in words or PEOPLE_MARK in words or self._too_general(words, rule):
            return None
        if rule.relation == "affects_anatomy":
            return self._anatomy(words, rule)
        if rule.mode in _NO_PLACES and rule.id != "symptom.row" and rule.relation in _OF_FINDINGS and ANATOMY.match(words):
            return None  # "small intestine" is a place, though a vocabulary has a finding of that name
        known_row = rule.id == "symptom.row" and self._names_row(words, rule)  # "Reduced number of teeth", "2-3 toe syndactyly"
        if rule.relation in ("has_symptom", "has_complication", "associated_with") and rule.mode != "whole" and not known_row:
            if not is_phrase(words, 18 if phrase.aliases else 14) or CHANCE.search(words):
                return None
            if (outcome := _outcome(words)) is not None:
                return outcome
        if self._is_other(words, rule):
            return None
        if rule.kind and rule.relation == "caused_by" and _EVENT.fullmatch(words):
            return Found(Entity(local_curie(words), words, (rule.kind,)), rule.relation)  # a term for giving drugs is no cause
        match = self._disease_first(phrase, rule) or self.ground(phrase, self._expected(words, rule))
        match = match or self._second_chance(words, rule)
        if match and rule.relation == "caused_by" and not names_cause(words, match):
            match = None
        if match and match.curie != self.subject.curie:
            if rule.relation in _TOLD_APART and self._is_class_of_subject(match.label):
                return None
            relation = self._relation(rule, match.kinds, phrase, match)
            return (
                None
                if self._is_kin(relation, rule, f"{words} {match.label}")
                else Found(entity_of(match, self.matcher.lexicon), relation)
            )
        if match or rule.kind is None or self._is_self(words) or not may_be_local(phrase, rule, self._is_given):
            return self._tumor(words, rule) if not match else None
        relation = self._relation(rule, (rule.kind,), phrase, None)
        if self._is_kin(relation, rule, words):
            return None
        kind = (
            "Tumor" if relation == "associated_with_tumor" else "Complication" if relation == "has_complication" else rule.kind
        )
        return Found(Entity(local_curie(words), words, (kind,)), relation)

    def _too_general(self, words: str, rule: Rule) -> bool:
        """True for words that name nothing in particular, where the rule does not ask for just such words."""
        if not is_generic(words) or (rule.mode == "whole" and rule.relation != "is_a"):
            return False
        if rule.relation == "diagnosed_by" and _DIAGNOSTIC_CLASS.fullmatch(words):
            return False
        if rule.relation == "caused_by" and words.endswith(" genes"):
            return False  # "mutations in several genes": which ones is left open, that it is genes is not
        return not self._names_row(words, rule) and not (
            rule.relation in ("triggered_by", "caused_by") and _EVENT.fullmatch(words)
        )

    def _is_other(self, words: str, rule: Rule) -> bool:
        """True for words that stand where the rule's object is looked for and are something else: who treats, how, the tumor."""
        if (
            rule.relation == "treated_by"
            and rule.mode != "whole"
            and (
                TREATMENT_CLASS.match(words)
                or BAD_START.match(words)
                or _WHO_TREATS.search(words)
                or _NO_TREATMENT.match(words)
            )
        ):
            return True
        if _BARE_TUMOR.match(words) and (rule.before or rule.mode == "mention" or "Tumor" in self.subject.kinds):
            return True
        if rule.relation == "caused_by":
            bare_place = rule.mode != "quality" and len(words.split()) < 4 and self.is_place(words)
            return _VAGUE_CAUSE.search(words) is not None or bare_place
        if rule.relation == "associated_with":
            return _SUMS_UP.search(words) is not None
        if rule.relation == "triggered_by":
            return _NO_TRIGGER.match(words) is not None or ANATOMY.match(words) is not None
        if rule.relation == "differential_diagnosis_of":
            return _DISEASE_CLASS.fullmatch(words) is not None
        if rule.relation == "has_anesthesia_concern":
            bare = rule.action in ("risk", "check") and _BARE_EVENT.fullmatch(words) is not None
            return bare or _ADVERB_ALONE.fullmatch(words) is not None
        return rule.relation == "diagnosed_by" and _ON_OR_WITH.match(words) is not None

    def _is_kin(self, relation: str, rule: Rule, words: str) -> bool:
        """True for a tumor among the signs of a tumor: on a page about cancer it is the disease, a form or a spread of it.

        What raises the risk of the page's own tumor has no tumor: "some inherited disorders raise the risk of it".
        """
        if relation != "associated_with_tumor" or rule.id == "symptom.row" or not is_about_tumors(self.subject):
            return False
        own = () if _INHERITED.search(self.subject.label) else _TELLING.findall(self.subject.label.lower())
        return rule.relation == "has_symptom" or (rule.id in _RAISED and any(word in words.lower() for word in own))

    def _is_class_of_subject(self, label: str) -> bool:
        """True for "tremor" on a page about essential tremor: the subject is one."""
        return self.subject.label.lower().endswith(" " + label.lower())

    def _disease_first(self, phrase: Phrase, rule: Rule) -> Match | None:
        """What a disease is told apart from is a disease, though a sign has the same name: "autism"."""
        return self.ground(phrase, _DISEASES) if rule.relation == "differential_diagnosis_of" else None

    def _is_self(self, words: str) -> bool:
        """True for "Parkinson's" on a page about Parkinson disease."""
        name = re.sub(r"['’]s$", "", words.lower())
        return name != words.lower() and self.subject.label.lower().startswith(name)

    def _second_chance(self, words: str, rule: Rule) -> Match | None:
        """A sign that is named in other words than any vocabulary's."""
        if rule.relation not in ("has_symptom", "has_complication") or rule.mode == "whole":
            return None
        return _linked(self.matcher, words, rule.expected)

    def _names_row(self, words: str, rule: Rule) -> bool:
        """True for a list item that a vocabulary knows, though its words are general ones: "breech presentation"."""
        return rule.mode == "bullet" and len(words.split()) > 1 and self.match(words, rule.expected) is not None

    def _anatomy(self, words: str, rule: Rule) -> Found | None:
        if _ILL.search(words) or _SUPPLIES.match(words) or _NO_ORGAN.fullmatch(words):
            return None
        match = self.match(words, ("AnatomicalStructure",))
        if match:
            return Found(entity_of(match, self.matcher.lexicon), rule.relation)
        part = _OF_PART.match(words)  # "the nerves of the arms": no vocabulary has them, and yet they are a part
        if part and ANATOMY.match(part["what"]) and ANATOMY.match(part["of"]):
            return Found(Entity(local_curie(words), words, ("AnatomicalStructure",)), rule.relation)
        if not (ANATOMY.match(words) or _MUSCLES.match(words)):
            return None
        return Found(Entity(local_curie(words), words, ("AnatomicalStructure",)), rule.relation)

    def _tumor(self, words: str, rule: Rule) -> Found | None:
        """A tumor that no vocabulary knows, where the rule takes tumors only."""
        if (
            "Tumor" in rule.expected
            and TUMOR.search(_PLACE.split(words)[0])
            and is_phrase(words, 6)
            and not NOT_TUMOR.search(words)
        ):
            relation = "associated_with_tumor" if rule.sort else rule.relation
            return Found(Entity(local_curie(words), words, ("Tumor",)), relation)
        return None

    def _expected(self, words: str, rule: Rule) -> tuple[str, ...]:
        if "Tumor" in rule.expected and TUMOR.search(_WITH_TUMOR.sub("", words)):
            return ("Tumor",)
        return rule.expected

    def ground(self, phrase: Phrase, expected: tuple[str, ...]) -> Match | None:
        """The whole phrase; without its qualities; its gloss; its head before a place."""
        if not expected:
            return self.match(phrase.words, ())
        words = _RANGE.sub("", phrase.words)
        tried = [noun] if (noun := NOUN_OF.get(words.lower())) else [words]
        while quality := _QUALITY.match(words):
            words = words[quality.end() :]
            tried.append(words)
        # "a malignant tumor (thymoma)": the gloss names what the class word leaves open.
        tried = [*phrase.aliases, *tried] if _CLASS.search(phrase.words) else [*tried, *phrase.aliases]
        if "Symptom" in expected:  # "rapid, uncontrolled eye movements (nystagmus)": the gloss is the name
            tried = [*(alias for alias in phrase.aliases if _MEDICAL_WORD.fullmatch(alias)), *tried]
        head = _PLACE.split(words)[0]
        if _OF_MUSCLES.match(words) and "Symptom" in expected:
            head = "muscle weakness"
        if head.lower() in _ONLY_THERE and " " in words:
            head = words
        if head != words and set(expected) & {"Symptom", "Tumor"} and len(head.split()) <= 3 and head.lower() not in GENERIC:
            tried.append(head)
        for attempt in tried:
            match = self.match(attempt, expected)
            if match:
                return match
        return None

    def _relation(self, rule: Rule, kinds: tuple[str, ...], phrase: Phrase, match: Match | None) -> str:
        """The rule's relation, or that of the object's own kind where the rule sorts."""
        if not rule.sort:
            return rule.relation
        words = phrase.words
        if (
            "Tumor" in kinds or (match is None and TUMOR.search(_WITH_TUMOR.sub("", _PLACE.split(words)[0])))
        ) and not NOT_TUMOR.search(words):
            return "associated_with_tumor"
        if _RECURRENCE.match(words) or (phrase.governor and SEQUELS.search(phrase.governor)):
            return "has_complication"
        if rule.relation == "associated_with":
            of_diseases = phrase.governor and re.search(r"(?i)\b(?:diseases|disorders|conditions)\b", phrase.governor)
            return "associated_with" if of_diseases or "Symptom" not in kinds or DISEASE.search(words) else "has_symptom"
        return rule.relation

    def _is_given(self, words: str) -> bool:
        """True where a vocabulary has these words as a test or a treatment, which are no findings."""
        return self.match(words, ("DiagnosticTest", "Treatment", "Drug", "Procedure")) is not None
