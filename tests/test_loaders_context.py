"""The clinical context of phrases: every data rule by its own example, and hard sentences beyond them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.context import Context, SentenceContext
from loaders.cues import CueRule, Terminator, cue_rules, cue_words, find_cues


def marked(sentence: str) -> tuple[str, list[tuple[int, int]]]:
    """The sentence without its brackets, and the spans they stood around."""
    plain, spans = "", []
    for part in re.split(r"(\[[^\]]*\])", sentence):
        if part.startswith("["):
            spans.append((len(plain), len(plain) + len(part) - 2))
            part = part[1:-1]
        plain += part
    return plain, spans


def contexts(sentence: str) -> list[Context]:
    plain, spans = marked(sentence)
    found = SentenceContext(plain)
    return [found.at(*span) for span in spans]


def plain_finding(context: Context) -> bool:
    return (
        not context.negated and context.certainty == "asserted" and not context.hypothetical and not context.historical
        and context.experiencer == "patient"
    )  # fmt: skip


@pytest.mark.parametrize("rule", cue_rules().rules, ids=lambda rule: rule.id)
def test_each_rule_works_on_its_example(rule: CueRule) -> None:
    plain, spans = marked(rule.example)
    found = SentenceContext(plain)
    assert rule.id in {cue.rule for cue in found.cues}
    context = found.at(*spans[0])
    effect = {
        "negation": context.negated,
        "possible": context.certainty == "possible",
        "probable": context.certainty == "probable",
        "hypothetical": context.hypothetical,
        "subgroup": context.hypothetical and not context.negated,
        "historical": context.historical,
        "relative": context.experiencer == "relative",
        "animal": context.experiencer == "animal",
        "other": context.experiencer == "other",
        "comparison": plain_finding(context),
        "blocked": plain_finding(context),
    }[rule.category]
    assert effect, context


@pytest.mark.parametrize("terminator", cue_rules().terminators, ids=lambda terminator: terminator.id)
def test_each_terminator_ends_a_scope(terminator: Terminator) -> None:
    plain, spans = marked(terminator.example)
    found = SentenceContext(plain)
    assert not plain_finding(found.at(*spans[0]))
    last = list(re.finditer(r"\w+", plain))[-1]
    assert plain_finding(found.at(*last.span()))


def test_rule_ids_are_unique_and_have_reasons() -> None:
    ids = [rule.id for rule in (*cue_rules().rules, *cue_rules().terminators)]
    assert len(ids) == len(set(ids))
    assert all(rule.reason for rule in (*cue_rules().rules, *cue_rules().terminators))


DENIED = (
    "Deafness and [goiter] have never been described.",
    "[Skin lesions] are not part of this condition.",
    "There is neither [jaundice] nor [itching].",
    "The spleen is large without [fever], [night sweats] or [weight loss].",
    "Reflexes are brisk, but [clonus] is absent.",
    "He denied [headache], although a stiff neck was found.",
    "[Penicillin] proved useless in late disease.",
    "[Immunoglobulin] has little or no benefit.",
    "The film was negative for [air] under the diaphragm.",
    "The illness is not [contagious].",
    "[Hepatitis] was excluded by serology.",
    "Extensive search failed to show [a primary tumor].",
    "They no longer need [insulin].",
)
PLAIN = (
    "Recovery is equal with or without [splenectomy].",
    "It attacks not only [the kidney] but also [the lung].",
    "[Cramps] are not uncommon after exercise.",
    "Affected girls cannot [walk] without help.",
    "There was no pallor but [a rash] appeared.",
    "Speech is absent and [tremor] is prominent.",
    "No murmur was heard, and the [liver] was large.",
    "Adults may have [renal cysts].",
    "Other findings may include [deafness] and [tall stature].",
    "Treatment may include [oxygen] and [fluids].",
    "[Hearing loss] may be present at birth.",
    "Babies shed [no tears] when they cry.",
    "No cause for the [itching] was found.",
    "There is no cure for [the disease].",
    "Boys are more likely to have [cataracts].",
    "The prognosis is better [in infancy] than in adult life.",
    "Remove [the thymus] as early as possible.",
    "If untreated, [coma] follows.",
)
POSSIBLE = (
    "[A toxin] may also be responsible.",
    "It is believed that [antibodies] attack the cerebellum.",
    "[Autoimmunity] might play a part.",
    "Some data suggest [a viral origin].",
    "[A genetic cause] cannot be ruled out.",
    "In theory, [hyperthermia] may follow.",
)
PROBABLE = (
    "The defect is probably [a channel disorder].",
    "Laboratory studies point toward [an immune mechanism].",
    "Presumably, [antibodies] cross the barrier.",
)
ASKED = (
    "Check for [airway obstruction] before induction.",
    "Avoid [nitrous oxide].",
    "[Lupus] and [Lyme disease] must be ruled out.",
    "If [arrhythmia] occurs, give lidocaine.",
    "Patients without [a goiter] rarely have tremor.",
    "[Valve disease] should be sought in every child.",
    "In case of [bleeding], transfuse.",
)


@pytest.mark.parametrize("sentence", DENIED)
def test_denied(sentence: str) -> None:
    assert all(context.negated for context in contexts(sentence))


@pytest.mark.parametrize("sentence", PLAIN)
def test_neither_denied_nor_doubted(sentence: str) -> None:
    assert all(plain_finding(context) for context in contexts(sentence))


@pytest.mark.parametrize("sentence", POSSIBLE)
def test_possible(sentence: str) -> None:
    assert [context.certainty for context in contexts(sentence)] == ["possible"]


@pytest.mark.parametrize("sentence", PROBABLE)
def test_probable(sentence: str) -> None:
    assert [context.certainty for context in contexts(sentence)] == ["probable"]


@pytest.mark.parametrize("sentence", ASKED)
def test_asked_for_or_conditional_is_no_finding(sentence: str) -> None:
    assert all(context.hypothetical and not context.negated for context in contexts(sentence))


@pytest.mark.parametrize(
    ("sentence", "experiencer"),
    [
        ("The mother has [short stature].", "relative"),
        ("[Mild weakness] is found in the parents.", "relative"),
        ("In mice, loss of the gene leads to [cleft palate].", "animal"),
        ("Unlike [Marfan syndrome], the lens is in place.", "other"),
        ("The child of healthy parents had [short stature].", "patient"),
        ("One copy comes from each parent with [the mutation].", "patient"),
    ],
)
def test_whose_finding(sentence: str, experiencer: str) -> None:
    assert [context.experiencer for context in contexts(sentence)] == [experiencer]


def test_often_absent_is_denied_and_frequent_at_once() -> None:
    [context] = contexts("Fever and [joint pain] are often absent.")
    assert context.negated
    assert context.frequency == "often"
    assert context.often_absent


def test_subgroup_neither_denies_its_mark_nor_the_finding() -> None:
    mark, finding = contexts("Patients without [a goiter] rarely have [tremor].")
    assert (mark.negated, mark.hypothetical) == (False, True)
    assert (finding.negated, finding.hypothetical, finding.frequency) == (False, False, "rarely")


def test_offsets_are_those_of_the_document() -> None:
    found = SentenceContext("There is no fever.", offset=100)
    context = found.at(112, 117)
    assert context.negated
    assert [(cue.start, cue.end) for cue in context.cues] == [(109, 111)]
    often = SentenceContext("Fever is often high.", offset=50).at(50, 55)
    assert often.frequency_span == (59, 64)


def test_a_cue_inside_the_phrase_does_not_deny_it() -> None:
    [context] = contexts("Examination showed [absence of sweating].")
    assert not context.negated


def test_letters_that_change_length_in_lower_case_keep_their_place() -> None:
    plain = "İİİ no fever."
    assert SentenceContext(plain).at(plain.index("fever"), plain.index("fever") + 5).negated


def test_a_page_without_full_stops_takes_bounded_time() -> None:
    import time

    text = " ".join(f"no fever, and {number % 100}% of patients" for number in range(10_000))
    began = time.perf_counter()
    found = SentenceContext(text)
    assert found.at(3, 8).negated
    assert time.perf_counter() - began < 20


@pytest.mark.shared
def test_negex_kit(shared) -> None:
    """Chapman's 2,376 sentences: F1 of the denied class at least 0.967."""
    from benchmarks.negex import locate

    counts = {"hit": 0, "said": 0, "wanted": 0}
    for row in (shared / "eval/negex/rsAnnotations-1-120-random.txt").read_text("latin-1").splitlines():
        number, phrase, sentence, gold = row.split("\t")[:4]
        if not number.isdigit():
            continue
        span = locate(phrase, sentence)
        said, wanted = span is not None and SentenceContext(sentence).at(*span).negated, gold == "Negated"
        counts["hit"] += said and wanted
        counts["said"] += said
        counts["wanted"] += wanted
    precision, recall = counts["hit"] / counts["said"], counts["hit"] / counts["wanted"]
    assert 2 * precision * recall / (precision + recall) >= 0.967


@given(
    st.lists(
        st.sampled_from(("no", "not", "fever", "May", "-", " ", " ", "_", "n't", "without", "İ", ", ", "rule out")), max_size=12
    )
)
def test_cue_words_looked_up_before_give_the_same_cues(parts: list[str]) -> None:
    sentence = "".join(parts)
    words = re.findall(r"[^\W_]+(?:['’]s)?", sentence)
    starts = [found.start() for found in re.finditer(r"[^\W_]+(?:['’]s)?", sentence)]
    assert find_cues(sentence, cue_words().of(words, starts)) == find_cues(sentence)


@pytest.mark.parametrize(
    "sentence", ["There is no [fever] but possibly [a rash].", "[Gout] is not uncommon.", "His father had [gout]."]
)
def test_polarity_is_what_the_whole_context_says(sentence: str) -> None:
    plain, spans = marked(sentence)
    found = SentenceContext(plain)
    assert [found.polarity(*span) for span in spans] == [(c.negated, c.certainty) for c in contexts(sentence)]


@pytest.mark.parametrize(
    ("sentence", "denied"),
    [
        ("Adults who do not absorb [iron] have been given [blood].", [True, False]),
        ("Infants that do not receive a vaccine develop [measles].", [False]),
        ("A cyst that is not [painful] may cause [swelling].", [True, False]),
        ("Women who have not ever had [fever], [cough] or a [rash].", [True, True, True]),
        ("Families who do not appear to have [deafness].", [True]),
        ("It is a disease that does not usually cause [pain] or [fever].", [True, True]),
        ("[Tremor] is not seen until school age.", [False]),
        ("It causes no [pain] until the nail is lost.", [False]),
        ("It was given whether or not they had [fever].", [False]),
        ("A hormone-sparing [drug] is taken.", [False]),
        ("It affects the arm, sparing the [hand].", [True]),
    ],
)
def test_a_denial_ends_with_its_relative_clause_and_with_its_time(sentence: str, denied: list[bool]) -> None:
    assert [context.negated for context in contexts(sentence)] == denied
