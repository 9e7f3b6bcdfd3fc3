#!/bin/sh
# What `make demo` shows: three monographs into the embedded store, then questions in plain English, SPARQL and Cypher.
set -eu
BIN=${BIN:-.venv/bin}
STORE=${STORE:-build/demo.kg}
cd "$(dirname "$0")/.."
mkdir -p "$(dirname "$STORE")"
answers=$(mktemp -d)
trap 'rm -rf "$answers"' EXIT

show() { printf '\n$ sgraph %s\n' "$1"; }
ask() {  # the answer without the two queries behind it
  show "ask \"$1\""
  "$BIN/sgraph" ask "$1" --store "$STORE" | sed '/^SPARQL$/,$d'
}

sparql='SELECT ?syndrome ?treatment WHERE { ?s sg:treatedBy ?t . ?s rdfs:label ?syndrome . ?t rdfs:label ?treatment }
ORDER BY ?syndrome ?treatment'
cypher='MATCH (s:Disease)-[r:HAS_ANESTHESIA_CONCERN]->(c)
RETURN s.label AS syndrome, r.action AS action, c.label AS concern ORDER BY syndrome, action, concern'

show "load examples"
"$BIN/sgraph" load examples --store "$STORE"
# The Cypher engine starts while the questions are answered.
"$BIN/sgraph" cypher "$cypher" --store "$STORE" > "$answers/cypher" 2>&1 &
engine=$!
ask "Which tumors is Kinsbourne syndrome associated with, and in what share of patients?"
ask "What triggers dancing eye syndrome, and how sure is the text?"
ask "What must be checked before anesthesia in a child with OMS, and why?"
ask "Which syndromes share symptoms with OMS?"
ask "Which syndromes share an anesthesia concern with MEN 2B?"
show "sparql '$sparql'"
"$BIN/sgraph" sparql "$sparql" --store "$STORE"
show "cypher '$cypher'"
wait "$engine" && cat "$answers/cypher" || { cat "$answers/cypher" >&2; exit 1; }
printf '\nEvery ask also prints the SPARQL and the Cypher that give the same rows. Next: %s/sgraph serve --store %s\n' "$BIN" "$STORE"
