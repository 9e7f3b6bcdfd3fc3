"""The matcher over the user's vocabularies, as commands that read many texts open it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ontology.matching import Matcher


def long_lived_matcher() -> "Matcher":
    """The matcher over all vocabularies, kept out of the garbage collector's rounds: it lives as long as the command."""
    from loaders.memory import keep_what_is_loaded
    from ontology.lexicon import open_lexicon
    from ontology.matching import open_matcher

    matcher = open_matcher(open_lexicon())
    keep_what_is_loaded()
    return matcher
