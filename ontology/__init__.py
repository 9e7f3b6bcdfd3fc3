"""What words and identifiers mean: CURIEs, the vocabulary table, lexicons and grounding. Pure, offline, no database."""
