"""The one vocabulary table: every kind and relation with its JSON, RDF, Cypher and Biolink names.

Everything that names a kind or a relation (JSON, RDF, property graph, OWL/SKOS, SHACL, questions, exports) reads it here.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of entities. `name` is the JSON word, the Cypher label and the RDF local name."""

    name: str
    biolink: str
    definition: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation. `subjects` and `objects` are the kinds it may join (empty: any kind); `literal`: the object may be words."""

    name: str  # snake_case, in JSON and on the command line
    label: str  # reads after the subject: "OMS *is treated by* ACTH"
    inverse: str  # snake_case name of the other direction, never stored
    biolink: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    literal: bool
    definition: str

    @property
    def cypher(self) -> str:
        """Relationship type in the property graph."""
        return self.name.upper()

    @property
    def rdf(self) -> str:
        """Local name of the RDF property."""
        head, *rest = self.name.split("_")
        return head + "".join(word.capitalize() for word in rest)


_DISEASES = ("Disease", "Syndrome", "Tumor")
_FINDINGS = ("Symptom", "Complication")
_SICK = (*_DISEASES, *_FINDINGS, "InfectiousAgent")
_ACTIONS = ("Treatment", "Drug", "Procedure")

_KINDS = (
    Kind("Disease", "biolink:Disease", "A disease or disorder."),
    Kind("Syndrome", "biolink:Disease", "A disease named as a syndrome: findings that occur together.", "Disease"),
    Kind("Tumor", "biolink:Disease", "A neoplasm, benign or malignant.", "Disease"),
    Kind("Symptom", "biolink:PhenotypicFeature", "A symptom, sign, malformation, laboratory or imaging finding."),
    Kind("Trigger", "biolink:ExposureEvent", "An event or agent that sets off a disease or a sign."),
    Kind("InfectiousAgent", "biolink:OrganismTaxon", "A virus, bacterium, fungus or parasite."),
    Kind("Treatment", "biolink:Treatment", "Anything done or given to treat."),
    Kind("Drug", "biolink:Drug", "A drug or a class of drugs.", "Treatment"),
    Kind("Procedure", "biolink:Procedure", "A procedure or measure.", "Treatment"),
    Kind("Gene", "biolink:Gene", "A gene."),
    Kind("ChromosomeAbnormality", "biolink:SequenceVariant", "A deletion, duplication or other change of a chromosome."),
    Kind("AnatomicalStructure", "biolink:AnatomicalEntity", "A part of the body."),
    Kind("DiagnosticTest", "biolink:Procedure", "An examination, laboratory test or imaging procedure."),
    Kind("Complication", "biolink:PhenotypicFeature", "An outcome, sequela or recurrence of a disease."),
    Kind("AnesthesiaConcern", "biolink:NamedThing", "A risk, a check or a choice that matters around anesthesia."),
    Kind("InheritanceMode", "biolink:GeneticInheritance", "A mode of inheritance."),
    Kind(
        "ClinicalModifier", "biolink:ClinicalAttribute", "An onset, course, severity or other modifier of a disease or finding."
    ),
    Kind("Person", "biolink:Agent", "A person, such as the one who first described a disease."),
    Kind("Document", "biolink:Article", "A text that says something."),
)

_RELATIONS = (
    Relation("has_symptom", "has the symptom", "symptom_of", "biolink:has_phenotype", _SICK, (*_FINDINGS, *_DISEASES), False,
             "A sign, malformation, laboratory, imaging or tissue finding of the subject."),
    Relation("caused_by", "is caused by", "causes", "biolink:caused_by", (), (), True,
             "The etiology or mechanism of the subject."),
    Relation("triggered_by", "is triggered by", "triggers", "biolink:contribution_from", (), (), True,
             "A precipitating event or agent."),
    Relation("associated_with_tumor", "is associated with the tumor", "tumor_associated_with", "biolink:associated_with",
             _SICK, (*_DISEASES, *_FINDINGS), False, "A tumor that occurs with or because of the subject."),
    Relation("treated_by", "is treated by", "treats", "biolink:treated_by", (), _ACTIONS, False,
             "A drug, procedure or measure that helps; negated: stated not to work."),
    Relation("has_inheritance", "has the inheritance", "inheritance_of", "biolink:has_mode_of_inheritance", _SICK,
             ("InheritanceMode",), True, "The mode of inheritance; 'none' is its own value."),
    Relation("affects_gene", "involves the gene", "gene_affected_in", "biolink:genetically_associated_with", (), ("Gene",), False,
             "A gene whose change causes or accompanies the subject."),
    Relation("affects_anatomy", "affects", "affected_in", "biolink:disease_has_location", (), ("AnatomicalStructure",), False,
             "A part of the body said to be affected."),
    Relation("diagnosed_by", "is diagnosed by", "diagnoses", "biolink:is_diagnosed_by", (), (), True,
             "A test, an examination or a way to the diagnosis."),
    Relation("has_complication", "has the complication", "complication_of", "biolink:has_manifestation", (), (), False,
             "An outcome, sequela or recurrence; what the subject leads to."),
    Relation("has_anesthesia_concern", "has the anesthesia concern", "anesthesia_concern_of", "biolink:related_to", (), (), False,
             "A risk, check, monitoring, or drug or technique to avoid or prefer around anesthesia."),
    Relation("has_incidence", "has the incidence", "incidence_of", "biolink:has_attribute", (), (), True,
             "New cases in a population, as stated."),
    Relation("has_prevalence", "has the prevalence", "prevalence_of", "biolink:has_attribute", (), (), True,
             "Cases present in a population, as stated."),
    Relation("has_onset", "has the onset", "onset_of", "biolink:has_attribute", (), ("ClinicalModifier",), True,
             "The age or manner of onset."),
    Relation("first_described_by", "was first described by", "first_described", "biolink:has_attribute", (), ("Person",), True,
             "Who first described the subject, and when."),
    Relation("associated_with", "is associated with", "associated_with", "biolink:associated_with", (), (), True,
             "Another disease or finding that occurs with the subject, no cause stated."),
    Relation("is_a", "is a kind of", "has_kind", "biolink:subclass_of", (), (), True, "The class of the subject."),
    Relation("differential_diagnosis_of", "is a differential diagnosis of", "has_differential_diagnosis", "biolink:related_to",
             (), (), False, "A disease to be considered, ruled out or told apart when the object is suspected."),
    Relation("has_chromosome_abnormality", "shows the chromosome abnormality", "chromosome_abnormality_in", "biolink:associated_with",
             (), ("ChromosomeAbnormality",), False, "A chromosome change found in the subject, such as in tumor tissue."),
    Relation("has_prognosis", "has the prognosis", "prognosis_of", "biolink:has_attribute", (), (), True,
             "The outlook of the subject, or how it compares."),
    Relation("has_comparison", "compares in", "compared_in", "biolink:related_to", (), (), True,
             "How an outcome of the subject compares between two groups."),
    Relation("has_sex_ratio", "has the sex ratio", "sex_ratio_of", "biolink:has_attribute", (), (), True,
             "Which sex is affected how much more often."),
    Relation("has_course", "has the course", "course_of", "biolink:has_attribute", (), ("ClinicalModifier",), True,
             "The clinical course of the subject."),
    Relation("has_modifier", "has the modifier", "modifier_of", "biolink:has_attribute", (), ("ClinicalModifier",), True,
             "A clinical modifier of the subject."),
    Relation("has_past_history", "has the past history", "past_history_of", "biolink:has_phenotype", (), (), False,
             "A finding in the past medical history."),
)  # fmt: skip

KINDS: Final = MappingProxyType({kind.name: kind for kind in _KINDS})
RELATIONS: Final = MappingProxyType({relation.name: relation for relation in _RELATIONS})

CERTAINTIES: Final = ("possible", "probable", "asserted")  # weakest first
SECTIONS: Final = (
    "title", "synonyms", "summary", "history", "epidemiology", "inheritance", "pathophysiology", "diagnosis", "symptoms",
    "clinical_aspects", "complications", "treatment", "prognosis", "anesthesia", "monitoring", "references", "boilerplate", "other",
)  # fmt: skip
QUANTITY_KINDS: Final = (
    "proportion", "incidence", "prevalence", "response", "recurrence", "age", "duration", "count", "ratio", "year", "dose", "risk",
    "frequency_class",  # the bounds of a class of HPO's frequencies, no measured share
)  # fmt: skip


def sort_kinds(names: tuple[str, ...] | set[str] | list[str]) -> tuple[str, ...]:
    """Return known kind names once each, in the table's order. KeyError names one that is not in the table."""
    for name in names:
        if name not in KINDS:
            raise KeyError(f"unknown kind {name!r}; known: {', '.join(KINDS)}")
    return tuple(name for name in KINDS if name in names)
