from __future__ import annotations

import pytest

from editorial.house.walk import walk

RULE = "extends: existence\nmessage: \"'%s'\"\nignorecase: true\ntokens: [mot, un mot]\n"
PLACES = {
    "a paragraph": ("Un mot.\n", ["1:1 “Un mot”"]),
    "accents and emoji before": ("Été 👩‍🚀 mot\n", ["1:9 “mot”"]),
    "right to left": ("שלום mot עולם\n", ["1:6 “mot”"]),
    "a link’s words": ('[le mot](https://mot.fr/mot "mot")\n', ["1:5 “mot”"]),
    "a link by reference": ("[le mot][mot]\n\n[mot]: https://mot.fr\n", ["1:5 “mot”"]),
    "emphasis around": ("un **mot**, un *mot*\n", ["1:1 “un **mot”", "1:13 “un *mot”"]),
    "after an entity": ("A &amp; B&nbsp;: mot\n", ["1:18 “mot”"]),
    "across a soft line break": ("Voici un\nmot.\n", ["1:7 “un\nmot”"]),
    "across a soft line break in a quotation": ("> Voici un\n> mot.\n", ["1:9 “un\n> mot”"]),
    "after a soft line break": ("Voici\nle mot.\n", ["2:4 “mot”"]),
    "after a hard line break": ("Voici  \nle mot.\n", ["2:4 “mot”"]),
    "a list": ("- a\n- le mot\n  - mot\n", ["2:6 “mot”", "3:5 “mot”"]),
    "a loose list": ("1. a\n\n   le mot\n", ["3:7 “mot”"]),
    "a task": ("- [ ] mot\n", ["1:7 “mot”"]),
    "a table": ("| mot | b |\n|---|---|\n| c | le mot |\n", ["1:3 “mot”", "3:10 “mot”"]),
    "a heading": ("## Le mot {#mot}\n", ["1:7 “mot”"]),
    "a heading underlined": ("Le mot\n======\n", ["1:4 “mot”"]),
    "a footnote": ("A[^mot].\n\n[^mot]: Le mot.\n", ["3:12 “mot”"]),
    "an alt text": ("![le mot](mot.png)\n", ["1:6 “mot”"]),
    "an alt text in a link": ("[![mot](mot.png)](mot.md)\n", ["1:4 “mot”"]),
    "raw HTML": ('<div class="mot">le <b>mot</b></div>\n', ["1:24 “mot”"]),
    "raw HTML with an entity": ("<p>&eacute; mot</p>\n", ["1:13 “mot”"]),
    "escaped": ("\\*mot\\*\n", ["1:3 “mot”"]),
    "code": ("`mot` et ``un mot``\n\n```mot\nmot\n```\n\n    mot\n", []),
    "an address": ("<https://mot.fr/mot>\n", []),
    "addresses written out": (
        "http://mot.fr/mot, *www.mot.fr/a_mot* (https://mot.fr/mot) mot@mot.fr\n",
        ["1:60 “mot”", "1:64 “mot”"],
    ),
    "an alt text in raw HTML": (
        '<img src="mot.png" alt="Le&nbsp;mot" title="mot">\n\nÀ <img alt=\'un mot\' src="mot"> b\n',
        ["1:33 “mot”", "3:13 “un mot”"],
    ),
    "keys": ("<kbd>mot</kbd> <code>mot</code>\n", []),
    "a script": ("<script>\nmot\n</script>\n\n<style>mot</style>\n\n<pre>mot</pre>\n", []),
    "a comment": ("<!-- mot -->\n\nA <!-- mot --> B\n", []),
    "an unclosed comment": ("A\n\n<!-- mot\n\nmot\n", []),
}


@pytest.mark.parametrize(("body", "places"), PLACES.values(), ids=PLACES)
def test_match_stands_where_it_is_written(bench, body, places):
    assert bench.places(RULE, body) == places


SCOPES = {
    "text": ("text", ["p", "h", "l", "b", "c", "x", "a", "k"]),
    "no scope": ("", ["p", "h", "l", "b", "c", "x", "a", "k"]),
    "heading": ("heading", ["h"]),
    "heading of a level": ("heading.h2", ["h"]),
    "heading of another level": ("heading.h3", []),
    "paragraph": ("paragraph", ["p", "k"]),
    "list": ("list", ["l"]),
    "blockquote": ("blockquote", ["b"]),
    "table": ("table", ["c", "x"]),
    "table header": ("table.header", ["c"]),
    "table cell": ("table.cell", ["x"]),
    "alt": ("alt", ["a"]),
    "link": ("link", ["k"]),
    "strong": ("strong", ["p"]),
    "emphasis": ("emphasis", ["p"]),
    "code": ("code", ["q", "v"]),
    "raw Markdown only": ("text.rst", []),
    "negated": ("~list", ["p", "h", "b", "c", "x", "a", "k"]),
    "both": ("text & ~list & ~heading", ["p", "b", "c", "x", "a", "k"]),
    "either": ("[list, blockquote]", ["l", "b"]),
}
BODY = """\
## zh

Some ***zp*** and `zq`.

- zl

> zb

| zc |
|----|
| zx |

![za](a.png) [zk](b.md)

```
zv
```
"""


@pytest.mark.parametrize(("scope", "found"), SCOPES.values(), ids=SCOPES)
def test_scope_chooses_the_blocks(bench, scope, found):
    rule = (
        f"extends: existence\nmessage: m\nnonword: true\nscope: {scope}\ntokens: ['\\bz(?:h|p|l|b|c|x|a|k|q|v)\\b']\n"
    )
    lines = bench.places(rule, BODY)
    assert sorted(line.partition("“z")[2].rstrip("”") for line in lines) == sorted(found)


SENTENCES = {
    "every kind of prose": (
        "sentence",
        ["1:5 “One”", "1:14 “One”", "3:3 “One”", "5:3 “One”", "7:3 “One”", "9:3 “One”", "11:3 “One”"],
    ),
    "headings": ("sentence & heading", ["7:3 “One”"]),
    "headings of a level": ("sentence & heading.h2", []),
    "cells": ("sentence & table.cell", ["11:3 “One”"]),
    "alt texts": ("sentence & alt", ["13:3 “One”"]),
    "but headings and tables": (
        "sentence & ~heading & ~table",
        ["1:5 “One”", "1:14 “One”", "3:3 “One”", "5:3 “One”"],
    ),
    "but lists": (
        "sentence & ~list",
        ["1:5 “One”", "1:14 “One”", "5:3 “One”", "7:3 “One”", "9:3 “One”", "11:3 “One”"],
    ),
}
SENTENCES_BODY = """\
Ah. One two. One.

- One here. And one.

> One.

# One

| One |
|-----|
| One |

![One](a.png)
"""


@pytest.mark.parametrize(("scope", "places"), SENTENCES.values(), ids=SENTENCES)
def test_sentence_is_a_scope_of_every_kind_of_prose(bench, scope, places):
    rule = f"extends: existence\nmessage: m\nscope: {scope}\nnonword: true\ntokens: ['^One']\n"
    assert bench.places(rule, SENTENCES_BODY) == places


def test_sequence_is_looked_for_in_sentences(bench):
    rule = "extends: sequence\nmessage: m\nscope: {scope}\ntokens: [{pattern: One}, {pattern: two}]\n"
    body = "# One two\n\nOne two.\n"
    assert bench.places(rule.replace("{scope}", "text"), body) == ["1:3 “One two”", "3:1 “One two”"]
    assert bench.places(rule.replace("{scope}", "~heading"), body) == ["3:1 “One two”"]
    assert bench.places(rule.replace("{scope}", "heading"), body) == ["1:3 “One two”"]


def test_summary_is_all_prose_without_headings_and_tables(bench):
    rule = "extends: occurrence\nmessage: 'found %s'\nscope: summary\nmin: 9\ntoken: '\\bz\\w\\b'\n"
    assert bench.run(rule, BODY) == ["3:9 “zp” found 4"]


def test_elements_are_counted():
    assert walk(BODY).counts == {"heading_h2": 1, "list": 1, "blockquote": 1, "pre": 1}


def test_long_line_is_read_in_no_time(bench):
    body = "Un long texte sans fin, " * 40_000 + "un mot.\n"
    assert bench.places(RULE, body) == [f"1:{24 * 40_000 + 1} “un mot”"]
