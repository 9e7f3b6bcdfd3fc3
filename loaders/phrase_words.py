"""The closed word classes that cut and trim noun phrases: separators, verbs that end a list, determiners, trailing shares."""

from typing import Final

from loaders.rules.words import pattern, plain_pattern, words

EXAMPLES: Final = pattern("examples")
SEPARATOR: Final = pattern("separator")
# Ends a list of noun phrases: relative pronouns, subordinators, causes, sentence breaks.
TERMINATOR: Final = pattern("terminator")
# Finite verbs that cannot be part of a noun phrase.
VERB: Final = pattern("verb")
LEADING: Final = pattern("leading")
TRAILING: Final = pattern("trailing")
LEADING_EXAMPLE: Final = pattern("leading_example")
LOCATIVES: Final = plain_pattern("locatives")
WITH_BREAKERS: Final = pattern("with_breakers")
RELATIONAL: Final = words("relational")
# Nouns that share a complement with the next: "softening and weakening of the bones".
TAIL_NOUNS: Final = words("tail_nouns")
QUALITIES: Final = frozenset(words("qualities"))
ADJECTIVES: Final = frozenset(words("adjectives"))
# Nouns that stand before another noun as adjectives do, when alone: "mood and personality changes".
NOUN_MODIFIERS: Final = frozenset(words("noun_modifiers"))
# Words with an adjective's ending that are nouns.
NOUNS: Final = frozenset(words("nouns"))
ADJECTIVE_ENDINGS: Final = words("adjective_endings")
# "GAD, an antibody that …": the words after the comma explain the ones before it.
APPOSED: Final = plain_pattern("apposed")
RELATIVE: Final = pattern("relative")
SYMBOL: Final = pattern("symbol")
# "impaired balance and coordination": the participle belongs to both.
MODIFIED: Final = pattern("modified")
# "postures, often hunched over, are": an aside between commas.
ASIDE: Final = plain_pattern("aside")
# "hyperphagia leading to obesity, short stature, and …": what one member leads to, inside a list that goes on.
CONSEQUENCE: Final = pattern("consequence")
# "Skin that tears easily", "drugs to lower blood pressure": the clause is part of the name.
PART_CLAUSE: Final = pattern("part_clause")
