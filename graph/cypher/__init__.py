"""Cypher answers: the Bolt adapter, and a private engine that needs no server."""
