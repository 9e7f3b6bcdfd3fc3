"""The closed word classes that cut and trim noun phrases: separators, verbs that end a list, determiners, trailing shares."""

import re
from typing import Final

EXAMPLES: Final = re.compile(
    r"(?i)(?:such as|including|includes|e\.?g\.?,?|for example,?|for instance,?|like|especially|particularly|notably|namely|in particular,?|specifically|mainly)$"
)

SEPARATOR: Final = re.compile(
    r"(?i)\s*,\s*(?:but also\s+|and/or\s+|and\s+|or\s+|as well as\s+|along with\s+|nor\s+|"
    r"such as\s+|including\s+|e\.?g\.?,?\s+|for example,?\s+|for instance,?\s+|especially\s+|particularly\s+|notably\s+|in particular,?\s+)?"
    r"|\s+(?:and/or|and|or|as well as|but also|along with|together with|in addition to|nor|plus|such as|including|e\.g\.,?|followed by|in combination with)\s+"
    r"|\s+[-•*]\s+|\s*;\s*"
)  # fmt: skip

# Ends a list of noun phrases: relative pronouns, subordinators, causes, sentence breaks.
TERMINATOR: Final = re.compile(
    r"(?i)(?:\.(?=\s|$)|:(?=\s)|\s[–—]\s|--|,?\s+(?:which|who|whom|whose|where|when|whenever|while|whereas|although|though|"
    r"because|since|but(?! also)|if|unless|until|so that|so|however|as a result|thus|therefore|than|despite|even|depending|according|as (?:if|though|they|it)|that)\b(?! called)"
    r"|,?\s+(?:due to|caused by|resulting (?:from|in)|leading to|leads? to|because of|associated with|secondary to|related to|as a (?:result|consequence) of|"
    r"owing to|prior to|(?:and )?(?:attacking|affecting|causing|leading to|resulting in|involving|producing)|(?:typically |usually |often )?(?:beginning|starting|appearing|occurring|developing|manifesting|giving|making|depending|allowing|requiring)|followed by|similar to|unrelated to|known as|called|referred to as|characteri[sz]ed by|usually in|typically in|not)\b)"
)  # fmt: skip

# Finite verbs that cannot be part of a noun phrase.
VERB: Final = re.compile(
    r"(?i)\s(?:is|are|was|were|has|have|had|may|can|could|might|will|would|should|must|does|do|did|becomes?|became|occurs?|occurred|"
    r"causes|caused|leads|appears?|develops?|developed|begins?|began|requires?|remains?|tends?|varies|vary|persists?|affects|makes|make|"
    r"includes?|contains?|seems?|belongs?|comes?|gives?|takes?|gets?|helps?|allows?|prevents?|produces|involves|usually (?:affects?|begins?|occurs?)|worsens?|increases (?:the|with)|results? (?:in|from)|depends?|differs?|suggests?|need|needs|affect|depend|occur|develop|appear|require|tend|contain|include|belong|involve|lead to|result in|increase the|kill|reduce|improve|carry|carries|inherit|resemble)\b(?! (?:and|or)\b)"
)  # fmt: skip

LEADING: Final = re.compile(
    r"(?i)(?:with|no|and|or|as well as|also|either|both|the|a|an|some|several|various|certain|other|another|additional|many|any|their|his|her|its|these|those|such|this|"
    r"often|sometimes|usually|possibly|occasionally|commonly|particularly|especially|generally|typically|rarely|frequently|variably|mainly|primarily|mostly|"
    r"most often|most commonly|less commonly|less often|more rarely|less frequently|in (?:some|rare|severe|many|most|other) cases,?|in addition,?|(?:the )?following(?: \w+)?:?|more|"
    r"(?:the )?(?:signs|symptoms|presence|development|evidence|onset|appearance|occurrence|existence|episodes?|attacks|bouts|varying degrees|variable degrees|a variety|a range|a number|a combination|a history|combination|triad|tetrad|"
    r"a wide range|clinical picture|an? \w+ form|(?:mild|moderate|severe|rare)(?:,| or| to)?(?: \w+)? forms?) of|"
    r"(?:sudden|gradual|early|acute|rapid|late|insidious) onset of|"
    r"(?:a |an )?(?:(?:\w+ )?(?:condition|disorder|disease|abnormality|problem|finding|feature|form of \w+|type of \w+)s? (?:called|known as|termed))|called|known as|termed|having|being|very|quite|just|only|even|perhaps|relatively)"
    r"(?=[\s:])[\s:]*"
)  # fmt: skip

_SHARE: Final = (
    r"(?:about|approximately|around|up to|over|more than|less than|nearly|almost|at least|an? estimated|roughly|only)"
)
TRAILING: Final = re.compile(
    r"(?i)[\s,]+(?:"
    rf"(?:in|of|for|by|among) (?:{_SHARE} )?(?:\d[\d.,–-]*(?: to \d+)? ?(?:%|percent|per cent)|(?:one|two|three|half|a (?:third|quarter|half|few|minority|majority)|the majority|most|many|some|all|several|rare|few|severe|other|certain|both|these|those|affected|older|younger|every)\b).*"
    r"|(?:in|during|by|at|before|after|within|around|from|since|throughout|until) (?:the )?(?:(?:early|late|mid|middle|first|second|third|later|young|older|their|his|adult|old)[ -].*|infancy|childhood|adolescence|adulthood|birth|puberty|life|age\b.*|ages\b.*|pregnancy|newborns?|infants|children|adults|patients|males|females|boys|girls|men|women|people|individuals|cases)\b.*"
    r"|over time|with (?:time|age)|as well|too|also|etc\.?|and (?:others?|so on|more)|among others|alone|respectively|and/or|if (?:any|present)|at (?:times|presentation|diagnosis|onset)|later|early"
    r"|\(?see [A-Z].*|(?:usually|often|typically|generally|commonly|frequently|rarely|sometimes|occasionally|especially|particularly)(?: in .*)?"
    r"|(?:is|are|and|or|the|with|of|in|by|to|for|a|an)"
    r")[\s,.]*$"
)  # fmt: skip

LEADING_EXAMPLE: Final = re.compile(
    r"(?i)\s*(?:such as|e\.?\s?g\.?,?|including|includes|for example,?|like|for instance,?|especially|particularly)\s+"
)

LOCATIVES: Final = re.compile(
    r"(?i)\b(?:in|of|within|on|around|over|near|to|at|from|between|throughout|under|behind|across|into|involving|affecting)\b (?!case|patient|people)"
)

WITH_BREAKERS: Final = re.compile(
    r"(?i)\b(?:problems?|difficult(?:y|ies)|trouble|issues?|interfer\w+|associat\w+|treat\w+|therapy|infection|contact|patients?|people|children|individuals|consistent|compatible)\s*$"
)

RELATIONAL: Final = (
    "loss", "lack", "absence", "abnormalit(?:y|ies)", "weakness", "inability", "impairment", "problems?", "difficult(?:y|ies)", "inflammation",
    "degeneration", "swelling", "enlargement", "malformations?", "deficienc(?:y|ies)", "underdevelopment", "defects?", "paralysis", "atrophy", "thickening",
    "thinning", "hardening", "narrowing", "numbness", "stiffness", "sensitivity", "trouble", "anomal(?:y|ies)", "dysfunction", "decrease", "increase", "changes?",
    "pain", "delays?", "range", "redness", "dryness", "tumou?rs?", "cancers?", "fusion", "shortening", "overgrowth", "involvement", "infections?", "levels?",
)  # fmt: skip

QUALITIES: Final = frozenset(
    "serious degenerative severe mild moderate progressive chronic acute recurrent frequent brief sudden rapid slow marked profound intermittent persistent painful painless "
    "irregular repeated repetitive abnormal unusual excessive extreme generalized widespread early late new high low short long large small thick thin dry red "
    "involuntary uncontrolled uncontrollable unsteady fluctuating chaotic".split()
)

ADJECTIVES: Final = QUALITIES | frozenset(
    "broad wide narrow flat prominent deep upper lower left right bilateral unilateral soft weak poor rigid stiff tender loose tight dark pale blue yellow white "
    "trembling round pointed fine coarse sparse brittle curly inner outer anterior posterior spinal kidney liver heart lung skin bone eye brain breast colon ovarian "
    "distal proximal plasma serum urine blood congenital mental motor sensory physical".split()
)

# Words with an adjective's ending that are nouns.
NOUNS: Final = frozenset(
    "steroid opioid carcinoid keloid hospital animal antibiotic anesthetic anaesthetic diuretic analgesic antipsychotic anxiolytic relative laxative sedative "
    "clinic tic colic arsenic panic topic metal canal signal trial rehearsal withdrawal removal arousal denial refusal survival arrival calcium cancer ear fear tear "
    "scar collar sugar vertebra muscle tubercle pulse corticosteroid anticonvulsant adjuvant cerebral dietary library salary mammary capillary ovary "
    "epileptic antiepileptic antiemetic cosmetic prosthetic cystic neck sepsis".split()
) - frozenset({"cerebral", "dietary", "mammary", "cystic"})

ADJECTIVE_ENDINGS: Final = (
    "al", "ic", "ar", "ary", "ous", "oid", "eal", "ial", "ical", "ive", "ular", "less", "ful", "ile", "ible", "able", "threatening", "onset",
)  # fmt: skip

# "GAD, an antibody that …": the words after the comma explain the ones before it.
APPOSED: Final = re.compile(r"(?i),\s+(?:an?|the)\s+[^,]+$")
RELATIVE: Final = re.compile(
    r"(?:that|which|who|whose|where|in which|characteri[sz]ed by|caused by|called|known as|similar to)\b"
)
SYMBOL: Final = re.compile(r"[A-Z][A-Z0-9]{1,9}(?:-[A-Z0-9]+)?")
# "impaired balance and coordination": the participle belongs to both.
MODIFIED: Final = re.compile(
    r"(?i)((?:impaired|decreased|reduced|increased|abnormal|poor|delayed|elevated|diminished|loss of|lack of|low|high|weak|underdeveloped|small|short|large|broad|thin|thick|stiff|swollen|dry|enlarged|long))\s+(?:\w+\s+)?\w+$"
)
# "postures, often hunched over, are": an aside between commas.
ASIDE: Final = re.compile(
    r"(?i),\s+(?:often|usually|sometimes|typically|frequently|occasionally|possibly|generally)\s+(?![^,]*\b(?:and|or)\s*,)\w+(?:ed|en|ing|able|ile)\b[^,;.()]{0,50},"
)

# "hyperphagia leading to obesity, short stature, and …": what one member leads to, inside a list that goes on.
CONSEQUENCE: Final = re.compile(
    r"(?i)(?<!,)\s(?:leading to|resulting in|causing|due to|caused by|secondary to|resulting from)\s[^,;.()]+(?=,\s[^.;]*\b(?:and|or)\s)"
)
