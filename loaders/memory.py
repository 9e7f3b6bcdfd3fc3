"""How much is remembered between documents: thousands of pages share their rows, notices and phrases.

Place in the flow: bounds of the `lru_cache`s over pure functions, set so that all together stay far below 100 MB.
"""

import gc
from typing import Final

SENTENCES: Final = 32768  # under 1 kB each; a third of the sentences of many pages stand in others, too
CONTEXTS: Final = 8192  # sentences of which all is remembered that their context tells
PHRASES: Final = 32768
_YOUNG: Final = (20_000, 50, 20)  # values of short life, which reading makes by the thousand, seldom hold each other in rings


def keep_what_is_loaded() -> None:
    """Keep all that is loaded by now out of the garbage collector's rounds, which become fewer: it lives as long as the process.

    A million small values need not be walked again with each document; that alone makes reading a fifth quicker.
    """
    gc.freeze()
    gc.set_threshold(*_YOUNG)
