"""Rules as data: their shape, how they are read from TOML, and how they match a sentence."""
