"""The embedded store: a SQLite record, and two views that follow it."""
