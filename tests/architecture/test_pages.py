"""Templates, styles and scripts keep the rules of the house."""

from __future__ import annotations

import re
from pathlib import Path

from django.contrib.staticfiles import finders

from tests.architecture.test_sizes import SOURCE, name_of, sources

# A mail has no style sheet of its own in most programs, so it carries its styles.
MAILS = re.compile(r"/mail/|/mails/|_mail\.html$|/mail\.html$")


def pages() -> list[Path]:
    return [path for path in sources(".html") if not MAILS.search(path.as_posix())]


def test_no_page_has_a_style_or_a_handler_inside_it() -> None:
    inside = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|javascript:|hx-on|\bjs:", re.IGNORECASE)

    assert not [name_of(path) for path in pages() if inside.search(path.read_text())]


def test_no_page_has_a_script_inside_it() -> None:
    inside = re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE)

    assert not [name_of(path) for path in pages() if inside.search(path.read_text())]


def test_every_form_that_posts_within_the_site_has_its_token() -> None:
    form = re.compile(r"<form[^>]*method=\"post\".*?</form>", re.IGNORECASE | re.DOTALL)
    without = [
        name_of(path)
        for path in pages()
        for found in form.findall(path.read_text())
        if "csrf_token" not in found and "data-no-token" not in found
    ]

    assert not without


def test_styles_stand_in_layers_without_ids_or_shouting() -> None:
    for path in sources(".css"):
        css = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
        assert css.lstrip().startswith("@layer reset, tokens, base, layout, components, utilities;")
        assert "!important" not in css, name_of(path)
        # A library's own sheet comes into a layer too.
        css = re.sub(r'@import url\("\.\./vendor/[^"]+"\) layer\(components\);', "", css)
        outside = re.sub(r"@font-face\s*\{[^}]*\}", "", _outside_layers(css))
        assert not outside.strip(), (name_of(path), outside.strip()[:80])


def _outside_layers(css: str) -> str:
    """What is left of a style sheet when its layer blocks are taken out."""
    rest, depth, inside = [], 0, False
    for part in re.split(r"(@layer [a-z]+ \{|[{}])", css):
        if depth == 0 and part.startswith("@layer ") and part.endswith("{"):
            inside, depth = True, 1
        elif inside:
            depth += (part == "{" or part.endswith(" {")) - (part == "}")
            inside = depth > 0
        else:
            rest.append(part)
    return re.sub(r"@layer [a-z, ]+;", "", "".join(rest))


def test_no_template_asks_the_database() -> None:
    asking = re.compile(r"\.objects\b|\.all\b|\.filter\b|_set\b")

    assert not [name_of(path) for path in pages() if asking.search(path.read_text())]


def test_the_source_folder_is_where_it_is_looked_for() -> None:
    assert (SOURCE / "web" / "templates" / "base.html").exists()


def test_every_file_that_a_page_names_exists() -> None:
    named = re.compile(r"\{% static ['\"]([^'\"]+)['\"] %\}")
    missing = {
        (name_of(path), name)
        for path in sources(".html")
        for name in named.findall(path.read_text())
        if finders.find(name) is None
    }

    assert not missing
