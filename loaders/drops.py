"""Why something that a rule would read from a sentence is not stated: the reasons that a load's report counts.

What is counted is a reading: one thing that one rule would have said of one place, or a sentence that no rule was asked about.
"""

from types import MappingProxyType
from typing import Final

QUESTION: Final = "the sentence asks"
LINKS: Final = "in a list of links"
RESEARCH: Final = "on research"
RELATED: Final = "under a heading on other diseases"
ANOTHER: Final = "said of another disease"
NAMELESS_FORM: Final = "holds of one form that has no name"
HYPOTHETICAL: Final = "asked for, advised or conditional"
DOUBTFUL_DENIAL: Final = "it is unclear what is denied"
NO_COMPARISON: Final = "the groups compared are not known"
TOO_OFTEN: Final = "said in more places than are kept"
BY_EXPERIENCER: Final = MappingProxyType({"relative": "said of a relative", "animal": "said of an animal", "other": ANOTHER})
