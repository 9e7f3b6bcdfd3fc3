"""Plain questions over the graph: patterns of the vocabulary's words, answered by look-ups, each with its two queries."""

from graph.questions.answers import Answer, write_answer
from graph.questions.asking import ask

__all__ = ["Answer", "ask", "write_answer"]
