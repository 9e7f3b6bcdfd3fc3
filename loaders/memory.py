"""How much is remembered between documents: thousands of pages share their rows, notices and phrases.

Place in the flow: bounds of the `lru_cache`s over pure functions, set so that all together stay far below 100 MB.
"""

from typing import Final

SENTENCES: Final = 8192
PHRASES: Final = 32768
