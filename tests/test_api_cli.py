"""The commands over a store of the three examples, each in a process of its own."""

import csv
import io
import json
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sgraph_command import COMMAND, EXAMPLES, environment, refused, sgraph

from api.application import application

OMS = "MONDO:0015247"
COMMANDS = {
    "load", "remove", "extract", "annotate", "show", "related", "path", "ask", "explain", "sparql", "copy", "cypher", "export",
    "serve", "verify", "stats", "conflicts", "doctor",
    "ontology",
}  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("cli") / "examples.kg"
    loaded = sgraph("load", EXAMPLES, "--store", place)
    assert loaded.code == 0, loaded.err
    return place


@pytest.fixture(scope="module")
def tumor(store: Path) -> dict[str, Any]:
    """A row with a share, whose statement the examples must hold."""
    rows = sgraph("related", OMS, "--relation", "associated_with_tumor", "--store", store, "--format", "json").json["rows"]
    found: dict[str, Any] = next(row for row in rows if row["object"]["curie"] == "MONDO:0005072")
    return found


def test_loading_again_changes_nothing(store: Path) -> None:
    again = sgraph("load", EXAMPLES, "--store", store, "--json").json
    assert {document["outcome"] for document in again["documents"]} == {"unchanged"}
    assert len(again["documents"]) == 3


def test_a_changed_text_replaces_its_statements(tmp_path: Path) -> None:
    text = tmp_path / "note.txt"
    text.write_text("Dravet syndrome\n\nDravet syndrome is a genetic epilepsy. Ataxia is frequent.\n")
    assert sgraph("load", text, cwd=tmp_path).code == 0
    text.write_text("Dravet syndrome\n\nDravet syndrome is a genetic epilepsy. Fever is frequent.\n")
    assert sgraph("load", text, "--json", cwd=tmp_path).json["documents"][0]["outcome"] == "replaced"
    listed = sgraph("sparql", "SELECT ?l WHERE { ?s sg:hasSymptom/rdfs:label ?l }", "-F", "csv", cwd=tmp_path).out
    assert listed.casefold().splitlines() == ["l", "fever"]


def test_a_removed_document_takes_what_only_it_supported(tmp_path: Path) -> None:
    store = tmp_path / "s.kg"
    sgraph("load", EXAMPLES, "--store", store)
    assert sgraph("remove", "dravet", "--store", store).code == 0
    path = str(EXAMPLES / "men2b.txt")
    assert sgraph("remove", path, "--json", "--store", store).json == {"removed": [path], "missing": []}
    assert sgraph("stats", "--store", store, "-F", "json").json["documents"] == 1
    refused(sgraph("remove", "dravet", "--store", store), 1, "'dravet'", "opsoclonus-myoclonus")


@pytest.mark.parametrize("name", [OMS, "opsoclonus-myoclonus syndrome", "dancing eye syndrome", "ORPHA:1183"])
def test_an_entity_is_a_curie_a_label_or_any_synonym(store: Path, name: str) -> None:
    found = sgraph("show", name, "--store", store, "-F", "json")
    assert found.json["curie"] == OMS


def test_show_lists_every_relation_with_the_words(store: Path) -> None:
    shown = sgraph("show", OMS, "--store", store).out
    assert "is associated with the tumor" in shown
    assert "In about half of the patients, a neuroblastoma is found." in shown


def test_the_forms_of_an_answer_hold_the_same_rows(store: Path) -> None:
    arguments = ("related", OMS, "--relation", "has_symptom", "--store", store, "--format")
    as_json = [row["statement"] for row in sgraph(*arguments, "json").json["rows"]]
    as_lines = [json.loads(line)["statement"] for line in sgraph(*arguments, "jsonl").out.splitlines()]
    as_csv = [row["statement"] for row in csv.DictReader(io.StringIO(sgraph(*arguments, "csv").out))]
    as_tsv = [line.split("\t")[0] for line in sgraph(*arguments, "tsv").out.splitlines()[1:]]
    assert as_json == as_lines == as_csv == as_tsv
    assert len(as_json) > 3


def test_a_path_names_each_step_and_its_words(store: Path) -> None:
    found = sgraph("path", "corticotropin", "neuroblastoma", "--store", store)
    assert found.code == 0
    assert "  corticotropin —treats→ opsoclonus-myoclonus syndrome —is associated with the tumor→ neuroblastoma" in found.out


def test_ask_answers_with_a_sentence_rows_and_both_queries(store: Path, tumor: dict[str, Any]) -> None:
    question = "Which tumors is dancing eye syndrome associated with, and in what share of patients?"
    shown = sgraph("ask", question, "--store", store)
    assert shown.code == 0
    assert "neuroblastoma" in shown.out.splitlines()[0]
    assert "\nSPARQL\n" in shown.out
    assert "\nCypher\n" in shown.out
    answer = sgraph("ask", question, "--store", store, "-F", "json").json
    assert tumor["statement"] in [row["statement"] for row in answer["rows"]]


def test_ask_answers_with_rows_that_its_queries_give(store: Path) -> None:
    answer = sgraph("ask", "What are the symptoms of Dravet syndrome?", "--store", store, "-F", "json").json
    rows = {(row["subject"]["curie"], row["relation"], row["object"]["curie"]) for row in answer["rows"]}
    assert len(rows) > 3
    for language in ("sparql", "cypher"):
        table = sgraph(language, answer[language], "--store", store, "-F", "json").json
        assert {(row["subject"], row["relation"], row["object"]) for row in table} == rows


def test_explain_names_rule_span_and_number(store: Path, tumor: dict[str, Any]) -> None:
    shown = sgraph("explain", tumor["statement"][:10], "--store", store).out
    assert "“In about half of the patients, a [neuroblastoma] is found.”" in shown
    assert re.search(r"rule: \S+ \(.+\)", shown)
    assert "proportion: about 0.5" in shown
    written = sgraph("explain", tumor["statement"], "--store", store, "-F", "json").json
    place = written["evidence"][0]
    text = (EXAMPLES / f"{written['documents'][place['source']]}.txt").read_text()
    assert text[place["start"] : place["end"]] == place["text"]


def test_sparql_answers_in_three_ways(store: Path) -> None:
    assert sgraph("sparql", "ASK { ?s sg:treatedBy ?t }", "--store", store).out == "true\n"
    assert "treatedBy" in sgraph("sparql", "CONSTRUCT WHERE { ?s sg:treatedBy ?t }", "--store", store).out
    rows = sgraph("sparql", "SELECT (COUNT(*) AS ?n) { ?s sg:treatedBy ?t }", "--store", store, "-F", "json").json
    assert rows[0]["n"] > 3


def test_cypher_takes_parameters(store: Path) -> None:
    query = "MATCH (s {curie: $curie})-[:TREATED_BY]->(t) WHERE size(t.label) > $size RETURN count(t) AS n"
    found = sgraph("cypher", query, "--param", f"curie={OMS}", "--param", "size=2", "--store", store, "-F", "json")
    assert found.json[0]["n"] > 1


def test_a_query_comes_from_a_file_or_standard_input(store: Path, tmp_path: Path) -> None:
    query = tmp_path / "q.rq"
    query.write_text("ASK { ?s a sg:Statement }")
    assert sgraph("sparql", "-f", query, "--store", store).out == "true\n"
    assert sgraph("sparql", "-", "--store", store, stdin=query.read_bytes()).out == "true\n"


def test_an_endless_file_is_refused_as_a_query(store: Path) -> None:
    refused(sgraph("sparql", "--file", "/dev/zero", "--store", store), 2, "too long for a query")


@pytest.mark.parametrize("command", ["sparql", "cypher"])
def test_a_query_that_is_no_text_is_refused(store: Path, command: str) -> None:
    refused(sgraph(command, "-", "--store", store, stdin=b"\xff\xfe"), 2, "standard input is not UTF-8 text")


def test_a_cut_answer_says_so(store: Path) -> None:
    cut = sgraph("sparql", "SELECT ?s WHERE { ?s a sg:Statement }", "--limit", "2", "--store", store, "-F", "csv")
    assert len(cut.out.splitlines()) == 3
    assert "only the first 2 rows" in cut.err


def test_extract_needs_no_store_and_writes_a_statement_a_line(tmp_path: Path) -> None:
    lines = sgraph("extract", EXAMPLES / "dravet.txt", cwd=tmp_path).out.splitlines()
    statements = [json.loads(line) for line in lines]
    text = (EXAMPLES / "dravet.txt").read_text()
    assert {statement["document"] for statement in statements} == {"dravet"}
    assert all(text[e["start"] : e["end"]] == e["text"] for statement in statements for e in statement["evidence"])
    assert list(tmp_path.iterdir()) == []


def test_extract_reads_standard_input() -> None:
    text = (EXAMPLES / "men2b.txt").read_bytes()
    first = json.loads(sgraph("extract", "-", stdin=text).out.splitlines()[0])
    assert first["document"] == "stdin"


def test_extract_reads_an_archive_as_load_does(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as archive:
        archive.write(EXAMPLES / "dravet.txt", "notes/dravet.txt")
    ended = sgraph("extract", "pages.zip", cwd=tmp_path)
    lines = [json.loads(line) for line in ended.out.splitlines()]
    assert {line["source"] for line in lines} == {f"{(tmp_path / 'pages.zip').as_uri()}!notes/dravet.txt"}


def test_texts_that_share_a_stem_are_told_apart(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "page.txt").write_bytes((EXAMPLES / "dravet.txt").read_bytes() + folder.encode())
    found = sgraph("extract", tmp_path)
    assert {json.loads(line)["document"] for line in found.out.splitlines()} == {"one/page", "two/page"}


def test_annotate_writes_mentions_whose_spans_hold(tmp_path: Path) -> None:
    text = (EXAMPLES / "dravet.txt").read_text()
    mentions = [json.loads(line) for line in sgraph("annotate", EXAMPLES / "dravet.txt", "--nested").out.splitlines()]
    assert all(text[m["start"] : m["end"]] == m["text"] for m in mentions)
    assert {"document", "start", "end", "text", "curie", "label", "kinds", "negated", "certainty", "longest"} == set(
        mentions[0]
    )
    explained = json.loads(sgraph("annotate", EXAMPLES / "dravet.txt", "--explain").out.splitlines()[0])
    assert explained["reasons"]


def test_every_statement_of_the_examples_is_proved_from_its_text(store: Path) -> None:
    proof = sgraph("verify", "--store", store, "-F", "json")
    assert proof.code == 0, proof.err
    assert (proof.json["faults"], proof.json["proved"]) == (0, proof.json["statements"])
    assert all(number["reason"] for document in proof.json["documents"] for number in document["unused_numbers"])
    assert "100 %" in sgraph("verify", "--store", store).out


def test_the_rdf_of_the_examples_conforms_to_the_shapes(store: Path) -> None:
    proof = sgraph("verify", "--shacl", "--store", store, "-F", "json")
    assert (proof.code, proof.json["violations"], proof.err) == (0, [], "")


def test_exports_open_in_other_programs(store: Path, tmp_path: Path) -> None:
    import networkx
    import pyoxigraph

    assert sgraph("export", "graphml", "-o", tmp_path / "all.graphml", "--store", store).code == 0
    network = networkx.read_graphml(tmp_path / "all.graphml")
    assert OMS in network
    near = sgraph("export", "ttl", "--around", "Dravet syndrome", "--hops", "1", "--store", store).out
    whole = sgraph("export", "ttl", "--store", store).out
    sizes = [len(list(pyoxigraph.parse(text, pyoxigraph.RdfFormat.TURTLE))) for text in (near, whole)]
    assert 100 < sizes[0] < sizes[1]


def test_doctor_shows_the_store_and_stops_its_engine(store: Path) -> None:
    sgraph("cypher", "RETURN 1", "--store", store)
    found = sgraph("doctor", "--store", store, "-F", "json").json
    assert found["vocabularies"]["HPO"].startswith("hp/releases/")
    assert found["store"]["documents"] == 3
    assert found["cypher engine"]["running"] is True
    assert sgraph("doctor", "--store", store, "--stop-child", "-F", "json").json["cypher engine"] == {"running": False}


def test_doctor_prepares_what_a_first_run_would_wait_for(tmp_path: Path) -> None:
    home, scratch = tmp_path / "home", tmp_path / "scratch"
    scratch.mkdir()
    ended = sgraph("doctor", "--prepare", cwd=tmp_path, HOME=str(home), XDG_CACHE_HOME="", TMPDIR=str(scratch))
    assert (ended.code, ended.err) == (0, "")
    kinds = sorted(path.name.partition("-")[0] for path in (home / ".cache" / "syndrome-graph").iterdir())
    assert kinds == ["arcadedb", "lexicon"]
    assert list(scratch.glob("sgraph-prepare-*")) == []


def test_the_store_may_be_named_by_the_environment(store: Path) -> None:
    assert sgraph("stats", SGRAPH_STORE=str(store)).code == 0


def test_nothing_found_is_exit_code_1(store: Path) -> None:
    refused(sgraph("related", OMS, "--relation", "is_a", "--direction", "in", "--store", store), 1, "nothing of that sort")
    refused(sgraph("explain", "0" * 32, "--store", store), 1, "no statement has the id")
    refused(sgraph("ask", "What is the meaning of life?", "--store", store), 1, "not understood")


def test_a_reader_that_leaves_ends_a_command_quietly(store: Path) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
    arguments = [COMMAND, "sparql", query, "--limit", "50000", "--format", "csv", "--store", store]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"a,b,c,d,e,f\n"
        process.stdout.close()
        assert (process.stderr.read(), process.wait()) == (b"", 1)


@pytest.mark.parametrize("streams", ["<&-", ">&-", "2>&-", "<&- >&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_fault(tmp_path: Path, streams: str) -> None:
    script = f'"$0" load "$1" --store s.kg {streams}'
    ended = subprocess.run(["sh", "-c", script, str(COMMAND), str(EXAMPLES)], cwd=tmp_path, capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert sgraph("verify", "--store", "s.kg", cwd=tmp_path).code == 0


def test_output_that_finds_no_space_is_one_sentence(store: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [COMMAND, "show", OMS, "--store", store], stdout=full, stderr=subprocess.PIPE, env=environment(), text=True
        )
    assert ended.returncode == 1
    assert ended.stderr.splitlines() == ["sgraph: no space is left on the disk; free some and run the command again"]


def test_every_command_explains_itself_and_has_a_json_form() -> None:
    from typer.main import get_command

    commands = get_command(application()).commands  # type: ignore[attr-defined]
    assert set(commands) == COMMANDS
    for name, command in commands.items():
        assert command.help, name
        options = {option for parameter in command.params for option in parameter.opts}
        if name not in ("serve", "export", "ontology"):  # a group of commands has options of its own below
            assert {"--format", "--json"} & options, name
        for parameter in command.params:
            assert getattr(parameter, "help", None), (name, parameter.name)
