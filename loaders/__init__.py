"""Text to statements: readers, sections, mentions, context, quantities, relations."""
