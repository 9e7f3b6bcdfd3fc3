"""The objects of a rule's hit in one sentence: where they are, what they mean, in which relation."""

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from graph.model import Entity, Literal, local_curie
from loaders.mentions import entity_of
from loaders.phrase_sharing import Phrase
from loaders.phrase_trimming import trim
from loaders.phrase_words import VERB
from loaders.phrases import bracket_end, clip_after, split_phrases, split_with, without_glosses
from loaders.relation_words import DISEASE, TREATMENT_CLASS
from loaders.relations_called import by_its_name
from loaders.relations_causes import cause_phrases, is_one_cause
from loaders.relations_genes import gene_phrases
from loaders.relations_mentions import mentioned
from loaders.relations_modes import fragment_phrases, inheritance_entity, person_phrases
from loaders.relations_notes import without_manner, without_when
from loaders.relations_objects import Found, Grounder, is_about_tumors
from loaders.relations_parts import described, parts_within, with_object
from loaders.relations_rates import rate_end, rates
from loaders.relations_regions import region_of
from loaders.relations_settling import Spans
from loaders.relations_signs import is_main_sign
from loaders.relations_subject import DISEASE_KINDS, Frame
from loaders.rules.model import DISEASE_MARK, PEOPLE_MARK, Hit, Rule
from loaders.rules.words import pattern
from loaders.sentences import Sentence

_GROUNDED_ONLY: Final = frozenset(("prognosis", "other", "diagnosis", "epidemiology", "pathophysiology"))
_SIGN_SECTIONS: Final = frozenset(("symptoms", "clinical_aspects", "complications", "anesthesia", "monitoring"))
_TRUSTED: Final = frozenset(
    (
        "symptom.characterized-by",
        "symptom.include",
        "symptom.test-shows",
        "symptom.combination-of",
        "note.test-then-finding",
        "note.finding-under-test",
        "symptom.criteria-are",
    )
)
# What people cannot do counts in an outlook, not where it is told how the body works.
_OF_OUTLOOK: Final = frozenset(("symptom.patients-are", "symptom.patients-are-adjective", "symptom.patients-do"))
_CAUSES: Final = re.compile(r"(?i)\bcauses?\s+(?:\w+ly\s+)?$")
_OF_SIGNS: Final = frozenset(("symptoms", "clinical_aspects"))
_CAUSED_SIGNS: Final = frozenset(
    ("complication.leads-to", "complication.and-leads-to", "complication.finding-leads-to", "complication.which-can-result-in")
)
_SHARE: Final = re.compile(
    r"(?i)\d ?%|\bper ?cent\b|\b(?:half|a third|a quarter) of\b"
)  # of whom, if not of the people who have it?
_HAVING: Final = frozenset(
    ("symptom.one-in-ten-have", "symptom.patients-have", "plain.you-may-notice", "symptom.affects-share", "symptom.patients-do")
)
# "Myxomas may also develop": as well as what was told before.
_MAY_ALSO: Final = re.compile(
    r"(?i)\b(?:may|can) also (?:develop|occur|appear|arise|form|be (?:seen|found|present))\b|"
    r"\b(?:also|often|frequent|common)\b[^.;]{0,40} than (?:in|usual|normal|expected|average)\b"
)
_BY_COMPANY: Final = frozenset(("note.known-finding", "note.after-colon"))
_OUTCOME: Final = pattern("outcome")
_DISEASE_NAME: Final = re.compile(
    r"(?i)\b(?:syndrome|disease|disorder|complex|anomaly|deficiency|curse|ataxia|palsy|paralysis|dystonia|\w{3,}(?:osis|lepsy|algia|itis|pathy|trophy|plasia|emia|uria))\b.{0,14}$"
)
_LOOSE: Final = frozenset(("symptom.mention-in-summary", "tumor.mention-among-signs"))
_SIGNS: Final = pattern("signs")
_NOT_SIGNS: Final = pattern("not_signs")
_CLASS_SUBJECT: Final = re.compile(r"(?i)^(?:an? |this |the )?(?:[\w-]+ ){0,4}(?:disease|disorder|condition|syndrome)$")
# An item of many words before its first comma, or one explained after a dash, is a sentence rather than a finding.
_LONG_ITEM: Final = re.compile(r"^(?:[^\s,;(]+\s+){13}|\s--\s")
_COMPARED: Final = re.compile(r"(?i)\b(?:younger|older|less|more|earlier|later)$")
_NEW_PREDICATE: Final = re.compile(
    r"(?i)\s+(?:with|due to)\b|,?\s+(?:and|but)\s+(?:an? |is|are|it|has|have|may|can|often|usually|sometimes|generally|typically|includes?|"
    r"worsens?|progress\w*|do|get|become|loses?|"
    r"becomes|continues?|leads?|tends?|lasts?|(?:the )?risk)\b|"
    r"\s+as\s+(?!early|late|well|young|old\b)|"
    r"\s+in\s+(?:(?:most|many|some|several|all)\s+|the majority of\s+)?(?:affected\s+)?(?:people|patients|cases|individuals|children)\b"
    r"(?!\s+(?:aged?|ages|over|under|between|older|younger))"
)
_GIVEN: Final = frozenset(("treated_by", "diagnosed_by"))
_FOR_WHOM: Final = re.compile(
    rf"(?i)\s+(?:in|to|for|among)\s+(?:[\w-]+\s+){{0,3}}{PEOPLE_MARK}|\s+to\s+(?:check|see|look|measure|find|assess|confirm|rule|"
    r"exclude|detect|help|relieve|prevent|reduce|control|ease|improve)\b|\s+into\s+(?=\w)"
)
_BARE_AGE: Final = re.compile(r"(?:about |around |approximately )?\d+(?: (?:to|and|or) \d+)?")
_JOINT: Final = re.compile(r"(?i)\s+(?:and|or|but)$")
_KNOWN: Final = 0.9  # score of a match of all words
# "Before a child reaches puberty", "as early as infancy": words of an age at which others end.
_AGE_VERB: Final = re.compile(
    r"(?i)(?:before|when|until|by the time|after|once)\s+(?:[\w-]+\s+){1,3}?(?:is|are|reach|reaches|turns?|becomes?)\s+|"
    r"as\s+(?:early|late|young)\s+as\s+"
)
_AT: Final = re.compile(r"(?i)(?:(?:(?:with)?in|during|at|around|of)\s+(?:the\s+)?)+")


def _onset_end(text: str, start: int, end: int) -> int:
    """Where an age ends: before a new predicate or clause, but not inside "younger than five years"."""
    told = _AGE_VERB.match(text, start, end)
    inner = told.end() if told else start
    if stop := _NEW_PREDICATE.search(text, inner, end):
        end = stop.start()
    clipped = clip_after(text, inner, end)
    return end if _COMPARED.search(text[start:clipped]) else clipped


def _is_disease(subject: Entity) -> bool:
    """False for a topic, such as a diet or a test: the summary of its page names many things."""
    return subject.grounded or bool(_DISEASE_NAME.search(subject.label))


class Object(NamedTuple):
    """An object of a hit with its place in the text."""

    value: Entity | Literal
    relation: str
    start: int
    end: int
    text: str
    phrase: Phrase | None = None


def _in_company(found: list[Object], masked: str) -> list[Object]:
    """The members of a list without a verb: unknown words only beside two known findings, and as many."""
    known = [one for one in found if isinstance(one.value, Entity) and one.value.grounded]
    verbless = DISEASE_MARK not in masked and PEOPLE_MARK not in masked and not VERB.search(masked)
    return found if verbless and len(known) > 1 and 2 * len(known) >= len(found) else known


def _is_trusted(rule: str, section: str) -> bool:
    """True for a rule whose findings count in such a section though no vocabulary has them."""
    return rule in _TRUSTED or (section == "prognosis" and rule in _OF_OUTLOOK)


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence being read: its text, the marked copy of it, and what the document knows."""

    frame: Frame
    grounder: Grounder
    sentence: Sentence
    text: str
    masked: str

    def subject(self, hit: Hit) -> tuple[Entity | None, tuple[int, int] | None]:
        """The rule's own subject where it names one, else the document's; None where the named one is nobody."""
        span = hit.span("subject")
        if span is None:
            place = self.masked.find(DISEASE_MARK)
            end = place
            while place >= 0 and end < len(self.masked) and self.masked[end] == DISEASE_MARK:
                end += 1
            return self.frame.subject, (place, end) if place >= 0 else None
        words = self.masked[slice(*span)]
        if DISEASE_MARK in words or PEOPLE_MARK in words:
            return self.frame.subject, span
        if _CLASS_SUBJECT.match(words.strip()) and hit.start <= 1:
            return self.frame.subject, span
        start, end = trim(self.text, *span)
        phrase = Phrase(start, end, " ".join(self.text[start:end].split()))
        match = self.grounder.ground(phrase, DISEASE_KINDS)
        if match is None:
            return None, None
        return entity_of(match, self.frame.matcher.lexicon), (start, end)

    def objects(self, hit: Hit, taken: Spans = ()) -> list[Object]:
        """What a hit's words mean. `taken`: where names are not looked for."""
        rule = hit.rule
        if rule.mode in ("literal", "fixed", "comparison"):
            return self._literal(hit)
        if rule.mode in ("part", "quality"):
            return [self._object(thing, phrase, rule) for thing, phrase in described(self.text, hit, self.grounder)]
        if rule.mode == "inheritance":
            span = hit.span("object")
            return (
                []
                if span is None
                else [
                    self._object(Found(e, rule.relation) if isinstance(e, Entity) else e, p, rule)
                    for e, p in inheritance_entity(self.text, span, self.grounder)
                ]
            )
        if rule.mode in ("bullet", "item") and not self._listed(rule):
            return []
        if rule.mode == "mention":
            return self._mentions(hit, taken)
        phrases = self._whole_row(hit) or self._special(hit)
        if rule.mode in ("bullet", "fragment") and rule.relation == "has_symptom":
            phrases = [piece for whole in phrases for piece in split_with(self.text, whole, self.grounder.knows_finding)]
        if rule.relation == "caused_by":
            phrases = cause_phrases(self.text, hit, phrases)
        found = []
        for whole in phrases:
            phrase = without_manner(whole) if rule.relation == "has_anesthesia_concern" else whole
            phrase = without_when(whole) if rule.relation == "triggered_by" else phrase
            phrase = self._for_whom_left_out(whole) if rule.relation in _GIVEN and rule.mode == "list" else phrase
            marked = self.masked[phrase.start : phrase.end]
            if hit.span("subject") and marked and not marked.strip(DISEASE_MARK):
                found.append(Object(self.frame.subject, rule.relation, phrase.start, phrase.end, phrase.words, phrase))
                continue
            if rule.relation == "has_complication" and not rule.before and marked and not marked.strip(DISEASE_MARK):
                return []  # "leads to scarring and Harlow syndrome": how the disease comes about
            if (DISEASE_MARK in marked or PEOPLE_MARK in marked) and rule.mode not in ("person", "gene"):
                continue
            phrase = by_its_name(self.text, phrase, rule, self.grounder)
            thing = self.grounder.find(phrase, rule)
            if thing is None and rule.relation == "affects_anatomy" and rule.mode == "list":
                found += [self._object(one, piece, rule) for one, piece in parts_within(self.text, phrase, rule, self.grounder)]
            if thing and self._admits(hit, thing):
                found.append(self._object(self._as_sign(thing, phrase, hit), phrase, rule))
        return _in_company(found, self.masked[slice(*(hit.span("object") or (0, None)))]) if rule.id in _BY_COMPANY else found

    def _for_whom_left_out(self, phrase: Phrase) -> Phrase:
        """ "Physiotherapy for all patients", "an ECG to check the heart": without whom or what it is for."""
        said = _FOR_WHOM.search(self.masked, phrase.start + 1, phrase.end)
        if not said or phrase.words != " ".join(self.text[phrase.start : phrase.end].split()):
            return phrase
        words = " ".join(self.text[phrase.start : said.start()].split())
        if TREATMENT_CLASS.match(words):
            return phrase  # "drugs to lower blood pressure": without what they are for they are any drugs
        return phrase._replace(end=said.start(), words=words)

    def _whole_row(self, hit: Hit) -> list[Phrase]:
        """A row of a table that a vocabulary knows as it stands: "Abnormality of blood and blood-forming tissues"."""
        span = hit.span("object")
        if hit.rule.id != "symptom.row" or span is None:
            return []
        start, end = trim(self.text, *span)
        words = " ".join(self.text[start:end].split())
        match = self.grounder.match(words, hit.rule.expected)
        return [Phrase(start, end, words)] if match and match.score >= _KNOWN else []

    def _as_sign(self, found: Found, phrase: Phrase, hit: Hit) -> Found:
        """What a finding causes in a part on the signs, or is said to "cause" in a summary, is one more sign, unless it is an
        outcome such as failure or loss; what people have in a part on complications is a complication."""
        if found.relation == "has_symptom" and self.sentence.section == "complications" and hit.rule.id in _HAVING:
            return Found(found.entity, "has_complication")  # "About 1 in 20 people have a stroke"
        if found.relation != "has_complication" or hit.rule.id not in _CAUSED_SIGNS or _OUTCOME.search(phrase.words):
            return found
        section = self.sentence.section
        if section in _OF_SIGNS or (section == "summary" and found.entity.grounded and self._is_caused(hit)):
            return Found(found.entity, "has_symptom")
        return found

    def _is_caused(self, hit: Hit) -> bool:
        """True where the verb before the object is "cause"."""
        span = hit.span("object")
        return span is not None and _CAUSES.search(self.text, hit.start, span[0]) is not None

    def _admits(self, hit: Hit, found: Found) -> bool:
        """False for a finding too loosely said: unknown words where prose is about other things, or nobody is named."""
        if found.relation not in ("has_symptom", "has_complication", "associated_with_tumor") or hit.rule.mode in (
            "bullet",
            "part",
        ):
            return not (hit.rule.mode == "bullet" and not found.entity.grounded and _LONG_ITEM.search(self.text))
        section = self.sentence.section
        unknown = not found.entity.grounded
        if unknown and found.relation == "has_symptom" and section in _GROUNDED_ONLY and not _is_trusted(hit.rule.id, section):
            return False
        if section == "summary" and _SHARE.search(self.masked):
            return True
        if not hit.rule.before or section in _SIGN_SECTIONS or DISEASE_MARK in self.masked or PEOPLE_MARK in self.masked:
            return True
        if "Tumor" in found.entity.kinds:
            return _MAY_ALSO.search(self.masked) is not None
        return not (unknown and DISEASE.search(found.entity.label))

    def _phrases(self, hit: Hit) -> list[Phrase]:
        region = region_of(hit, self.text, self.masked)
        if region is None:
            return []
        broken = self.sentence.truncated and not self.text[region[1] :].strip(" .…") and "," not in self.text[slice(*region)]
        if hit.rule.mode == "whole" or broken:  # at a break the words may share a head that is missing
            start, end = trim(self.text, *region)
            whole = self.text[start:end]
            words = without_glosses(whole) if hit.rule.relation == "caused_by" else " ".join(whole.split())
            return [Phrase(start, end, words)] if start < end else []
        parts = split_phrases(self.text, *region, self.grounder.knows_finding, self.grounder.is_place)
        if hit.rule.relation == "caused_by" and is_one_cause(self.text, region, parts, self.grounder.knows_finding):
            start, end = trim(self.text, *region)
            return [Phrase(start, end, without_glosses(self.text[start:end]))] if start < end else []
        if hit.rule.relation in ("has_symptom", "has_complication"):
            return [piece for part in parts for piece in split_with(self.text, part, self.grounder.knows_finding)]
        return list(parts)

    def _listed(self, rule: Rule) -> bool:
        """True for an item of a list that the rule may read: under a heading of signs, or in a section of signs."""
        heading = self.sentence.heading or ""
        if not self.sentence.bullet or _NOT_SIGNS.search(heading):
            return False
        return (
            rule.mode == "item"
            or self.sentence.section in ("symptoms", "clinical_aspects", "complications")
            or bool(_SIGNS.search(heading))
        )

    def _special(self, hit: Hit) -> list[Phrase]:
        rule = hit.rule
        if rule.mode == "gene":
            return gene_phrases(self.text, hit.start, hit.end, self.grounder)
        if rule.mode == "person":
            span = hit.span("object")
            return [] if span is None else person_phrases(self.text, span)
        if rule.mode in ("bullet", "fragment"):
            return fragment_phrases(self.text, hit.span("object") or (hit.start, hit.end), rule, self.grounder)
        return self._phrases(hit)

    def _object(self, found: Found | Literal, phrase: Phrase, rule: Rule) -> Object:
        if isinstance(found, Literal):
            return Object(found, rule.relation, phrase.start, phrase.end, phrase.words, phrase)
        return Object(found.entity, found.relation, phrase.start, phrase.end, phrase.words, phrase)

    def _literal(self, hit: Hit) -> list[Object]:
        span = hit.span("object")
        if span is None:
            return []
        start, end = span
        if (sign := hit.span("sign")) and not is_main_sign(self.frame, self.text[slice(*sign)], self.sentence.start):
            return []
        if hit.rule.relation in ("has_prevalence", "has_incidence"):
            end = bracket_end(self.text, start, rate_end(self.text, start, end))
        if hit.rule.relation == "has_onset":
            end = max(_onset_end(self.text, start, end), start)
        while end > start and self.text[end - 1] in " .,;:\n":
            end -= 1
        if hit.rule.relation == "has_onset" and (joint := _JOINT.search(self.text, start, end)):
            end = joint.start()
        if hit.rule.relation == "has_onset":
            lead = _AT.match(self.text, start, end)
            start = lead.end() if lead else start
        if hit.rule.relation in ("has_prevalence", "has_incidence") and len(spans := rates(self.text, start, end)) > 1:
            return [one for span in spans for one in self._literal(with_object(hit, span))]
        words = " ".join(self.text[start:end].split())
        if not words or len(words) > 160:
            return []
        of_what = hit.span("part")  # "normal", said of the length of life
        named = words if of_what is None else f"{words} {self.text[slice(*of_what)].lower()}"
        if hit.rule.relation == "has_onset" and _BARE_AGE.fullmatch(words):
            named = f"age {words}"
        value: Entity | Literal = Literal(hit.rule.value or named)
        if hit.rule.mode == "fixed" and hit.rule.kind:
            value = self._fixed(hit.rule, words)
        return [Object(value, hit.rule.relation, start, end, words)]

    def _fixed(self, rule: Rule, words: str) -> Entity:
        label = rule.value or words
        return Entity(local_curie(label), label, (rule.kind or "Symptom",))

    def _mentions(self, hit: Hit, taken: Spans) -> list[Object]:
        """The terms that the sentence names, and the clause of the hit where it says so."""
        rule, subject = hit.rule, self.frame.subject
        if rule.relation == "associated_with_tumor" and is_about_tumors(subject):
            return []
        if self.sentence.section == "summary" and rule.id in _LOOSE and not _is_disease(subject):
            return []
        span = hit.span("object") or (0, len(self.text))
        phrases = mentioned(self.text, self.masked, span, rule, self.frame.matcher, subject.curie)
        free = (phrase for phrase in phrases if not any(a < phrase.end and phrase.start < b for a, b in taken))
        found = ((phrase, self.grounder.find(phrase, rule)) for phrase in free)
        return [self._object(thing, phrase, rule) for phrase, thing in found if thing]
