"""Pages become text: lines, bullets and rows, in bounded time."""

import time

import pytest

from graph.errors import InputRefused
from loaders.html import html_to_text
from loaders.reading import document_from_text
from loaders.sentences import sentences_of

PAGE = """<!DOCTYPE html><html><head><title>Fernwood syndrome | Press</title><script>var a = "<p>no</p>";</script></head>
<body><nav><a href="/">Home</a></nav><h1>Fernwood syndrome</h1><p>A rare disease of the<br>liver &amp; the <b>eye</b>.</p>
<h2>Signs</h2><ul><li>Fever in 20%</li><li><p>Rash</p></li></ul>
<table><tr><th>Sign</th><th>Share</th></tr><tr><td>Cough</td><td>10%</td></tr></table>
<h2>Treatment</h2>Rest. <footer>Press office</footer></body></html>"""


def test_blocks_become_lines_and_inline_tags_do_not() -> None:
    text = html_to_text(PAGE, "s").text
    assert "liver & the eye." in text
    assert "\n- Fever in 20%\n" in text
    assert "\n- Rash\n" in text
    assert "\nCough | 10%\n" in text


def test_scripts_and_the_head_are_no_words_of_the_page() -> None:
    assert "var a" not in html_to_text(PAGE, "s").text


def test_the_title_is_the_first_heading_before_the_title_tag() -> None:
    assert html_to_text(PAGE, "s").title == "Fernwood syndrome"
    assert html_to_text("<title>Only this</title><p>Words.</p>", "s").title == "Only this"


def test_menus_and_feet_are_marked_and_stay_in_the_text() -> None:
    document = document_from_text(PAGE, "s", "n", "html")
    marked = [document.text[s.start : s.end].strip() for s in document.sections if s.kind == "boilerplate"]
    assert marked == ["Home", "Press office"]


def test_headings_of_a_page_open_sections() -> None:
    document = document_from_text(PAGE, "s", "n", "html")
    assert [s.kind for s in document.sections] == ["boilerplate", "title", "summary", "symptoms", "treatment", "boilerplate"]


def test_list_items_are_bullets_under_their_heading() -> None:
    document = document_from_text(PAGE, "s", "n", "html")
    bullets = [(document.text[s.start : s.end], s.heading) for s in sentences_of(document) if s.bullet]
    assert bullets == [("Fever in 20%", "Signs"), ("Rash", "Signs")]


def test_a_file_behind_an_entity_is_not_read() -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><p>A &x; B</p></body></html>'
    with open("/etc/hostname") as file:  # noqa: PTH123
        assert file.read().strip() not in html_to_text(page, "s").text


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<ul><li>", "<table><tr><td>", "<a href=x>"])
def test_deep_nesting_ends_in_bounded_time(tag: str) -> None:
    count = 190_000 // tag.count("<")
    begin = time.perf_counter()
    page = html_to_text("<html><body>" + tag * count + "words" + "</div>" * 10, "s")
    assert page.text.strip("- \n") in ("words", "")
    assert time.perf_counter() - begin < 10


def test_three_hundred_thousand_tags_are_refused() -> None:
    with pytest.raises(InputRefused, match="tags"):
        html_to_text("<div>" * 300_000, "s")


def test_a_page_without_words_is_refused() -> None:
    with pytest.raises(InputRefused, match="no words"):
        html_to_text("<html><script>x</script></html>", "s")
