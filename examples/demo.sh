#!/bin/sh
# What `make demo` shows: three monographs into the embedded store, then questions in plain English, SPARQL and Cypher.
set -eu
BIN=${BIN:-.venv/bin}
STORE=${STORE:-build/demo.kg}
cd "$(dirname "$0")/.."
rm -rf "$STORE"
mkdir -p "$(dirname "$STORE")"
run() {
  printf '\n$ sgraph %s\n' "$1"
  shift
  "$BIN/sgraph" "$@" --store "$STORE"
}
run "load examples/*.txt" load examples/opsoclonus-myoclonus.txt examples/dravet.txt examples/men2b.txt
for question in \
  "Which tumors is Kinsbourne syndrome associated with, and in what share of patients?" \
  "What triggers dancing eye syndrome, and how sure is the text?" \
  "What must be checked before anesthesia in a child with OMS, and why?" \
  "Which syndromes share symptoms with OMS?" \
  "Which syndromes share an anesthesia concern with MEN 2B?"
do
  run "ask \"$question\"" ask "$question"
done
sparql='PREFIX sg: <https://w3id.org/syndrome-graph/>
SELECT ?syndrome ?treatment WHERE { ?s sg:treatedBy ?t . ?s rdfs:label ?syndrome . ?t rdfs:label ?treatment } ORDER BY ?syndrome ?treatment'
run "sparql '$sparql'" sparql "$sparql"
cypher='MATCH (s:Syndrome)-[r:HAS_ANESTHESIA_CONCERN]->(c) RETURN s.label AS syndrome, r.action AS action, c.label AS concern ORDER BY syndrome, concern'
run "cypher '$cypher'" cypher "$cypher"
