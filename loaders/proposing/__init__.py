"""The optional proposer: a language model behind an OpenAI-compatible address proposes, our gates decide. Off by default.

A proposal is words from outside. It becomes a statement only when its quoted sentence is in the text, its words stand in that
sentence, its terms ground, its numbers read back, and our own reading of the sentence agrees on who, whether and how surely.
"""
