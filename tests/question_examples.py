"""Three small documents as hand-made graphs, in our own words: what the look-ups and the questions are tested on."""

from graph.model import AnyOf, Comparison, Document, DocumentGraph, Entity, Evidence, Literal, NameEvidence, Quantity, Statement

OMS = Entity(
    "MONDO:0015247", "opsoclonus-myoclonus syndrome", ("Disease", "Syndrome"),
    ("Dancing Eyes Syndrome", "Kinsbourne syndrome", "OMA Syndrome", "OMS"), ("ORPHA:1183",),
)  # fmt: skip
NEUROBLASTOMA = Entity("MONDO:0005072", "neuroblastoma", ("Disease", "Tumor"))
VIRUS = Entity("MONDO:0005108", "viral infection", ("Disease", "Trigger"))
OPSOCLONUS = Entity("HP:0010543", "Opsoclonus", ("Symptom",))
ATAXIA = Entity("HP:0001251", "Ataxia", ("Symptom",))
MYOCLONUS = Entity("HP:0001336", "Myoclonus", ("Symptom",))
EYES = Entity("local:jerking-movements-of-the-eyes", "jerking movements of the eyes", ("Symptom",))
FEVER = Entity("HP:0001945", "Fever", ("Symptom",))
STEROID = Entity("MAXO:0001575", "steroid", ("Treatment", "Drug"))
ACTH = Entity("CHEBI:3892", "corticotropin", ("Treatment", "Drug"), ("ACTH", "adrenocorticotropic hormone"))
KETAMINE = Entity("CHEBI:6121", "ketamine", ("Drug",))
SURGERY = Entity("local:removal-of-the-tumor", "removal of the tumor", ("Treatment", "Procedure"))
LOCATION = Entity("local:neuroblastoma-location", "neuroblastoma location", ("AnesthesiaConcern",))
CATECHOLAMINES = Entity("local:catecholamine-levels", "catecholamine levels", ("AnesthesiaConcern", "DiagnosticTest"))
RELAPSES = Entity("HP:0031796", "recurrences", ("Complication",))
SPEECH = Entity("local:speech-problems", "speech problems", ("Complication",))
CEREBELLUM = Entity("UBERON:0002037", "cerebellum", ("AnatomicalStructure",))
DELETIONS = Entity("local:chromosome-1-deletions", "chromosome 1 deletions", ("ChromosomeAbnormality",))
KINSBOURNE = Entity("local:m-kinsbourne", "M. Kinsbourne", ("Person",))
MARCEL = Entity("local:marcel-kinsbourne", "Marcel Kinsbourne", ("Person",))
DRAVET = Entity("MONDO:0100135", "Dravet syndrome", ("Disease", "Syndrome"), ("SMEI",))
BLOCKERS = Entity("local:sodium-channel-blockers", "sodium channel blockers", ("Drug",))
CARBAMAZEPINE = Entity("CHEBI:3387", "carbamazepine", ("Treatment", "Drug"))
SCN1A = Entity("HGNC:10585", "SCN1A", ("Gene",))


class Writer:
    """Writes a document's text sentence by sentence, and the statements that each sentence makes."""

    def __init__(self, source: str, name: str, subject: Entity) -> None:
        self.source, self.name, self.subject = source, name, subject
        self.text = ""
        self.statements: list[Statement] = []
        self.names: list[NameEvidence] = []
        self._sentence = (0, "")

    def say(self, sentence: str, section: str = "other") -> "Writer":
        """Append a sentence; the next statements are evidenced by it."""
        self._sentence = (len(self.text), sentence)
        self._section = section
        self.text += sentence + "\n"
        return self

    def name_it(self, entity: Entity, name: str) -> "Writer":
        """The sentence gives a name."""
        start = self._sentence[0] + self._sentence[1].index(name)
        self.names.append(NameEvidence(entity.curie, name, self.source, start, start + len(name)))
        return self

    def state(self, subject: Entity, relation: str, target: Entity | Literal, **details: object) -> "Writer":
        """The sentence states; `numbers`: (kind, low, high, verbatim[, further fields])."""
        start, sentence = self._sentence
        statement = {key: details.pop(key) for key in ("negated", "comparison") if key in details}
        numbers = tuple(self._quantity(*number) for number in details.pop("numbers", ()))
        place = Evidence(
            self.source, self._section, start, start + len(sentence), sentence, "test",
            quantities=numbers, subject_text=subject.label, object_text=target.label, **details,
        )  # fmt: skip
        self.statements.append(Statement(subject, relation, target, evidence=(place,), **statement))
        return self

    def either(self, *members: Entity) -> AnyOf:
        """A disjunction in the sentence."""
        start, sentence = self._sentence
        return AnyOf.of(self.source, start, start + len(sentence), [m.curie for m in members])

    def _quantity(self, kind: str, low: float | None, high: float | None, verbatim: str, more: dict | None = None) -> Quantity:
        start = self._sentence[0] + self._sentence[1].index(verbatim)
        unit = "1"
        return Quantity(kind, low, high, unit, verbatim, start, start + len(verbatim), **(more or {}))

    def graph(self) -> DocumentGraph:
        """The whole document."""
        return DocumentGraph(
            Document(self.source, self.name, self.text), tuple(self.statements), tuple(self.names), self.subject
        )


def oms_graph() -> DocumentGraph:
    """A monograph of opsoclonus-myoclonus syndrome."""
    w = Writer("test:oms", "oms", OMS)
    w.say("Kinsbourne syndrome, also Dancing Eyes Syndrome.").name_it(OMS, "Kinsbourne syndrome").name_it(
        OMS, "Dancing Eyes Syndrome"
    )
    w.say("Opsoclonus, myoclonus and ataxia mark it.").state(OMS, "has_symptom", OPSOCLONUS)
    w.state(OMS, "has_symptom", MYOCLONUS).state(OMS, "has_symptom", ATAXIA)
    w.say("Jerking movements of the eyes are nearly always there.").state(OMS, "has_symptom", EYES, frequency="nearly always")
    w.say("Fever is absent.").state(OMS, "has_symptom", FEVER, negated=True)
    half = {"frequency": "half", "numbers": [("proportion", 0.5, 0.5, "half", {"denominator": "children"})]}
    w.say("In half of the children a neuroblastoma is found.").state(OMS, "associated_with_tumor", NEUROBLASTOMA, **half)
    w.say("3% of children with neuroblastoma get the syndrome.").state(
        NEUROBLASTOMA, "has_complication", OMS, frequency="3%", numbers=[("proportion", 0.03, 0.03, "3%")]
    )
    w.say("A viral infection could be at fault.").state(OMS, "triggered_by", VIRUS, certainty="possible")
    w.say("It follows a viral infection.").state(OMS, "triggered_by", VIRUS)
    w.say("A neuroblastoma sets it off.").state(OMS, "triggered_by", NEUROBLASTOMA)
    w.say("In 70% a steroid or ACTH improves it.")
    for drug in (STEROID, ACTH):
        w.state(OMS, "treated_by", drug, frequency="70%", any_of=w.either(STEROID, ACTH),
                numbers=[("response", 0.7, 0.7, "70%")])  # fmt: skip
    w.say("Removal of the tumor does not help.").state(OMS, "treated_by", SURGERY, negated=True)
    w.say("Check the neuroblastoma location and catecholamine levels.", "anesthesia")
    w.state(OMS, "has_anesthesia_concern", LOCATION, qualifiers=(("action", "check"),))
    w.state(OMS, "has_anesthesia_concern", CATECHOLAMINES, qualifiers=(("action", "check"),))
    w.say("Avoid ketamine because of myoclonus.", "anesthesia")
    w.state(OMS, "has_anesthesia_concern", KETAMINE, qualifiers=(("action", "avoid"), ("reason", "myoclonus")))
    w.say("Inheritance: none.").state(OMS, "has_inheritance", Literal("none"))
    w.say("Now and then the tumor shows chromosome 1 deletions.")
    w.state(NEUROBLASTOMA, "has_chromosome_abnormality", DELETIONS, frequency="Now and then")
    w.say("Recurrences and speech problems are seen in 90%, severe in 60%.")
    for outcome in (RELAPSES, SPEECH):
        w.state(OMS, "has_complication", outcome, frequency="90%", qualifiers=(("severity", "severe"),),
                numbers=[("proportion", 0.9, 0.9, "90%", {"denominator": "cases"}), ("proportion", 0.6, 0.6, "60%")])  # fmt: skip
    w.say("Incidence: 0.03 to 0.18 per million.").state(
        OMS, "has_incidence", Literal("0.03 to 0.18 per million"),
        numbers=[("incidence", 3e-8, 1.8e-7, "0.03 to 0.18 per million", {"per_time": "unknown"})],
    )  # fmt: skip
    w.say("M. Kinsbourne described it in 1963.").state(
        OMS, "first_described_by", KINSBOURNE, numbers=[("year", 1963.0, 1963.0, "1963")]
    )
    w.say("It attacks the cerebellum.").state(OMS, "affects_anatomy", CEREBELLUM)
    w.say("With it, a neuroblastoma has a better prognosis than without it.").state(
        NEUROBLASTOMA, "has_prognosis", Literal("better prognosis"),
        comparison=Comparison("prognosis", "better", OMS.curie, "without it"),
    )  # fmt: skip
    return w.graph()


def second_oms_graph() -> DocumentGraph:
    """Another text on the same syndrome, that differs here and there."""
    w = Writer("test:oms-2", "oms-2", OMS)
    w.say("Ataxia is the rule; fever occurs.").state(OMS, "has_symptom", ATAXIA).state(OMS, "has_symptom", FEVER)
    w.say("A neuroblastoma is present in 80% of cases.").state(
        OMS, "associated_with_tumor", NEUROBLASTOMA, frequency="80%", numbers=[("proportion", 0.8, 0.8, "80%")]
    )
    w.say("Incidence: 0.2 per million per year.").state(
        OMS, "has_incidence", Literal("0.2 per million per year"),
        numbers=[("incidence", 2e-7, 2e-7, "0.2 per million per year", {"per_time": "year"})],
    )  # fmt: skip
    w.say("Marcel Kinsbourne described it in 1962.").state(
        OMS, "first_described_by", MARCEL, numbers=[("year", 1962.0, 1962.0, "1962")]
    )
    w.say("Ketamine is preferred.", "anesthesia").state(
        OMS, "has_anesthesia_concern", KETAMINE, qualifiers=(("action", "prefer"),)
    )
    return w.graph()


def dravet_graph() -> DocumentGraph:
    """A monograph of another syndrome, that shares symptoms, a trigger and a concern."""
    w = Writer("test:dravet", "dravet", DRAVET)
    w.say("Ataxia, myoclonus.").state(DRAVET, "has_symptom", ATAXIA).state(DRAVET, "has_symptom", MYOCLONUS)
    w.say("Fever or a viral infection triggers seizures.").state(DRAVET, "triggered_by", FEVER).state(
        DRAVET, "triggered_by", VIRUS
    )
    w.say("Carbamazepine is not effective.").state(DRAVET, "treated_by", CARBAMAZEPINE, negated=True)
    w.say("Avoid ketamine and sodium channel blockers.", "anesthesia")
    for drug in (KETAMINE, BLOCKERS):
        w.state(DRAVET, "has_anesthesia_concern", drug, qualifiers=(("action", "avoid"),))
    w.say("SCN1A is mutated in 80%.").state(DRAVET, "affects_gene", SCN1A, numbers=[("proportion", 0.8, 0.8, "80%")])
    return w.graph()


def all_graphs() -> tuple[DocumentGraph, ...]:
    """All three."""
    return oms_graph(), second_oms_graph(), dravet_graph()
