"""Closed word classes that decide what a phrase may be the object of: generic words, heads of tumors, treatments, tests."""

import re
from typing import Final

GENERIC: Final = frozenset(
    """
    symptom symptoms sign signs feature features clinical finding findings manifestation manifestations problem problems disorder disorders disease
    diseases condition conditions syndrome syndromes illness abnormality abnormalities complication complications characteristic characteristics case
    cases patient patients people individuals children infants form forms type types degree severity course onset onsets thing things change changes
    effect effects issue issues complaint complaints variability combination number one two three some many most all both others other it they
    them this that these those which what cause causes result results treatment treatments therapy therapies care management diagnosis family families
    gene genes mutation mutations affected individual life age time year years month months day days part parts body area areas group groups example
    examples way ways factor factors history research studies study evidence information level levels risk chance difference differences difficulty
    difficulties impairment disability defect defects malformation malformations anomaly anomalies presentation phenotype picture association
    associations concern features impairment response responses clinicalfeatures reason reasons period periods variety range set pattern patterns
    spectrum development growth function functions system systems process processes trait traits attack attacks episode episodes involvement
    person child parent parents adult adults male males female females man woman men women boy girl boys girls population populations
    doctor doctors physician test tests examination medication medications medicine medicines drug drugs option options agents agent precaution precautions measures measure none nothing hallmark hallmarks criterion criteria following copy copies cell cells protein proteins
    """.split()
)

_MODIFIER: Final = frozenset(
    """
    clinical common main other additional specific various several rare typical associated related possible similar different serious severe mild moderate
    variable first early late major minor medical certain new major long-term same own more less unusual usual characteristic general
    many few such important life-threatening further wide broad unknown some any no certain health-related
    """.split()
)

TUMOR: Final = re.compile(
    r"(?i)\b(?:tumou?rs?|cancers?|neoplas\w+|malignanc\w+|metasta\w+|carcinoids?|leuk[ae]+mias?|lymphomas?|"
    r"\w*(?:carcinoma|sarcoma|blastoma|cytoma|adenoma|melanoma|myeloma|glioma|thymoma|lipoma|fibroma|neuroma|angioma|teratoma|"
    r"seminoma|insulinoma|gastrinoma|meningioma|myxoma|ependymoma|schwannoma|chordoma|hepatoma|papilloma|prolactinoma|craniopharyngioma|paraganglioma|"
    r"leiomyoma|rhabdomyoma|hamartoma|mesothelioma|germinoma|gonadoblastoma|osteoma|dermoma|cystadenoma|keratoacanthoma|syringoma|trichoepithelioma)s?)\b"
)

TREATMENT: Final = re.compile(
    r"(?i)(?:therap|treatment|surg|medication|medicine|drug|transplant|replacement|supplement|injection|diet|exercise|rehabilitation|radiation|radiotherapy|"
    r"ectomy|otomy|oplasty|antibiotic|steroid|inhibitor|blocker|antagonist|agonist|vaccin|prophylaxis|transfusion|dialysis|exchange|infusion|acid|vitamin|"
    r"\w+(?:ine|ide|one|ate|ol|mab|nib|pril|statin|zole|cillin|mycin|azepam|in)\b|anti-?\w+|immunoglobulin|insulin|hormone|brace|splint|cast|hearing aid|glasses|lens|"
    r"counseling|support|stimulat|ventilation|oxygen|cream|ointment|relaxant|reliever|analges|sedat|device|pump|shunt|graft|ablation|laser|removal|resection|repair|"
    r"correction|chelat|enzyme|plasma|phlebotomy|embolization|massage|monitoring|administration|withdrawal|avoidance|restriction|intake|anticonvuls|cure|suppress)"
)

TEST: Final = re.compile(
    r"(?i)(?:test|biops|MRI|\bCT\b|scan|imaging|x-?ray|radiograph|ultraso|examin|analysis|histolog|electro\w+|EEG|EMG|ECG|EKG|measur|screening|sequencing|"
    r"assay|culture|serolog|blood|urine|tomograph|angiograph|endoscop|colonoscop|echocardiog|karyotyp|array|hybridization|FISH|PCR|stain|microscop|puncture|evaluation|"
    r"histor|findings|features|clinical|symptoms|level|count|smear|swab|aspirat|stud(?:y|ies)|criteria|skeletal survey|antibod|amniocentesis|"
    r"sampling|spectroscop|spectrometr|chromatograph|audiogram|monitoring|observation)"
)

CAUSE_STOP: Final = re.compile(
    r"(?i)^(?:unknown|not known|unclear|uncertain|this|these|that|it|the (?:same|following)|several|many|various|an? (?:number|variety|combination)\b.*|different|other)\b"
)

BAD_START: Final = re.compile(
    r"(?i)^(?:it|they|he|she|we|you|who|which|that|there|this|these|what|how|why|when|where|if|because|to|as|by|than|from|with|without|for|at|on|in|into|"
    r"been|being|be|is|are|was|were|has|have|had|not|no|normal|much|all|any|some of|many of|others|anyone|everyone|someone|improve|while|when|although|though|consequently|however|therefore|thus|after|before|during|since|until|once|unless|rarely|usually|look|abnormally|clearly|makes|helps|cleans|stores|feel|lose|notice|get|do|use|take|call|ask|talk|keep|eat|drink|check|checking|examine|reduce|becoming|being|having|finding|using|ways?|goals?|types? of|kinds? of|specific types|factors|two types|three types|signs|symptoms|features|manifestations|similar|more|less|able|likely|only|about|including|such|another|same|between|"
    r"one of|two of|most|many|each|others?|used|known|thought|believed|called|reported|diagnosed|caused|inherited|treated|seen|found|present|common|rare)\b"
)
_FINITE: Final = re.compile(
    r"(?i)\b(?:is|are|was|were|has|have|had|may|can|could|might|will|would|should|must|does|do|did|they|it|he|she|we|you|their|his|her|who|which|that)\b"
)


_CLASS_ONLY: Final = frozenset(
    "sign signs symptom symptoms manifestation manifestations feature features finding findings characteristic characteristics presentation component components involvement".split()
)

SEQUELS: Final = re.compile(r"(?i)\b(?:sequel(?:a|ae)|complications?|consequences?|outcomes?)\b")
GOVERNOR: Final = re.compile(
    r"(?i)symptom|sign|feature|abnormal|problem|finding|manifest|disturb|defect|complic|malform|anomal|disab|change|deficit|disease|disorder|disturbance|sequel|condition|difficult|impair|delay"
)
DISEASE: Final = re.compile(
    r"(?i)\b(?:\w+(?:itis|osis|opathy|emia|aemia|uria|plegia|oma|penia|ectasis|cele|trophy|plasia|diabetes)|diabetes|disease|disorder|syndrome|lupus|vitiligo|asthma|eczema|anxiety|autism|epilepsy|dementia|depression)s?\b"
)
ANATOMY: Final = re.compile(
    r"(?i)^(?:the |both |upper |lower |outer |inner |entire |central |peripheral |left |right |deep |surrounding )*(?:"
    r"abdomen|airways?|ankles?|aorta|arms?|arter(?:y|ies)|autonomic nervous system|back|basal ganglia|bile ducts?|bladder|blood(?: cells| vessels)?|body|bones?(?: marrow)?|bowels?|brain(?: ?stem)?|breasts?|"
    r"bronchi|cartilage|cells|central nervous system|cerebellum|cerebral cortex|cerebrum|cervix|chest|colon|connective tissues?|cornea|cortex|cranial nerves?|diaphragm|digestive (?:system|tract)|ears?|elbows?|"
    r"endocrine (?:system|glands)|esophagus|extremities|eyelids?|eyes?|eyeballs?|face|facial (?:muscles|nerve|bones)|feet|fingers?|fingernails|foot|gallbladder|gastrointestinal (?:system|tract)|genitalia|genitals|glands?|gonads|gums?|"
    r"hair|hands?|head|heart(?: muscle| valves?)?|hips?|hypothalamus|immune system|inner ear|intestines?|jaws?|joints?|kidneys?|knees?|larynx|legs?|lens|ligaments|limbs?|lips?|liver|lungs?|lymph(?:atic system| nodes?)?|"
    r"mouth|mucous membranes|muscles?|muscular system|nails?|neck|nerves?|nerve (?:cells|fibers)|nervous system|neuromuscular (?:system|junction)|nose|optic nerves?|ovar(?:y|ies)|palate|pancreas|parathyroid glands|pelvis|penis|peripheral (?:nerves|nervous system)|"
    r"pharynx|pituitary(?: gland)?|placenta|prostate(?: gland)?|reproductive (?:organs|system)|respiratory (?:system|tract)|retinas?|ribs?|salivary glands|scalp|sinuses|skeletal (?:muscles|system)|skeleton|skin|skull|small intestine|spinal cord|"
    r"spine|spleen|stomach|sweat glands|teeth|tendons|testes|testicles|thalamus|throat|thymus|thyroid(?: gland)?|tissues|toes|toenails|tongue|tonsils|torso|trachea|trunk|urinary (?:system|tract)|uterus|vagina|vascular system|veins?|vertebrae|"
    r"vestibular system|vocal cords|white matter|wrists?|adrenal glands?|large intestine|musculoskeletal system|cardiovascular system|voluntary muscles|motor neurons|brain and spinal cord|long bones|optic disc|myelin)$"
)


NOT_TUMOR: Final = re.compile(
    r"(?i)\b(?:cells?|treatments?|markers?|types?|suppressor|surgery|removal|screening|therapy|biology|stage|treated|necrosis)$"
)

TREATMENT_CLASS: Final = re.compile(
    r"(?i)^(?:(?:cancer|drug|medical|standard|new|effective|other|specific|initial|early|proper|appropriate|current|available|prompt|different|main|only|approved|further|"
    r"certain|best|prescription|additional|these|first|possible|usual|common|safe|good|long-term|lifelong|successful|immediate)\s+)*(?:treatments?|therap(?:y|ies)|drugs?|medications?|medicines?|options?|care|plan|interventions?|treatment plan)$"
)

CHANCE: Final = re.compile(
    r"(?i)\b(?:chance|risk|likelihood|tendency|percent|number|probability|mutations?|deletions?|cop(?:y|ies) of|gene|genes|chromosomes?|inheritance|family history|family member|relatives?|parents?)\b"
)


def is_generic(words: str) -> bool:
    """True for words that name no finding, treatment or cause of their own ("clinical features")."""
    tokens = [t for t in re.findall(r"[a-z][\w-]*", words.lower()) if t not in {"the", "a", "an", "of", "and", "or", "in"}]
    if not tokens:
        return True
    if tokens[-1] in _CLASS_ONLY and len(tokens) <= 3:
        return True
    return tokens[-1] in GENERIC and all(t in GENERIC or t in _MODIFIER for t in tokens)


def is_phrase(words: str, longest: int = 9) -> bool:
    """True for a clean noun phrase: not a clause, not too long, no opening by a pronoun or preposition."""
    tokens = words.split()
    return (
        0 < len(tokens) <= longest
        and not BAD_START.match(words)
        and not _FINITE.search(words)
        and bool(re.search(r"[^\W\d_]{3}", words))
        and not re.search(r"[.;:!?](?:\s|$)", words)
    )
