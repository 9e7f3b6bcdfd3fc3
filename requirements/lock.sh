#!/bin/sh
# Writes the locked requirements: every version with hashes, no addresses. Needs uv; run it after changing pyproject.toml.
set -eu
cd "$(dirname "$0")/.."
lock() { uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml "$@"; }
lock --extra cypher --extra shacl --group build -o requirements/runtime.txt
lock --extra cypher --extra shacl --group build --group test --group lint -c requirements/runtime.txt -o requirements/dev.txt
lock --group bench -c requirements/dev.txt -o requirements/bench.txt
