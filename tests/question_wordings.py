"""Wordings of questions and the rows each must give on the three graphs of question_examples."""

from question_examples import (
    ACTH,
    ATAXIA,
    BLOCKERS,
    CARBAMAZEPINE,
    CATECHOLAMINES,
    CEREBELLUM,
    DELETIONS,
    DRAVET,
    EYES,
    FEVER,
    KETAMINE,
    KINSBOURNE,
    LOCATION,
    MARCEL,
    MYOCLONUS,
    NEUROBLASTOMA,
    OMS,
    OPSOCLONUS,
    RELAPSES,
    SCN1A,
    SPEECH,
    STEROID,
    SURGERY,
    VIRUS,
)  # fmt: skip

from graph.model import Entity

Triples = frozenset[tuple[str, str, str]]


def of(subject: Entity, relation: str, *objects: Entity | str) -> Triples:
    """Triples of one subject and relation."""
    return frozenset((subject.curie, relation, o if isinstance(o, str) else o.curie) for o in objects)


TUMOR = of(OMS, "associated_with_tumor", NEUROBLASTOMA)
SHARE = of(NEUROBLASTOMA, "has_complication", OMS)
TRIGGERS = of(OMS, "triggered_by", VIRUS, NEUROBLASTOMA)
SYMPTOMS = of(OMS, "has_symptom", OPSOCLONUS, MYOCLONUS, ATAXIA, EYES, FEVER)
TREATMENTS = of(OMS, "treated_by", STEROID, ACTH)
CHECKS = of(OMS, "has_anesthesia_concern", LOCATION, CATECHOLAMINES)
CONCERNS = CHECKS | of(OMS, "has_anesthesia_concern", KETAMINE)
OUTCOMES = of(OMS, "has_complication", RELAPSES, SPEECH)
INCIDENCE = of(OMS, "has_incidence", "0.03 to 0.18 per million", "0.2 per million per year")
DESCRIBED = of(OMS, "first_described_by", KINSBOURNE, MARCEL)
PATH = of(OMS, "triggered_by", VIRUS) | of(OMS, "treated_by", ACTH)
PROGNOSIS = of(NEUROBLASTOMA, "has_prognosis", "better prognosis")
NAMES = of(
    OMS, "also_called", "Dancing Eyes Syndrome", "Kinsbourne syndrome", "OMA Syndrome", "OMS", "opsoclonus-myoclonus syndrome"
)
DENIED = of(OMS, "has_symptom", FEVER) | of(OMS, "treated_by", SURGERY)
UNSURE = of(OMS, "triggered_by", VIRUS)
BOTH = of(OMS, "has_symptom", ATAXIA, MYOCLONUS) | of(DRAVET, "has_symptom", ATAXIA, MYOCLONUS)

# (question, the intent that must answer, its rows)
WORDINGS: tuple[tuple[str, str, Triples], ...] = (
    # 1 tumors
    ("Which tumors is Kinsbourne syndrome associated with, and in what share of patients?", "associated_with_tumor", TUMOR),
    ("which tumours go along with opsoclonus myoclonus syndrome?", "associated_with_tumor", TUMOR),
    ("Is OMS linked to any cancer?", "associated_with_tumor", TUMOR),
    ("What neoplasms are seen in Kinsbourne's syndrome?", "associated_with_tumor", TUMOR),
    ("How frequently is neuroblastoma found in OMS?", "share", TUMOR),
    ("In what proportion of OMS patients is there a neuroblastoma?", "share", TUMOR),
    ("how many children with OMS have a neuroblastoma?", "share", TUMOR),
    # 2 the other direction
    ("What share of neuroblastoma patients develop opsoclonus-myoclonus syndrome?", "share", SHARE),
    ("How many patients with neuroblastoma get Kinsbourne syndrome?", "share", SHARE),
    ("What percentage of children with neuroblastoma develop OMS?", "share", SHARE),
    ("What is the risk of OMS in neuroblastoma?", "share", SHARE),
    # 3 triggers
    ("What triggers dancing eyes syndrome?", "triggered_by", TRIGGERS),
    ("What sets off OMS, and how sure is the text?", "triggered_by", TRIGGERS),
    ("By what is OMS triggered?", "triggered_by", TRIGGERS),
    ("What are the triggers of OMS?", "triggered_by", TRIGGERS),
    ("What can set OMS off?", "triggered_by", TRIGGERS),
    ("Which tumors trigger OMS?", "triggered_by", of(OMS, "triggered_by", NEUROBLASTOMA)),
    ("What does a viral infection trigger?", "triggered_by", UNSURE | of(DRAVET, "triggered_by", VIRUS)),
    ("Which syndromes are triggered by viral infections?", "triggered_by", UNSURE | of(DRAVET, "triggered_by", VIRUS)),
    ("Is OMS triggered by a viral infection?", "between", UNSURE),
    # 4 symptoms
    ("What are the symptoms of Kinsbourne syndrome?", "has_symptom", SYMPTOMS),
    ("WHAT ARE THE SIGNS OF OMS", "has_symptom", SYMPTOMS),
    ("How does OMS present?", "has_symptom", SYMPTOMS),
    ("How often does OMS come with jerking eye movements?", "share", SYMPTOMS),
    ("Is ataxia a symptom of OMS?", "between", of(OMS, "has_symptom", ATAXIA)),
    ("What is ataxia a symptom of?", "has_symptom", of(OMS, "has_symptom", ATAXIA) | of(DRAVET, "has_symptom", ATAXIA)),
    ("Which diseases have ataxia?", "has_symptom", of(OMS, "has_symptom", ATAXIA) | of(DRAVET, "has_symptom", ATAXIA)),
    # 5 treatments
    ("What treatments help in OMS, and in what share of cases?", "treated_by", TREATMENTS),
    ("How is OMS treated?", "treated_by", TREATMENTS),
    ("Which drugs treat OMS?", "treated_by", TREATMENTS),
    ("What medication helps against Kinsbourne syndrome?", "treated_by", TREATMENTS),
    ("In OMS, what helps?", "treated_by", TREATMENTS),
    ("What does ACTH treat?", "treated_by", of(OMS, "treated_by", ACTH)),
    ("Which diseases are treated with corticotropin?", "treated_by", of(OMS, "treated_by", ACTH)),
    ("Are steroids and ACTH alternatives in Kinsbourne syndrome?", "alternatives", TREATMENTS),
    ("Are ACTH and steroids interchangeable in OMS?", "alternatives", TREATMENTS),
    ("Does removal of the tumor help in OMS?", "between", of(OMS, "treated_by", SURGERY)),
    # 6 anesthesia
    ("What must be checked before anesthesia in a child with OMS, and why?", "has_anesthesia_concern", CHECKS),
    ("What do I need to check preoperatively in dancing eyes syndrome?", "has_anesthesia_concern", CHECKS),
    ("What are the anesthesia concerns of Kinsbourne syndrome?", "has_anesthesia_concern", CONCERNS),
    ("What should be avoided during anaesthesia in OMS?", "has_anesthesia_concern", of(OMS, "has_anesthesia_concern", KETAMINE)),
    ("Which drugs should not be used in anesthesia for Dravet syndrome?", "has_anesthesia_concern",
     of(DRAVET, "has_anesthesia_concern", KETAMINE, BLOCKERS)),
    ("Can ketamine be used for anesthesia in OMS?", "between", of(OMS, "has_anesthesia_concern", KETAMINE)),
    # 7, 8 inheritance, chromosomes
    ("How is Kinsbourne syndrome inherited?", "has_inheritance", of(OMS, "has_inheritance", "none")),
    ("Is OMS hereditary?", "has_inheritance", of(OMS, "has_inheritance", "none")),
    ("What is the mode of inheritance of OMS?", "has_inheritance", of(OMS, "has_inheritance", "none")),
    ("Where are chromosome 1 deletions found?", "found_in", of(NEUROBLASTOMA, "has_chromosome_abnormality", DELETIONS)),
    ("In which tumor are chromosome 1 deletions seen?", "found_in", of(NEUROBLASTOMA, "has_chromosome_abnormality", DELETIONS)),
    # 9 outcome
    ("How often does OMS recur, and with which sequelae?", "has_complication", OUTCOMES),
    ("How severe are the sequelae of Kinsbourne syndrome?", "has_complication", OUTCOMES),
    ("Does OMS relapse?", "has_complication", OUTCOMES),
    # 10, 11 incidence, description
    ("What is the incidence of OMS?", "has_incidence", INCIDENCE),
    ("How common is OMS?", "has_incidence", INCIDENCE),
    ("How rare is Kinsbourne syndrome?", "has_incidence", INCIDENCE),
    ("How many people have OMS?", "has_incidence", INCIDENCE),
    ("Who first described Kinsbourne syndrome, and when?", "first_described_by", DESCRIBED),
    ("When was OMS first described?", "first_described_by", DESCRIBED),
    ("Who discovered OMS?", "first_described_by", DESCRIBED),
    # 12 names
    ("What are the other names of Kinsbourne syndrome?", "names", NAMES),
    ("What else is OMS called?", "names", NAMES),
    ("synonyms of OMS", "names", NAMES),
    # 13 paths
    ("How are viral infection and ACTH connected?", "connected", PATH),
    ("What links a viral infection to ACTH?", "connected", PATH),
    ("Is there a path from ACTH to viral infection?", "connected", PATH),
    # 14 comparison
    ("How does the prognosis of neuroblastoma differ with OMS?", "compared", PROGNOSIS),
    ("Is the prognosis of neuroblastoma better with OMS?", "compared", PROGNOSIS),
    ("Does OMS change the prognosis of neuroblastoma?", "compared", PROGNOSIS),
    ("What is the outlook in neuroblastoma?", "has_prognosis", PROGNOSIS),
    # 15 anatomy
    ("What does OMS attack?", "affects_anatomy", of(OMS, "affects_anatomy", CEREBELLUM)),
    ("Which part of the body does Kinsbourne syndrome affect?", "affects_anatomy", of(OMS, "affects_anatomy", CEREBELLUM)),
    ("Which organ is attacked in OMS?", "affects_anatomy", of(OMS, "affects_anatomy", CEREBELLUM)),
    ("What attacks the cerebellum?", "affects_anatomy", of(OMS, "affects_anatomy", CEREBELLUM)),
    # 16 doubt and denial
    ("Which statements about OMS are uncertain?", "uncertain", UNSURE),
    ("Which facts about Kinsbourne syndrome are doubtful?", "uncertain", UNSURE),
    ("Which are denied?", "denied", DENIED | of(DRAVET, "treated_by", CARBAMAZEPINE)),
    ("Which symptoms are absent in OMS?", "denied", of(OMS, "has_symptom", FEVER)),
    ("What does not help in OMS?", "denied", of(OMS, "treated_by", SURGERY)),
    # 17 words
    ("Which words say that a viral infection triggers OMS?", "quotes", UNSURE),
    ("What evidence is there that neuroblastoma sets off OMS?", "quotes", of(OMS, "triggered_by", NEUROBLASTOMA)),
    ("Where does it say that OMS is treated with ACTH?", "quotes", of(OMS, "treated_by", ACTH)),
    # 18, 19, 20 over several documents
    ("Which syndromes share the symptoms of OMS?", "shared", of(DRAVET, "has_symptom", ATAXIA, MYOCLONUS)),
    ("Which syndromes have ataxia and myoclonus?", "has_symptom", BOTH),
    ("Which syndromes share ataxia and myoclonus?", "shared", BOTH),
    ("What symptoms do OMS and Dravet syndrome have in common?", "shared", BOTH),
    ("Which syndromes share an anesthesia concern?", "shared",
     of(OMS, "has_anesthesia_concern", KETAMINE) | of(DRAVET, "has_anesthesia_concern", KETAMINE)),
    ("Which diseases share an anaesthetic concern with SMEI?", "shared", of(OMS, "has_anesthesia_concern", KETAMINE)),
    ("Where do sources disagree?", "conflicts",
     TUMOR | INCIDENCE | DESCRIBED | of(OMS, "has_symptom", FEVER) | of(OMS, "has_anesthesia_concern", KETAMINE)),
    ("Do the texts contradict each other about Dravet syndrome?", "conflicts", frozenset()),
    # others
    ("Which gene causes Dravet syndrome?", "affects_gene", of(DRAVET, "affects_gene", SCN1A)),
    ("What is associated with chromosome 1 deletions?", "about", of(NEUROBLASTOMA, "has_chromosome_abnormality", DELETIONS)),
    # slips of the pen, and advice without the word anesthesia
    ("What are the symptons of OMS?", "has_symptom", SYMPTOMS),
    ("wich treatmens help in oms", "treated_by", TREATMENTS),
    ("anesthsia concerns of OMS", "has_anesthesia_concern", CONCERNS),
    ("What must be checked in OMS?", "has_anesthesia_concern", CHECKS),
    ("Which syndromes need catecholamine levels checked?", "has_anesthesia_concern",
     of(OMS, "has_anesthesia_concern", CATECHOLAMINES)),
    ("Which drugs are dangerous in Dravet syndrome?", "has_anesthesia_concern",
     of(DRAVET, "has_anesthesia_concern", KETAMINE, BLOCKERS)),
    ("What causes OMS?", "caused_by", TRIGGERS),
    ("Which syndromes have neuroblastoma?", "has_symptom", TUMOR),
    ("Which syndromes are associated with neuroblastoma?", "about", TUMOR | SHARE | of(OMS, "triggered_by", NEUROBLASTOMA)),
    # cues that stand beside each other
    ("What is the genetic inheritance of Kinsbourne syndrome?", "has_inheritance", of(OMS, "has_inheritance", "none")),
    ("How many cases recur in OMS?", "has_complication", OUTCOMES),
    ("Where does OMS strike?", "affects_anatomy", of(OMS, "affects_anatomy", CEREBELLUM)),
    ("Show me the sentence about chromosome 1 deletions.", "quotes", of(NEUROBLASTOMA, "has_chromosome_abnormality", DELETIONS)),
    ("What anesthesia concerns are shared by several syndromes?", "shared",
     of(OMS, "has_anesthesia_concern", KETAMINE) | of(DRAVET, "has_anesthesia_concern", KETAMINE)),
    ("What percentage of OMS patients improve with steroids?", "between", of(OMS, "treated_by", STEROID)),
    ("What is ACTH used for?", "treated_by", of(OMS, "treated_by", ACTH)),
    ("By which other names is Kinsbourne syndrome known?", "names", NAMES),
    ("What is doubtful about OMS?", "uncertain", UNSURE),
)  # fmt: skip
