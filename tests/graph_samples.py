"""Two small documents in our own words, for tests of views and exports."""

from graph.model import (
    AnyOf,
    Comparison,
    Document,
    DocumentGraph,
    Entity,
    Evidence,
    Literal,
    NameEvidence,
    Quantity,
    Section,
    Statement,
)

FIRST = "file:///first.txt"
SECOND = "file:///second.txt"

SYNDROME = Entity("MONDO:9000001", "dancing limb syndrome", ("Disease", "Syndrome"), ("DLS",), ("ORPHA:900001",))
TUMOR = Entity("MONDO:9000002", "small tumor", ("Disease", "Tumor"))
HORMONE = Entity("CHEBI:9000003", "a hormone", ("Treatment", "Drug"))
STEROID = Entity("CHEBI:9000004", "a steroid", ("Treatment", "Drug"))
FEVER = Entity("HP:9000005", "fever", ("Symptom",))


def place(source: str, start: int, text: str, **more: object) -> Evidence:
    """An evidence whose span has the length of its words."""
    return Evidence(source, "summary", start, start + len(text), text, "rule", **more)  # type: ignore[arg-type]


def first_document() -> DocumentGraph:
    """A syndrome with a tumor, two alternative treatments, a denied sign, an incidence, a comparison and a concern."""
    words = "In about half a tumor is found."
    both = AnyOf.of(FIRST, 40, 60, (STEROID.curie, HORMONE.curie))
    half = Quantity("proportion", 0.5, 0.5, "1", "half", 9, 13, approximate=True)
    share = Quantity("response", None, 0.6, "1", "60%", 44, 47, denominator=None)
    rate = Quantity("incidence", 0.0, 0.18, "1e-6", "0-0.18", 70, 76, per_time="unknown")
    return DocumentGraph(
        document=Document(FIRST, "first", "Dancing limb syndrome. " + words, (Section("summary", 0, 20, "Summary"),), "DLS"),
        statements=(
            Statement(SYNDROME, "associated_with_tumor", TUMOR,
                      evidence=(place(FIRST, 23, words, frequency="In about half", quantities=(half,)),)),
            Statement(SYNDROME, "treated_by", STEROID, evidence=(place(FIRST, 40, "x", any_of=both, quantities=(share,)),)),
            Statement(SYNDROME, "treated_by", HORMONE, evidence=(place(FIRST, 40, "x", any_of=both, quantities=(share,)),)),
            Statement(SYNDROME, "has_symptom", FEVER, negated=True, evidence=(place(FIRST, 62, "no fever"),)),
            Statement(SYNDROME, "has_incidence", Literal("0-0.18 per million"),
                      evidence=(place(FIRST, 70, "0-0.18", quantities=(rate,)),)),
            Statement(TUMOR, "has_comparison", Literal("better prognosis"),
                      comparison=Comparison("prognosis", "better", SYNDROME.curie, "without"),
                      evidence=(place(FIRST, 80, "better", certainty="possible"),)),
            Statement(SYNDROME, "has_anesthesia_concern", STEROID,
                      evidence=(place(FIRST, 90, "avoid", qualifiers=(("action", "avoid"),)),)),
        ),
        names=(NameEvidence(SYNDROME.curie, "Dancing limb syndrome", FIRST, 0, 21),),
        subject=SYNDROME,
    )  # fmt: skip


def second_document() -> DocumentGraph:
    """A second text that repeats one statement of the first and adds one, with a synonym and a kind of its own."""
    same = Entity(SYNDROME.curie, SYNDROME.label, ("Disease",), ("limb dance",))
    return DocumentGraph(
        document=Document(SECOND, "second", "Limb dance goes with a small tumor and, in 30%, fever."),
        statements=(
            Statement(same, "associated_with_tumor", TUMOR, evidence=(place(SECOND, 0, "Limb dance goes with"),)),
            Statement(TUMOR, "has_symptom", FEVER, evidence=(place(SECOND, 21, "in 30%, fever", frequency="in 30%"),)),
        ),
        names=(NameEvidence(SYNDROME.curie, "Limb dance", SECOND, 0, 10),),
        subject=same,
    )


def sample_graphs() -> tuple[DocumentGraph, DocumentGraph]:
    """Both documents."""
    return first_document(), second_document()
