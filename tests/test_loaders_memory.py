"""What is loaded once and lives as long as the process is not walked by the garbage collector again and again."""

import gc

from loaders.memory import keep_what_is_loaded


def test_what_is_loaded_is_kept_out_of_the_collectors_rounds() -> None:
    usual, frozen = gc.get_threshold(), gc.get_freeze_count()
    try:
        keep_what_is_loaded()
        assert gc.get_freeze_count() > frozen
        assert gc.get_threshold() > usual
        assert gc.isenabled()
    finally:
        gc.unfreeze()
        gc.set_threshold(*usual)
