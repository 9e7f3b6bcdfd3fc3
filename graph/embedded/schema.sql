-- The record: one file, the only source of truth. Views are rebuilt from it, never the other way round.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL UNIQUE,          -- Document.id
  name TEXT NOT NULL,
  title TEXT,
  format TEXT NOT NULL,
  loader TEXT NOT NULL,
  sections TEXT NOT NULL,            -- JSON: [[kind, start, end, heading], …]
  subject TEXT,                      -- CURIE
  text_hash TEXT NOT NULL,
  content_hash TEXT NOT NULL,        -- of everything the document contributes: equal means a load changes nothing
  text TEXT NOT NULL                 -- last, so that a scan of the others need not read it
);
CREATE INDEX document_name ON document (name);
CREATE INDEX document_text_hash ON document (text_hash);

-- An entity as documents describe it; equal descriptions are kept once.
CREATE TABLE description (
  id INTEGER PRIMARY KEY,
  curie TEXT NOT NULL,
  value TEXT NOT NULL,               -- JSON: [label, kinds, synonyms, xrefs]
  UNIQUE (curie, value)
);
CREATE TABLE described (
  document INTEGER NOT NULL,
  description INTEGER NOT NULL,
  PRIMARY KEY (document, description)
) WITHOUT ROWID;
CREATE INDEX described_description ON described (description);

-- Its descriptions merged (graph.model.merge_entities): a function of the set of documents, not of their order.
CREATE TABLE entity (
  curie TEXT PRIMARY KEY,
  label TEXT NOT NULL,
  kinds TEXT NOT NULL,
  synonyms TEXT NOT NULL,
  xrefs TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE xref (
  xref TEXT NOT NULL,
  curie TEXT NOT NULL,
  PRIMARY KEY (xref, curie)
) WITHOUT ROWID;
CREATE INDEX xref_curie ON xref (curie);
CREATE TABLE name (
  id INTEGER PRIMARY KEY,
  curie TEXT NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL
);
CREATE INDEX name_curie ON name (curie);
CREATE INDEX name_folded ON name (folded);
CREATE VIRTUAL TABLE name_words USING fts5 (
  folded, content = 'name', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE name_trigrams USING fts5 (folded, content = 'name', content_rowid = 'id', tokenize = 'trigram');
CREATE TRIGGER name_added AFTER INSERT ON name BEGIN
  INSERT INTO name_words (rowid, folded) VALUES (new.id, new.folded);
  INSERT INTO name_trigrams (rowid, folded) VALUES (new.id, new.folded);
END;
CREATE TRIGGER name_removed AFTER DELETE ON name BEGIN
  INSERT INTO name_words (name_words, rowid, folded) VALUES ('delete', old.id, old.folded);
  INSERT INTO name_trigrams (name_trigrams, rowid, folded) VALUES ('delete', old.id, old.folded);
END;

CREATE TABLE statement (
  id INTEGER PRIMARY KEY,
  sid TEXT NOT NULL UNIQUE,          -- Statement.id
  subject TEXT NOT NULL,
  relation TEXT NOT NULL,
  object TEXT NOT NULL,              -- the object's key: a CURIE, or the normalized words of a literal in quotes
  literal INTEGER NOT NULL,
  negated INTEGER NOT NULL,
  comparison TEXT                    -- JSON: [outcome, direction, group, against]
);
CREATE INDEX statement_subject ON statement (subject, relation);
CREATE INDEX statement_object ON statement (object, relation);
CREATE INDEX statement_relation ON statement (relation);

-- Which document states what, with the words of a literal object as this document has them.
CREATE TABLE support (
  statement INTEGER NOT NULL,
  document INTEGER NOT NULL,
  words TEXT,
  PRIMARY KEY (statement, document)
) WITHOUT ROWID;
CREATE INDEX support_document ON support (document);

CREATE TABLE evidence (
  id INTEGER PRIMARY KEY,
  statement INTEGER NOT NULL,
  document INTEGER NOT NULL,
  certainty INTEGER NOT NULL,        -- position in CERTAINTIES, weakest first
  body TEXT NOT NULL                 -- JSON, see graph/embedded/codec.py
);
CREATE INDEX evidence_statement ON evidence (statement, document, certainty);
CREATE INDEX evidence_document ON evidence (document);

CREATE TABLE name_evidence (
  document INTEGER NOT NULL,
  curie TEXT NOT NULL,
  name TEXT NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL
);
CREATE INDEX name_evidence_document ON name_evidence (document);
CREATE INDEX name_evidence_curie ON name_evidence (curie);

-- The latest change of every source that was ever here; AUTOINCREMENT: an epoch is never used twice.
CREATE TABLE change (
  epoch INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL
);
