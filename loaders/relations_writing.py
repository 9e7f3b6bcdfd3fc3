"""A hit and one of its objects become a statement with its evidence: polarity, certainty, frequency, numbers, qualifiers."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from graph.model import AnyOf, Comparison, Entity, Evidence, Quantity, Statement
from loaders import drops
from loaders.context import Context, SentenceContext
from loaders.memory import CONTEXTS
from loaders.phrase_words import PART_CLAUSE
from loaders.phrases import without_glosses
from loaders.quantities import FoundQuantity
from loaders.relations_candidates import Object, Reading
from loaders.relations_causes import denies_cause
from loaders.relations_frequencies import is_of_another
from loaders.relations_modes import comparison_of
from loaders.relations_qualifiers import CONDITION, qualifiers_of
from loaders.relations_settling import Made, Spans
from loaders.rules.model import Hit, Rule
from loaders.rules.words import pattern
from ontology.vocabulary import CERTAINTIES

LOADER: Final = "rules/1"

_GLOSS: Final = re.compile(r"\s*\([^()]*\)")
_INSTRUCTING: Final = frozenset(("has_anesthesia_concern", "treated_by", "diagnosed_by"))
_UNDENIED: Final = frozenset(
    {
        *("has_anesthesia_concern", "has_inheritance", "has_comparison", "differential_diagnosis_of", "is_a", "has_course"),
        *("has_incidence", "has_prevalence", "has_onset", "has_prognosis", "has_sex_ratio", "first_described_by"),
    }
)
_MISSING: Final = re.compile(r"(?i)\b(?:absent|lacking|missing|absence)\b")
_PEOPLE_SHARE: Final = pattern("people_share")
_RARE: Final = re.compile(r"(?i)(?:very |extremely )?(?:rare|uncommon)")  # said of the disease, not of how it is inherited
_FAMILIAL: Final = re.compile(r"(?i)\bfamilial\b")
_CHANCE: Final = re.compile(
    r"(?i)(?:%|percent|\d\)?|\b(?:an?|the)) (?:\w+ )?(?:chance|risk|probability)\b|\beach (?:child|pregnancy)\b"
)
_IT_OCCURS: Final = re.compile(
    r"(?i)\b(?:it|they) (?:\w+ly )?(?:co-?exists?|occurs?|develops?|appears?|(?:is|are) (?:present|found|seen))\b"
)
_FINDINGS: Final = frozenset(("has_symptom", "has_complication"))
_AT_TIMES: Final = re.compile(
    r"(?i)\W*(?:at (?:other )?times|(?:in )?between (?:the |these )?(?:attacks|episodes|seizures|crises|spells|bouts|flares)|"
    r"when (?:their|its|the))\b"
)
_FUNCTION: Final = re.compile(
    r"(?i)(?:the )?(?:[\w-]+ )?(?:reflex(?:es)?|tears|speech|language|menstruation|periods|pulses?|sweat(?:ing)?)|(?:the )?sense of \w+"
)
_OWN_LACK: Final = re.compile(r"(?i)(?:an? |the )?(?:lack|absence|loss)\b")
_DOES_NOT: Final = re.compile(
    r"(?i)(?:^(?:never|cannot)|(?:^|\w )(?:do|does) not) [a-z]+|^(?:are |is )?born (?:without|missing) "
)  # what a part of the body fails to do: no denial of it
_TIME_WITHOUT: Final = re.compile(
    r"(?i)\b(?:periods?|times?|hours|days|nights?|going|goes) without$"
)  # a fast, and no denial of what follows
_OF_THOSE_WITH: Final = re.compile(r"(?i)\s+(?:with|who have|having)\s+(?:\w+\s+)?$")
_NOT: Final = re.compile(r"(?i)\b(?:not|never|no longer)\b")  # between a part and what it is said to be
_OR_LESS: Final = re.compile(
    r"(?i)\b(?:mild|minimal|slight|low|small|reduced|decreased|diminished|weak|poor|slow|delayed|depressed|rare|scanty)\s+or\s+$"
)
_OR_SOME: Final = re.compile(
    r"(?i)\s+(?:and/)?or\s+(?:partially |very |abnormally )*(?:missing|small|short|malformed|reduced|under)"
)
_OWN_CLAUSE: Final = frozenset(("has_comparison", "has_prognosis"))  # a frequency of another clause is not theirs
_SOMETIMES: Final = frozenset(("has_onset", "has_course", "has_prognosis"))  # of the disease, and often or in some only
_NO_BEFORE: Final = re.compile(r"(?i)\b(?:no|without|nor|or|not (?:have|cause|show|get|develop))\s+(?:[\w-]+\s+){0,2}$")
_LETTER: Final = re.compile(r"[^\W\d_]")
_NOT_THERE: Final = re.compile(
    r"(?i)\s+(?:is|are|was|were|does|do|has|have)\s+(?:usually |generally |typically )?(?:not|never|absent)\b"
    r"(?:\s+(?:been )?(?:seen|found|present|observed|reported|noted|described|occur|develop|a feature|part))?"
)


class Writer:
    """Writes the statements of one sentence; its context is found once, when first needed."""

    def __init__(self, reading: Reading, dropped: Counter[str] | None = None) -> None:
        self._reading = reading
        self._dropped: Counter[str] = Counter() if dropped is None else dropped
        self._context: SentenceContext | None = None

    @property
    def context(self) -> SentenceContext:
        if self._context is None:
            self._context = _context_of(self._reading.text)
        return self._context

    @property
    def quantities(self) -> tuple[FoundQuantity, ...]:
        return self.context.quantities

    def statements(self, hit: Hit, taken: Spans = ()) -> Iterator[Made]:
        """What a hit states. `taken`: where names are not looked for."""
        rule = hit.rule
        subject, span = self._reading.subject(hit)
        if subject is None:
            return
        objects = [
            o for o in self._reading.objects(hit, taken) if not isinstance(o.value, Entity) or o.value.curie != subject.curie
        ]
        any_of = self._any_of(rule, objects)
        for target in objects:
            made = self._statement(hit, subject, span, target, any_of)
            if isinstance(made, str):
                self._dropped[made] += 1
            else:
                gloss = _GLOSS.match(self._reading.text, target.end)
                yield made, (target.start, gloss.end() if gloss else target.end)

    def _any_of(self, rule: Rule, objects: list[Object]) -> AnyOf | None:
        """The disjunction of a treatment, cause or trigger list."""
        if rule.relation not in ("treated_by", "triggered_by", "caused_by") or len(objects) < 2:
            return None
        if not any(o.phrase and o.phrase.joined_by_or for o in objects):
            return None
        members = [o.value.curie if isinstance(o.value, Entity) else o.value.label for o in objects]
        start, end = self._reading.sentence.start + objects[0].start, self._reading.sentence.start + objects[-1].end
        return AnyOf.of(self._reading.frame.document.source, start, end, members)

    def _statement(
        self, hit: Hit, subject: Entity, span: tuple[int, int] | None, target: Object, any_of: AnyOf | None
    ) -> Statement | str:
        """What is stated, or the reason why nothing is."""
        rule = hit.rule
        context = self.context.at(target.start, target.end)
        if refused := _refusal(rule, target.relation, context):
            return refused
        comparison: Comparison | None = None
        if rule.mode == "comparison":
            comparison = comparison_of(
                hit, self._reading.text, self._reading.masked, self._reading.frame, self._reading.grounder
            )
            if comparison is None:
                return drops.NO_COMPARISON
        if context.negated and not rule.negated and target.relation == "has_anesthesia_concern" and rule.action != "avoid":
            return drops.DOUBTFUL_DENIAL
        within = rule.mode in ("quality", "part") and _NOT.search(self._reading.text, target.start, target.end)
        if within and target.relation == "has_anesthesia_concern":
            return drops.DOUBTFUL_DENIAL
        denied = (
            self._denied(context)
            and rule.relation not in _UNDENIED
            and denies_cause(context, self._reading.text, (target.start, target.end), rule)
        )
        negated = bool(within) or rule.negated or denied
        if negated and not rule.negated and not within and (context.often_absent or rule.mode in ("quality", "part")):
            cues = " ".join(self._reading.text[c.start : c.end] for c in context.cues)
            if _MISSING.search(cues):  # "often absent", "reduced or absent"
                negated = False
            elif context.often_absent and _PEOPLE_SHARE.search(context.frequency or ""):
                return drops.DOUBTFUL_DENIAL
        if negated and rule.mode == "mention" and target.relation in _INSTRUCTING:
            return (
                drops.DOUBTFUL_DENIAL
            )  # the denial may be of what else is said of it: "patients who do not respond to X require Y"
        unknown = (isinstance(target.value, Entity) and not target.value.grounded) or self._vaguely_denied(rule, target)
        if negated and unknown and target.relation == "has_symptom" and not self._plainly_denied(rule, target):
            return drops.DOUBTFUL_DENIAL  # what is denied of unknown words is mostly a misread region
        if negated and not rule.negated and target.relation in _FINDINGS and self._denied_at_times(target):
            return drops.DOUBTFUL_DENIAL
        evidence = self._evidence(hit, subject, span, target, context, any_of)
        if target.relation == "differential_diagnosis_of" and isinstance(target.value, Entity):
            return Statement(target.value, target.relation, subject, False, None, (_swapped(evidence),))
        return Statement(subject, target.relation, target.value, negated, comparison, (evidence,))

    def _plainly_denied(self, rule: Rule, target: Object) -> bool:
        """True for unknown words of which the sentence says no more than that they are not there: "Wasting is not seen"."""
        if rule.mode == "bullet":
            return True
        alone = not _LETTER.search(self._reading.text, 0, target.start) and len(target.text.split()) < 6
        return alone and _NOT_THERE.match(self._reading.text, target.end) is not None

    def _denied_at_times(self, target: Object) -> bool:
        """True for a denial that holds between attacks only, and for a function that is lost, which is told otherwise."""
        return _AT_TIMES.match(self._reading.text) is not None or _FUNCTION.fullmatch(target.text) is not None

    def _vaguely_denied(self, rule: Rule, target: Object) -> bool:
        """True for a finding known by its head alone that no denial stands right before."""
        by_head = rule.id.startswith("symptom.mention-by-head")
        return by_head and _NO_BEFORE.search(self._reading.text, 0, target.start) is None

    def _denied(self, context: Context) -> bool:
        """True for a denial that reaches beyond its own words: "a lack of sleep, stress" denies no stress."""
        cues = [c for c in context.cues if c.category == "negation"]
        text = self._reading.text
        return (
            context.negated
            and not all(
                _OWN_LACK.match(text[c.start : c.end])
                or any(part.start() < c.start < part.end() for part in PART_CLAUSE.finditer(text))  # "hair that does not grow"
                or _TIME_WITHOUT.search(text[: c.end])
                or (_OR_LESS.search(text[: c.start]) and _MISSING.search(text[c.start : c.end]))
                or (_OR_SOME.match(text, c.end) and _MISSING.search(text[c.start : c.end]))  # "absent or small thumbs"
                for c in cues
            )
        )

    def _evidence(
        self, hit: Hit, subject: Entity, span: tuple[int, int] | None, target: Object, context: Context, any_of: AnyOf | None
    ) -> Evidence:
        rule, base = hit.rule, self._reading.sentence.start
        certainty = context.certainty
        if rule.action and certainty != "asserted" and self._only_conditional(context):
            certainty = "asserted"
        if rule.certainty:
            certainty = min(certainty, rule.certainty, key=CERTAINTIES.index)
        frequency, quantities = self._numbers(hit, target, context)
        said = self._reading.text[target.start : target.end]
        literal = target.text in (" ".join(said.split()), without_glosses(said)) or target.text == hit.rule.value
        if not literal:
            said = target.text  # a shared head or modifier was added: the words stand nowhere in one piece
        return Evidence(
            source=self._reading.frame.document.source,
            section=self._reading.sentence.section,
            start=base,
            end=self._reading.sentence.end,
            text=self._reading.text,
            rule=rule.id,
            certainty=certainty,
            frequency=frequency,
            quantities=quantities,
            truncated=self._reading.sentence.truncated,
            subject_text=self._reading.text[slice(*span)] if span else subject.label,
            object_text=said,
            subject_span=(base + span[0], base + span[1]) if span else None,
            object_span=(base + target.start, base + target.end) if literal else None,
            any_of=any_of,
            qualifiers=qualifiers_of(hit, target, self._reading.text),
            loader=LOADER,
        )

    def _numbers(self, hit: Hit, target: Object, context: Context) -> tuple[str | None, tuple[Quantity, ...]]:
        """The frequency words and the quantities that belong to the object."""
        base = self._reading.sentence.start
        if hit.rule.mode in ("literal", "person"):
            inside = [
                q
                for q in self.quantities
                if q.quantity.start < hit.end and q.quantity.end > min(target.start, hit.start) and _within(hit, target, q)
            ]
            own = context.frequency_span and not is_of_another(
                self._reading.text, context.frequency_span, (target.start, target.end), target.relation
            )
            said = context.frequency if own and target.relation in _SOMETIMES else None
            return said, tuple(_moved(q.quantity, base, None) for q in inside)
        if row := hit.span("share"):  # the last column of a table is of its whole row
            share = [q for q in self.quantities if q.quantity.start < row[1] and q.quantity.end > row[0]]
            said = self._reading.text[slice(*row)]
            return (
                (said, tuple(_moved(q.quantity, base, target.text) for q in share))
                if any(map(str.isalnum, said))  # no dash
                else (None, ())
            )
        if target.relation in _OWN_CLAUSE and not _inside(context.frequency_span, hit):
            return None, ()
        if context.frequency is None or context.frequency_span is None:
            return self._opening_share(target) if not hit.rule.before else self._share_of_it(target)
        a, b = context.frequency_span
        if target.relation == "is_a" or (target.relation == "has_inheritance" and self._not_of_mode(context.frequency)):
            return None, ()
        if _OF_THOSE_WITH.fullmatch(self._reading.text, b, max(b, target.start)):
            return None, ()
        if is_of_another(self._reading.text, (a, b), (target.start, target.end), target.relation):
            return None, ()
        shares = [q for q in self.quantities if q.is_share and q.quantity.start < b and q.quantity.end > a]
        return context.frequency, tuple(_moved(q.quantity, base, target.text) for q in shares)

    def _not_of_mode(self, frequency: str) -> bool:
        """True for words that say how rare the disease is, or a chance of a child, not how often a mode is found."""
        rare = _RARE.fullmatch(frequency) and not _FAMILIAL.search(self._reading.text)
        return bool(rare or _CHANCE.search(self._reading.text))

    def _opening_share(self, target: Object) -> tuple[str | None, tuple[Quantity, ...]]:
        """ "In 50% of patients with …, a fever is seen": the share that opens the sentence is that of its one finding."""
        first = next(iter(self.quantities), None)
        if first is None or not first.is_share or first.end > target.start or self._reading.text[: first.start].strip():
            return None, ()
        if _OF_THOSE_WITH.search(self._reading.text[first.end : target.start]):
            return None, ()
        return first.words, (_moved(first.quantity, self._reading.sentence.start, target.text),)

    def _share_of_it(self, target: Object) -> tuple[str | None, tuple[Quantity, ...]]:
        """ "Nephritis must be sought, because it occurs in 10%": the one share after "it" is that of the sentence's subject."""
        shares = [q for q in self.quantities if q.is_share]
        if len(shares) != 1 or not _IT_OCCURS.search(self._reading.text, target.end, max(shares[0].start, target.end)):
            return self._opening_share(target)
        return shares[0].words, (_moved(shares[0].quantity, self._reading.sentence.start, target.text),)

    def _only_conditional(self, context: Context) -> bool:
        """True where every doubt of the context stands in the condition of an advice: "if a tumor is suspected"."""
        condition = CONDITION.search(self._reading.text)
        doubts = [cue for cue in context.cues if cue.category in ("possible", "probable")]
        return condition is not None and all(condition.start() <= cue.start < condition.end() for cue in doubts)


@lru_cache(maxsize=CONTEXTS)
def _context_of(text: str) -> SentenceContext:
    return SentenceContext(text)


def _swapped(evidence: Evidence) -> Evidence:
    """A rule reads the other disease as the object of the page's; the statement goes from the other to the page's."""
    return replace(
        evidence,
        subject_text=evidence.object_text,
        subject_span=evidence.object_span,
        object_text=evidence.subject_text,
        object_span=evidence.subject_span,
    )


def _inside(span: tuple[int, int] | None, hit: Hit) -> bool:
    """True where the words of frequency stand in what the rule matched."""
    return span is not None and hit.start <= span[0] and span[1] <= hit.end


def _within(hit: Hit, target: Object, found: FoundQuantity) -> bool:
    """True where the number stands in the object's words or in the rule's year."""
    spans = [(target.start, target.end), hit.span("year"), hit.span("year2")]
    return any(s and found.quantity.start < s[1] and found.quantity.end > s[0] for s in spans)


def _moved(quantity: Quantity, base: int, numerator: str | None) -> Quantity:
    return replace(
        quantity, start=quantity.start + base, end=quantity.end + base, numerator=quantity.numerator or numerator
    )  # fmt: skip


def _refusal(rule: Rule, relation: str, context: Context) -> str | None:
    """Why nothing is stated: it is said of a relative, an animal, another disease, or only asked for. None where it is stated."""
    if context.experiencer != "patient" and context.experiencer not in rule.despite:
        return drops.BY_EXPERIENCER[context.experiencer]
    if not context.hypothetical or relation in _INSTRUCTING or "hypothetical" in rule.despite:
        return None
    return drops.HYPOTHETICAL
