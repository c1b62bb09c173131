from __future__ import annotations

from dataclasses import replace

import pytest

from editorial.finding import Edit, Finding, Level, Phrase, Span
from editorial.house import search
from editorial.house.hit import Shelf
from editorial.house.rule import read_rule
from editorial.house.styles import House, Rulebook
from editorial.review import context_of, review
from editorial.rules import house
from tests.builder import AT, SiteBuilder
from tests.editorial.rules.conftest import PATH, written

RULE = "extends: existence\nmessage: \"'%s'\"\nignorecase: true\ntokens: [mot]\n"
SWAP = (
    'extends: substitution\nmessage: "%s, %s"\naction: {name: replace}\nnonword: true\n'
    "swap: {'\\bmail\\s': courriel}\n"
)


@pytest.fixture
def judge(desk):
    """Give what one rule says of one piece."""

    def said(text: str, body: str = "Un texte.\n", front: str = "") -> list[Finding]:
        rule, problems = read_rule(text, "editorial/styles/House/Rule.yml", Shelf(name="House.Rule"))
        assert not problems
        context = replace(desk.context({PATH: written(body, front)}), house=House("", lambda: Rulebook((rule,))))
        return list(house.check(context.pieces[0], context))

    return said


def places(findings: list[Finding]) -> list[str]:
    return [f"{f.span.line}:{f.span.column}–{f.span.end_column}" for f in findings]


FRONTS = {
    "plain": ("title: Le mot\n", ["5:11–14"]),
    "quoted": ('title: "Le \\"grand\\" mot"\n', ["5:22–25"]),
    "folded": ("standfirst: >-\n  Le petit\n  mot dit\n", ["8:3–6"]),
    "literal": ("standfirst: |\n  Le petit\n  mot dit\n", ["8:3–6"]),
    "escaped": ('title: "\\u00c9t\\xe9 \\"mot\\" \\tmot"\n', ["5:23–26", "5:31–34"]),
    "single quotes": ("title: 'L''été, l''''un mot'\n", ["5:25–28"]),
    "literal with an indent of its own": (
        "standfirst: |\n  Le mot\n\n    - mot # mot\n   et\n",
        ["7:6–9", "9:7–10", "9:13–16"],
    ),
    "folded, with an empty line": ("standfirst: >\n  Le mot\n  dit\n\n  mot\n", ["7:6–9", "10:3–6"]),
    "a line end escaped": ('standfirst: "Le\\\n   petit mot \\\n   mot"\n', ["7:10–13", "8:4–7"]),
    "an alt": ("image: {src: a.png, alt: Un mot}\n", ["6:29–32"]),
    "a post": ("social: {mastodon: {text: Le mot}}\n", ["6:30–33"]),
}


@pytest.mark.parametrize(("front", "where"), FRONTS.values(), ids=FRONTS)
def test_text_of_the_front_matter_is_judged_where_it_is_written(judge, front, where):
    assert places(judge(RULE, front=front)) == where


SCOPED = {
    "title": ("scope: title\n", 1),
    "Vale’s name of a field": ("scope: text.frontmatter.title\n", 1),
    "all fields": ("scope: front-matter\n", 2),
    "no field": ("scope: ~front-matter\n", 1),
    "the whole file": ("scope: raw\n", 3),
}


@pytest.mark.parametrize(("scope", "count"), SCOPED.values(), ids=SCOPED)
def test_fields_are_scopes(judge, scope, count):
    assert len(judge(RULE + scope, "Un mot.\n", "title: Un mot\nstandfirst: Un mot\n")) == count


def test_raw_file_is_seen_as_it_is_written(judge):
    rule = (
        "extends: existence\nmessage: m\nnonword: true\nscope: raw\n"
        "tokens: ['^title: .*$', '\\*\\*\\w+\\*\\*', '</b>']\n"
    )
    assert places(judge(rule, "Un **mot**\net <b>un</b>\n")) == ["2:1–17", "7:4–11", "8:9–13"]


def test_crlf_changes_no_place(tmp_path):
    text = "---\ntitle: Un mot\npillar: ecouter\nauthor: redaction\nstatus: draft\n---\nUn\nmot, é `x` mot\n"
    builder = SiteBuilder(tmp_path).file("editorial/styles/Maison/Mot.yml", RULE)
    builder.file("content/ecouter/lf.md", text).file("content/ecouter/crlf.md", text.replace("\n", "\r\n"))
    found = [f for f in review(context_of(builder.site(), AT)) if f.rule == "Maison.Mot"]
    spans = {name: [f.span for f in found if f.path.endswith(f"/{name}.md")] for name in ("lf", "crlf")}
    assert spans["crlf"] == spans["lf"] == [Span(2, 11, 14), Span(8, 1, 4), Span(8, 12, 15)]


def test_match_over_a_line_break_is_underlined_on_its_first_line(judge):
    rule = "extends: existence\nmessage: m\ntokens: [un mot]\n"
    assert places(judge(rule, "Voici un\nmot.\n")) == ["7:7–9"]


def test_finding_says_all_of_its_rule(judge):
    rule = (
        RULE + "level: error\nwhy: Il est vague.\nlink: https://maison.example/mot\n"
        "action: {name: replace, params: [terme]}\nsafe: true\n"
    )
    assert judge(rule, "Un mot.\n") == [
        Finding(
            "House.Rule",
            Level.ERROR,
            PATH,
            Span(7, 4, 7),
            Phrase("'mot'", "'mot'"),
            Phrase("Il est vague. (https://maison.example/mot)", "Il est vague. (https://maison.example/mot)"),
            "styles.House.Rule",
            Phrase("écrivez « terme »", "write “terme”"),
            (Edit(Span(7, 4, 7), "terme", True),),
        )
    ]


def test_description_names_what_was_found(judge):
    found = judge(RULE + "description: \"'%s' dit peu, à 100 %.\"\nlink: https://maison.example\n", "Un mot.\n")
    said = "'mot' dit peu, à 100 %. (https://maison.example)"
    assert [f.why for f in found] == [Phrase(said, said)]


EDITS = {
    "a space taken along stays": (SWAP, "un mail ici\n", [("courriel ", False)]),
    "no edit through markup": (RULE + "action: {name: remove}\n", "m**ot**\n", []),
    "removed": (RULE + "action: {name: remove}\n", "mot\n", [("", False)]),
    "several choices are the writer’s": (RULE + "action: {name: replace, params: [a, b]}\n", "mot\n", []),
}


@pytest.mark.parametrize(("rule", "body", "edits"), EDITS.values(), ids=EDITS)
def test_edit_is_offered_where_there_is_one_choice(judge, rule, body, edits):
    assert [(edit.text, edit.is_safe) for f in judge(rule, body) for edit in f.edits] == edits


def test_slow_rule_is_told_once_for_all_texts(tmp_path, monkeypatch):
    monkeypatch.setattr(search, "TIME_LIMIT_S", 0.05)
    builder = SiteBuilder(tmp_path)
    slow = "extends: existence\nmessage: m\nnonword: true\ntokens: ['(?:x+x+)+y']\n"
    builder.file("editorial/styles/Maison/Slow.yml", slow)
    for name in ("a", "b"):
        builder.piece(name, "x" * 4000)
    found = [f for f in review(context_of(builder.site(), AT)) if f.rule == "Maison.Slow"]
    assert [(f.path, f.span.line, f.level) for f in found] == [("editorial/styles/Maison/Slow.yml", 4, Level.WARNING)]


def test_rule_left_out_is_told_once_for_all_texts(tmp_path):
    builder = SiteBuilder(tmp_path).piece("a").piece("b")
    builder.file("editorial/styles/Maison/Tag.yml", "extends: sequence\nmessage: m\ntokens: [{tag: MD}]\n")
    builder.file("editorial/styles/Maison/Run.yml", "extends: script\nscript: x.tengo\nmessage: m\n")
    found = [f for f in review(context_of(builder.site(), AT)) if f.rule in ("Maison.Run", "Maison.Tag")]
    assert [(f.path, f.span.line, f.level) for f in found] == [
        ("editorial/styles/Maison/Run.yml", 2, Level.SUGGESTION),
        ("editorial/styles/Maison/Tag.yml", 3, Level.SUGGESTION),
    ]
