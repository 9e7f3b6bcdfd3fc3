"""The contract of graph.store.Store: every adapter's test module subclasses these and says, in a fixture `url`, where.

`url` names an empty place; `other_url` a second one.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from graph_samples import FEVER, FIRST, HORMONE, SECOND, STEROID, SYNDROME, TUMOR, first_document, place, second_document

from graph.errors import QueryError, QueryRefused, QueryTimeout
from graph.model import Document, DocumentGraph, Entity, Literal, Statement, merge_statements
from graph.normal_form import normalize_graph
from graph.open import open_store
from graph.store import Store


class OpensStores:
    """The fixtures of both suites."""

    @pytest.fixture
    def store(self, url: str) -> Iterator[Store]:
        with open_store(url, create=True) as store:
            yield store

    @pytest.fixture
    def loaded(self, store: Store) -> Store:
        """A store that holds both sample documents."""
        assert [store.add(graph).outcome for graph in (first_document(), second_document())] == ["added", "added"]
        return store


class RecordContract(OpensStores):
    """Writing, reading, looking up."""

    def test_an_empty_store_has_nothing(self, store: Store) -> None:
        assert list(store.documents()) == []
        assert list(store.statements()) == []
        assert list(store.entities()) == []
        assert store.search("fever") == ()
        assert store.document("x") is None
        assert store.entity("HP:1") is None
        assert store.statement("0" * 32) is None
        assert not store.remove("x")

    def test_what_goes_in_comes_out(self, loaded: Store) -> None:
        expected = (normalize_graph(first_document()), normalize_graph(second_document()))
        assert tuple(loaded.document_graphs()) == expected

    def test_statements_are_merged_over_documents(self, loaded: Store) -> None:
        expected = merge_statements([*first_document().statements, *second_document().statements])
        assert [s.id for s in loaded.statements()] == [s.id for s in expected]
        found = {s.id: s for s in loaded.statements()}
        for statement in expected:
            assert found[statement.id].evidence == statement.evidence

    def test_a_store_keeps_what_it_has_when_opened_again(self, url: str) -> None:
        with open_store(url, create=True) as store:
            store.add(first_document())
        with open_store(url) as store:
            assert [d.source for d in store.documents()] == [FIRST]

    def test_loading_again_changes_nothing(self, loaded: Store) -> None:
        before = list(loaded.statements())
        assert loaded.add(first_document()).outcome == "unchanged"
        assert list(loaded.statements()) == before

    def test_the_order_of_a_documents_statements_changes_nothing(self, loaded: Store) -> None:
        graph = first_document()
        assert loaded.add(replace(graph, statements=graph.statements[::-1])).outcome == "unchanged"

    def test_the_order_of_loading_changes_nothing(self, url: str, other_url: str) -> None:
        with open_store(url, create=True) as one, open_store(other_url, create=True) as other:
            [one.add(graph) for graph in (first_document(), second_document())]
            [other.add(graph) for graph in (second_document(), first_document())]
            assert list(one.statements()) == list(other.statements())
            assert list(one.entities()) == list(other.entities())

    def test_a_changed_document_replaces_its_statements(self, loaded: Store) -> None:
        graph = second_document()
        changed = replace(graph, document=replace(graph.document, text="Less."), statements=graph.statements[:1])
        assert loaded.add(changed).outcome == "replaced"
        assert list(loaded.statements(subject=TUMOR.curie, relation="has_symptom")) == []
        document = loaded.document(SECOND)
        assert document is not None
        assert document.text == "Less."

    def test_a_new_loader_version_replaces(self, loaded: Store) -> None:
        graph = second_document()
        assert loaded.add(replace(graph, document=replace(graph.document, loader="2"))).outcome == "replaced"

    def test_the_same_text_under_a_second_source_is_reported_and_left_out(self, loaded: Store) -> None:
        graph = first_document()
        copy = DocumentGraph(replace(graph.document, source="file:///copy.txt"))
        added = loaded.add(copy)
        assert (added.outcome, added.duplicate_of, added.statements) == ("duplicate", FIRST, 0)
        assert loaded.document("file:///copy.txt") is None

    def test_documents_without_text_are_no_duplicates(self, store: Store) -> None:
        assert store.add(DocumentGraph(Document("urn:a", "a", ""))).outcome == "added"
        assert store.add(DocumentGraph(Document("urn:b", "b", ""))).outcome == "added"

    def test_two_documents_of_one_name_are_two(self, store: Store) -> None:
        store.add(DocumentGraph(Document("urn:a", "same", "one")))
        store.add(DocumentGraph(Document("urn:b", "same", "two")))
        assert [d.text for d in store.documents()] == ["one", "two"]

    def test_removing_takes_what_only_it_supported(self, loaded: Store) -> None:
        assert loaded.remove("first")
        (shared,) = loaded.statements(subject=SYNDROME.curie)
        assert [e.source for e in shared.evidence] == [SECOND]
        assert loaded.entity(HORMONE.curie) is None
        assert [n.source for n in loaded.names(SYNDROME.curie)] == [SECOND]

    def test_removing_the_second_leaves_the_first_as_it_was(self, url: str, other_url: str) -> None:
        with open_store(url, create=True) as one, open_store(other_url, create=True) as other:
            [one.add(graph) for graph in (first_document(), second_document())]
            assert one.remove(SECOND)
            other.add(first_document())
            assert list(one.statements()) == list(other.statements())
            assert list(one.entities()) == list(other.entities())
            assert one.stats() == other.stats()

    def test_removing_all_leaves_nothing(self, loaded: Store) -> None:
        assert loaded.remove(FIRST)
        assert loaded.remove(SECOND)
        assert list(loaded.entities()) == []
        assert list(loaded.statements()) == []
        assert loaded.search("fever") == ()

    def test_a_document_is_found_by_source_id_and_name(self, loaded: Store) -> None:
        document = first_document().document
        assert loaded.document(document.source) == loaded.document(document.id) == loaded.document(document.name) == document

    def test_statements_are_found_by_their_parts(self, loaded: Store) -> None:
        assert {s.object.key for s in loaded.statements(subject=SYNDROME.curie, relation="treated_by")} == {
            STEROID.curie,
            HORMONE.curie,
        }
        assert {s.relation for s in loaded.statements(object=FEVER.curie)} == {"has_symptom"}
        assert {s.subject.curie for s in loaded.statements(document=SECOND)} == {SYNDROME.curie, TUMOR.curie}
        (words,) = loaded.statements(object=Literal("0-0.18  PER million").key)
        assert words.object == Literal("0-0.18 per million")

    def test_a_statement_is_found_by_its_id(self, loaded: Store) -> None:
        for statement in loaded.statements():
            assert loaded.statement(statement.id) == statement

    def test_entities_merge_what_documents_say(self, loaded: Store) -> None:
        entity = loaded.entity(SYNDROME.curie)
        assert entity is not None
        assert entity == Entity(SYNDROME.curie, SYNDROME.label, ("Disease", "Syndrome"), ("DLS", "limb dance"), SYNDROME.xrefs)
        assert {s.subject for s in loaded.statements(subject=SYNDROME.curie)} == {entity}

    def test_an_entity_is_found_by_a_cross_reference(self, loaded: Store) -> None:
        assert loaded.entity("ORPHA:900001") == loaded.entity(SYNDROME.curie)

    def test_spellings_of_literal_words_meet_on_one_statement(self, store: Store) -> None:
        for source, words in (("urn:b", "at night"), ("urn:a", "At Night")):
            evidence = place(source, 0, words)
            statement = Statement(FEVER, "has_onset", Literal(words), evidence=(evidence,))
            store.add(DocumentGraph(Document(source, source, words), (statement,)))
        (merged,) = store.statements()
        assert merged.object == Literal("At Night")
        assert [e.source for e in merged.evidence] == ["urn:a", "urn:b"]

    def test_names_tell_their_places(self, loaded: Store) -> None:
        assert [(n.name, n.source) for n in loaded.names(SYNDROME.curie)] == [
            ("Dancing limb syndrome", FIRST),
            ("Limb dance", SECOND),
        ]

    def test_search_takes_equal_names_first(self, loaded: Store) -> None:
        (best, *_) = loaded.search("FEVER")
        assert (best.entity.curie, best.score) == (FEVER.curie, 1.0)

    @pytest.mark.parametrize(
        "text", ["limb dance", "DLS", "dancing limb", "syndrome dancing", "dancin lim syndrom", SYNDROME.curie, "ORPHA:900001"]
    )
    def test_search_finds_by_synonym_beginning_words_likeness_and_identifier(self, loaded: Store, text: str) -> None:
        assert loaded.search(text)[0].entity.curie == SYNDROME.curie

    @pytest.mark.parametrize(
        "text", ["", " ", '"', "*", "NEAR(a b)", "a\x00b", "a\ud800b", "%", "'; DROP TABLE name", "ő" * 500]
    )
    def test_search_takes_any_text(self, loaded: Store, text: str) -> None:
        assert all(0 <= found.score <= 1 for found in loaded.search(text))

    def test_search_keeps_to_its_limit(self, loaded: Store) -> None:
        assert len(loaded.search("a", limit=1)) == 1

    def test_stats_count(self, loaded: Store) -> None:
        stats = loaded.stats()
        assert (stats["documents"], stats["statements"], stats["evidence"], stats["quantities"]) == (2, 8, 9, 4)
        assert stats["statements_by_relation"]["treated_by"] == 2
        assert stats["entities_by_kind"]["Drug"] == 2

    def test_a_reader_may_write_between_rows(self, loaded: Store) -> None:
        for document in loaded.documents():
            loaded.remove(document.source)
        assert list(loaded.documents()) == []


class SparqlContract(OpensStores):
    """The same statements by SPARQL."""

    def rows(self, store: Store, query: str) -> list[tuple[Any, ...]]:
        table = store.sparql("PREFIX sg: <https://w3id.org/syndrome-graph/> " + query).table
        assert table is not None
        return sorted(table.rows, key=repr)

    def test_each_statement_is_one_node(self, loaded: Store) -> None:
        query = "SELECT ?r ?n ?c { ?s a sg:Statement ; sg:relation ?r ; sg:negated ?n ; sg:certainty ?c }"
        expected = sorted(((s.relation, s.negated, s.certainty) for s in loaded.statements()), key=repr)
        assert self.rows(loaded, query) == expected

    def test_what_two_documents_say_comes_once(self, loaded: Store) -> None:
        query = "SELECT (COUNT(*) AS ?n) { ?s sg:associatedWithTumor ?o }"
        assert self.rows(loaded, query) == [(1,)]
        assert self.rows(
            loaded, "SELECT ?l { ?e sg:curie 'MONDO:9000001' ; <http://www.w3.org/2000/01/rdf-schema#label> ?l }"
        ) == [(SYNDROME.label,)]

    def test_the_strongest_certainty_counts(self, store: Store) -> None:
        for source, certainty in (("urn:a", "possible"), ("urn:b", "probable")):
            evidence = place(source, 0, "x", certainty=certainty)
            statement = Statement(SYNDROME, "has_symptom", FEVER, evidence=(evidence,))
            store.add(DocumentGraph(Document(source, source, source), (statement,)))
        query = "SELECT ?c { ?s a sg:Statement ; sg:certainty ?c }"
        assert self.rows(store, query) == [("probable",)]
        store.remove("urn:b")
        assert self.rows(store, query) == [("possible",)]

    def test_a_denied_statement_draws_no_edge(self, loaded: Store) -> None:
        assert self.rows(loaded, "SELECT ?s { ?s sg:hasSymptom ?o }") == [("http://purl.obolibrary.org/obo/MONDO_9000002",)]

    def test_a_document_is_a_named_graph(self, loaded: Store) -> None:
        query = "SELECT ?source (COUNT(?s) AS ?n) { GRAPH ?g { ?s a sg:Statement . ?d sg:source ?source } } GROUP BY ?source"
        assert self.rows(loaded, query) == [(FIRST, 7), (SECOND, 2)]

    def test_from_names_one_document(self, loaded: Store) -> None:
        graph = f"https://w3id.org/syndrome-graph/document/{second_document().document.id}"
        assert self.rows(loaded, f"SELECT ?r FROM <{graph}> {{ ?s sg:relation ?r }}") == [
            ("associated_with_tumor",),
            ("has_symptom",),
        ]

    def test_the_protocols_dataset_names_one_document(self, loaded: Store) -> None:
        graph = f"https://w3id.org/syndrome-graph/document/{second_document().document.id}"
        results, _ = loaded.sparql_results("SELECT ?r { ?s sg:relation ?r }", default_graphs=[graph])
        assert {row["r"]["value"] for row in results["results"]["bindings"]} == {"associated_with_tumor", "has_symptom"}

    def test_answers_follow_every_change(self, store: Store) -> None:
        query = "SELECT (COUNT(?s) AS ?n) { ?s a sg:Statement }"
        counts = [self.rows(store, query)]
        for graph in (first_document(), second_document()):
            store.add(graph)
            counts.append(self.rows(store, query))
        store.remove(FIRST)
        counts.append(self.rows(store, query))
        assert counts == [[(0,)], [(7,)], [(8,)], [(2,)]]

    def test_numbers_and_flags_keep_their_types(self, loaded: Store) -> None:
        query = (
            "SELECT ?low ?high ?a { ?q a sg:Quantity ; sg:verbatim '0-0.18' ; sg:low ?low ; sg:high ?high ; sg:approximate ?a }"
        )
        assert self.rows(loaded, query) == [(0.0, 0.18, False)]

    def test_ask_construct_and_describe(self, loaded: Store) -> None:
        assert loaded.sparql("ASK { ?s a sg:Statement }").boolean is True
        assert loaded.sparql("ASK { ?s a sg:Nothing }").boolean is False
        turtle = loaded.sparql("CONSTRUCT { ?s a sg:Thing } WHERE { ?s a sg:Statement }").turtle
        assert turtle is not None
        assert turtle.count("sg:Thing") == 8
        described = loaded.sparql("DESCRIBE <http://purl.obolibrary.org/obo/HP_9000005>").turtle
        assert described is not None
        assert '"fever"' in described

    def test_results_json_keeps_the_terms(self, loaded: Store) -> None:
        query = "SELECT ?q ?low ?none { ?q a sg:Quantity ; sg:verbatim 'half' ; sg:low ?low }"
        results, truncated = loaded.sparql_results(query)
        (row,) = results["results"]["bindings"]
        assert results["head"]["vars"] == ["q", "low", "none"]
        assert row["q"]["type"] == "uri"
        assert row["low"] == {"type": "literal", "value": "0.5", "datatype": "http://www.w3.org/2001/XMLSchema#double"}
        assert "none" not in row
        assert not truncated

    def test_more_rows_than_the_limit_are_cut_and_said_so(self, loaded: Store) -> None:
        table = loaded.sparql("SELECT ?s { ?s a sg:Statement }", limit=3).table
        assert table is not None
        assert (len(table.rows), table.truncated) == (3, True)
        whole = loaded.sparql("SELECT ?s { ?s a sg:Statement }", limit=8).table
        assert whole is not None
        assert (len(whole.rows), whole.truncated) == (8, False)

    def test_a_malformed_query_names_line_and_column(self, loaded: Store) -> None:
        with pytest.raises(QueryError) as caught:
            loaded.sparql("SELECT ?s\nWHERE { ?s ?p }")
        assert caught.value.line == 2
        assert caught.value.column in range(14, 18)  # at or just behind the brace that came too early

    @pytest.mark.parametrize(
        "query",
        [
            "INSERT DATA { <urn:a> <urn:b> 1 }",
            "PREFIX a: <urn:a> DELETE WHERE { ?s ?p ?o }",
            "LOAD <file:///etc/passwd>",
            "DROP ALL",
            "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
            "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
            "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
            "SELECT * FROM NAMED <http://127.0.0.1:9/> { GRAPH ?g { ?s ?p ?o } }",
        ],
    )
    def test_what_writes_or_reaches_outside_is_refused(self, loaded: Store, query: str) -> None:
        with pytest.raises(QueryRefused):
            loaded.sparql(query)

    def test_a_query_that_runs_away_is_ended(self, loaded: Store) -> None:
        query = "SELECT (COUNT(*) AS ?all) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
        with pytest.raises(QueryTimeout):
            loaded.sparql(query, timeout_s=0.5)
        assert loaded.sparql("ASK { ?s a sg:Statement }").boolean is True
