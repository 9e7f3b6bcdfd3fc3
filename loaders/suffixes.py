"""Ends of the names of files that can be read; what a folder or an archive is searched for."""

from typing import Final

SUFFIXES: Final = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".xml", ".pdf"})
