from __future__ import annotations

import pytest

from editorial.errors import EditorialError
from editorial.finding import Level

HEAD = "extends: {extends}\nmessage: m\n"
KINDS = {
    "existence, in order": (
        "extends: existence\nmessage: \"'%s'\"\ntokens: [a, a b]\n",
        {"x a b\n": ["1:3 “a” 'a'"], "ab A\n": []},
    ),
    "existence, the longer first": (
        "extends: existence\nmessage: \"'%s'\"\ntokens: [a b, a]\n",
        {"x a b a\n": ["1:3 “a b” 'a b'", "1:7 “a” 'a'"]},
    ),
    "existence, ignoring case": (
        "extends: existence\nmessage: \"'%s'\"\nignorecase: true\ntokens: [été]\n",
        {"L’ÉTÉ, étés\n": ["1:3 “ÉTÉ” 'ÉTÉ'"]},
    ),
    "existence, no words": (
        "extends: existence\nmessage: m\nnonword: true\ntokens: ['!{2,}', ' ;']\n",
        {"Oh!! non ;\n": ["1:3 “!!” m", "1:9 “ ;” m"]},
    ),
    "existence, raw before": (
        "extends: existence\nmessage: m\nraw: ['(?:very|so)', '\\s+']\ntokens: [good, bad]\n",
        {"very good, so\nbad, bad\n": ["1:1 “very good” m", "1:12 “so\nbad” m"]},
    ),
    "existence, raw after": (
        "extends: existence\nmessage: m\nappend: true\nraw: ['\\s+\\d+']\ntokens: [page]\n",
        {"page 12, page x\n": ["1:1 “page 12” m"]},
    ),
    "existence, raw alone": ("extends: existence\nmessage: m\nraw: ['\\bSo[\\s,]']\n", {"So, what\n": ["1:1 “So,” m"]}),
    "existence, spaces that say nothing": (
        "extends: existence\nmessage: m\nnonword: true\nraw: ['(?x) a b # c']\n",
        {"ab abc\n": ["1:1 “ab” m", "1:4 “ab” m"]},
    ),
    "existence, excepted": (
        "extends: existence\nmessage: m\nignorecase: true\ntokens: ['[A-Z]{3,}', mea]\nexceptions: [API, mea culpa]\n",
        {"The API, the abc, mea culpa, mea\n": ["1:1 “The” m", "1:10 “the” m", "1:14 “abc” m", "1:30 “mea” m"]},
    ),
    "substitution": (
        "extends: substitution\nmessage: \"Use '%s', not '%s'.\"\nswap:\n  mail: courriel\n  e-mail: courriel\n",
        {
            "Un e-mail, un mail.\n": [
                "1:4 “e-mail” Use 'courriel', not 'e-mail'.",
                "1:15 “mail” Use 'courriel', not 'mail'.",
            ]
        },
    ),
    "substitution, already right": (
        "extends: substitution\nmessage: \"'%s' '%s'\"\nignorecase: true\nswap: {gb: GB}\n",
        {"2 GB and 3 gb\n": ["1:12 “gb” 'GB' 'gb'"]},
    ),
    "substitution, choices": (
        "extends: substitution\nmessage: \"Use '%s' instead of '%s'.\"\naction: {name: replace}\n"
        "swap: {big: 'large|huge|vast'}\n",
        {"big\n": ["1:1 “big” Use 'large', 'huge', or 'vast' instead of 'big'."]},
    ),
    "substitution, a group": (
        "extends: substitution\nmessage: \"'%s'\"\nswap: {'(\\w+) et/ou (\\w+)': '$1 ou $2'}\n",
        {"l’un et/ou l’autre, a et/ou b\n": ["1:3 “un et/ou l” 'un ou l'", "1:21 “a et/ou b” 'a ou b'"]},
    ),
    "substitution, a group that is not there": (
        "extends: substitution\nmessage: \"'%s'\"\nswap: {(a)1: '$11', (b): '${x}', '\\b(?:c)\\b': '$$0 $0 $2'}\n",
        {"a1 b c\n": ["1:1 “a1” '$11'", "1:4 “b” '${x}'", "1:6 “c” '$0 c $2'"]},
    ),
    "substitution, with the space it took": (
        "extends: substitution\nmessage: \"Use '%s', not '%s'.\"\nnonword: true\nswap: {'vs\\s': versus}\n",
        {"one vs two\n": ["1:5 “vs ” Use 'versus', not 'vs '."]},
    ),
    "substitution, capitalised": (
        "extends: substitution\nmessage: \"Use '%s', not '%s'.\"\nignorecase: true\ncapitalize: true\n"
        "action: {name: replace}\nswap: {mail: courriel}\n",
        {"Mail, mail\n": ["1:1 “Mail” Use 'Courriel', not 'Mail'.", "1:7 “mail” Use 'courriel', not 'mail'."]},
    ),
    "occurrence, too many": (
        "extends: occurrence\nmessage: 'found %s'\nscope: sentence\nmax: 2\ntoken: ','\n",
        {"A, b, c, d. E, f\n": ["1:2 “,” found 3"]},
    ),
    "occurrence, too few": (
        "extends: occurrence\nmessage: 'found %d'\nscope: paragraph\nmin: 1\ntoken: 'z'\n",
        {"Az.\n\nUn b.\n": ["3:1 “Un” found 0"]},
    ),
    "repetition, across a line end": (
        "extends: repetition\nmessage: \"'%s' is repeated!\"\nalpha: true\ntokens: ['[^\\s]+']\n",
        {"The the end of\nof it -- -- go. Go\n": ["1:13 “of\nof” 'of' is repeated!"]},
    ),
    "repetition, ignoring case": (
        "extends: repetition\nmessage: \"'%s'\"\nignorecase: true\nalpha: true\ntokens: ['[^\\s.]+']\n",
        {"The the end. End.\n": ["1:1 “The the” 'the'"]},
    ),
    "repetition, more than once": (
        "extends: repetition\nmessage: \"'%s'\"\nmax: 1\ntokens: ['\\w+']\n",
        {"a a b\n": [], "a a a b\n": ["1:3 “a a” 'a'"]},
    ),
    "consistency": (
        "extends: consistency\nmessage: \"'%s'\"\neither: {clé: clef}\n",
        {
            "La clé, la clef.\n": ["1:12 “clef” 'clef'"],
            "La clé.\n\nUne clef.\n": ["3:5 “clef” 'clef'"],
            "La clé.\n": [],
        },
    ),
    "conditional, defined before": (
        "extends: conditional\nmessage: \"'%s' has no definition.\"\nfirst: '\\b([A-Z]{3,5})\\b'\n"
        "second: '(?:\\b[A-Z][a-z]+ )+\\(([A-Z]{3,5})\\)'\nexceptions: [API]\n",
        {
            "World Health Organization (WHO).\n\nThe WHO and the API, the NFL.\n": [
                "3:26 “NFL” 'NFL' has no definition."
            ],
            "The WHO.\n\nWorld Health Organization (WHO).\n": ["1:5 “WHO” 'WHO' has no definition."],
        },
    ),
    "conditional, there at all": (
        "extends: conditional\nmessage: m\nfirst: offre\nsecond: gratuit\n",
        {"Une offre.\n\nUne offre gratuite.\n": ["1:5 “offre” m"]},
    ),
    "capitalization, sentence": (
        "extends: capitalization\nmessage: \"'%s'\"\nscope: heading\nmatch: $sentence\nindicators: [':']\n"
        "exceptions: [Docker]\n",
        {
            "# A plain title\n\n## Note: With Docker\n\n## Fine HTML it is not\n\n## top words\n": [
                "7:4 “top words” 'top words'"
            ],
            "# A Very Loud Title\n": ["1:3 “A Very Loud Title” 'A Very Loud Title'"],
        },
    ),
    "capitalization, AP title": (
        "extends: capitalization\nmessage: \"'%s', '%s'\"\nscope: heading\nmatch: $title\nstyle: AP\n",
        {
            "# The Lord of the Rings\n": [],
            "# The lord of the rings\n": [
                "1:3 “The lord of the rings” 'The lord of the rings', 'The Lord of the Rings'"
            ],
        },
    ),
    "capitalization, Chicago title": (
        "extends: capitalization\nmessage: m\nscope: heading\nmatch: $title\nstyle: Chicago\n",
        {"# Gone with the Wind\n": [], "# Gone With the Wind In Town\n": ["1:3 “Gone With the Wind In Town” m"]},
    ),
    "capitalization, lower": (
        "extends: capitalization\nmessage: m\nscope: heading\nmatch: $lower\n",
        {"# tout petit\n": [], "# Été\n": ["1:3 “Été” m"]},
    ),
    "capitalization, upper": (
        "extends: capitalization\nmessage: m\nscope: heading\nmatch: $upper\n",
        {"# ÉTÉ\n": [], "# Été\n": ["1:3 “Été” m"]},
    ),
    "capitalization, a pattern": (
        "extends: capitalization\nmessage: m\nscope: heading\nmatch: '^\\d+\\.'\n",
        {"# 1\\. Un\n": [], "# Un\n": ["1:3 “Un” m"]},
    ),
    "capitalization, told by the pattern as it is written": (
        "extends: capitalization\nmessage: \"'%s', '%s'\"\nscope: heading\nmatch: '^Le [a-z]+'\n",
        {"# la fin\n": ["1:3 “la fin” 'la fin', '^Le [a-z]+'"]},
    ),
    "capitalization, a prefix": (
        "extends: capitalization\nmessage: m\nscope: heading\nmatch: $sentence\nprefix: '^\\(\\w\\) '\nthreshold: 1\n",
        {"# (a) Un titre\n": [], "# (ab) Un titre\n": ["1:3 “(ab) Un titre” m"]},
    ),
    "metric": (
        "extends: metric\nmessage: 'has %s'\nformula: words / sentences\ncondition: '> 3.0'\n",
        {"Un deux trois.\n": [], "Un deux trois quatre. Un deux trois quatre cinq.\n": ["top has 4.50"]},
    ),
    "metric of syllables, those in hiatus too": (
        "extends: metric\nmessage: 'has %s'\nformula: syllables\ncondition: '> 0.0'\n",
        {"The poet created chaos in 2016.\n": ["top has 10.00"]},
    ),
    "metric of each paragraph": (
        "extends: metric\nmessage: 'has %s'\nscope: paragraph\nformula: words\ncondition: '> 2.0'\n",
        {
            "Un deux.\n\n**Un** deux trois.\n\n- Un deux trois\n\nUn deux trois et quatre.\n": [
                "3:3 “Un” has 3.00",
                "7:1 “Un” has 5.00",
            ]
        },
    ),
    "metric of headings": (
        "extends: metric\nmessage: 'has %s'\nformula: heading.h2\ncondition: '== 1.0'\n",
        {"## Un\n\nUn.\n": ["top has 1.00"], "Un.\n": []},
    ),
    "readability": (
        "extends: readability\nmessage: 'grade %s'\ngrade: 3\nmetrics: [Automated Readability]\n",
        {"A cat sat.\n": [], "Internationalization necessitates organizational considerations.\n": ["top grade 51.22"]},
    ),
    "spelling": (
        "extends: spelling\nmessage: \"'%s'?\"\ndictionaries: [en_US]\nignore: config/ignore/words.txt\n",
        {"A (wrod) isn’t RIGHT, x2y, well-knwon, JavaScript, café qwzx.\n": ["1:4 “wrod” 'wrod'?"]},
    ),
    "spelling, in letters that it has not": (
        "extends: spelling\nmessage: \"'%s'\"\n",
        {"An オプション, где, naïvz.\n": ["1:16 “naïvz” 'naïvz'"]},
    ),
    "spelling, in the text’s language": (
        "extends: spelling\nmessage: \"'%s'\"\n",
        {"The wrod.\n": ["1:5 “wrod” 'wrod'"]},
    ),
    "spelling, filtered": (
        "extends: spelling\nmessage: \"'%s'\"\ncustom: true\nfilters: ['^wr']\n",
        {"The wrod x2y.\n": ["1:10 “x2y” 'x2y'"]},
    ),
    "sequence": (
        "extends: sequence\nmessage: \"'%s' '%s'\"\nignorecase: true\ntokens:\n  - pattern: one\n"
        "  - pattern: times?\n    skip: 2\n",
        {"One of the times.\n": ["1:1 “One of the times” 'One' 'of'"], "One of all the many times.\n": []},
    ),
    "sequence, negated": (
        "extends: sequence\nmessage: m\ntokens:\n  - pattern: out\n  - pattern: of\n    negate: true\n",
        {"out here\n": ["1:1 “out here” m"], "out of\n": []},
    ),
    "a list of scopes": (
        "extends: existence\nmessage: m\nscope: [list, heading]\ntokens: [a]\n",
        {"a\n\n- a\n": ["3:3 “a” m"]},
    ),
    "a class and a field that no text has": (
        "extends: existence\nmessage: m\ntokens: [a]\n"
        "scope: [text.class.note, text.frontmatter.author, ~meta.class.image]\n",
        {"a\n": ["1:1 “a” m"]},
    ),
    "a limit": (
        "extends: existence\nmessage: m\nlimit: 2\ntokens: [a]\n",
        {"a a a\n\na\n": ["1:1 “a” m", "1:3 “a” m"]},
    ),
    "numbers as tokens": (
        "extends: existence\nmessage: m\ntokens: [404, 24/7]\n",
        {"404, 24/7\n": ["1:1 “404” m", "1:6 “24/7” m"]},
    ),
    "keys in any case": ("Extends: existence\nMessage: m\nIgnoreCase: true\nTokens:\n  - A\n", {"a\n": ["1:1 “a” m"]}),
    "keys of other kinds, where Vale passes over them": (
        "extends: consistency\nmessage: \"'%s'\"\ntokens: [x]\nexceptions: [a]\neither: {a: b}\n",
        {"a b\n": ["1:3 “b” 'b'"]},
    ),
    "what an anchor names": (
        "extends: existence\nmessage: &word m\ntokens: &words [m, n]\ngood: *words\nwhy: *word\n",
        {"m\n": ["1:1 “m” m"]},
    ),
    "a pattern of its own flags": (
        "extends: existence\nmessage: m\ntokens: ['(?i)aa', bb]\n",
        {"AA BB bb\n": ["1:1 “AA” m", "1:7 “bb” m"]},
    ),
    "no doubled alert": (
        "extends: existence\nmessage: m\nscope: [text, paragraph]\ntokens: [a]\n",
        {"a\n": ["1:1 “a” m"]},
    ),
}


@pytest.mark.parametrize(("rule", "texts"), KINDS.values(), ids=KINDS)
def test_rule_says_what_vale_says(bench, rule, texts):
    files = {"config/ignore/words.txt": "qwzx\n"}
    assert {body: bench.run(rule, body, files=files) for body in texts} == texts


def problems_of(bench, text: str) -> list[str]:
    with pytest.raises(EditorialError) as caught:
        bench.rule(text)
    return [f"{p.span.line}:{p.span.column} {p.message.en}" for p in caught.value.problems]


UNREADABLE = {
    "an unknown kind": (
        "extends: existance\nmessage: m\n",
        ["1:10 “extends: existance” does not exist; did you mean “existence”? (line: “extends: existance”)"],
    ),
    "no kind": ("message: m\n", ["1:1 the key “extends” is missing (line: “message: m”)"]),
    "a bad pattern": (
        "extends: existence\nmessage: m\ntokens:\n  - good\n  - 'a('\n",
        ["5:5 “a(” is not a regular expression: missing ) (line: “- 'a('”)"],
    ),
    "an anchor within itself": (
        "extends: existence\nmessage: m\ntokens: &a [*a, *a]\n",
        ["3:13 a YAML alias (*a) cannot stand within what an anchor (&b) names (line: “tokens: &a [*a, *a]”)"],
    ),
    "a bomb of anchors": (
        "extends: existence\nmessage: m\naction:\n  name: [&a [x, x], &b [[*a, *a]], *b]\n",
        [
            "4:26 a YAML alias (*a) cannot stand within what an anchor (&b) names "
            "(line: “name: [&a [x, x], &b [[*a, *a]], *b]”)"
        ],
    ),
    "several problems": (
        "extends: existence\nlevel: fatal\nscope: headings\ntokens: {a: b}\ntoken: x\n",
        [
            "1:1 the key “message” is missing (line: “extends: existence”)",
            "2:8 “level”: “fatal” is not a choice; choose among: error, warning, suggestion (line: “level: fatal”)",
            "3:8 the scope “headings” does not exist; did you mean “heading”? (line: “scope: headings”)",
            "4:9 “tokens”: found a group of keys, expected a list (line: “tokens: {a: b}”)",
            "5:1 unknown key “token”; did you mean “tokens”? (line: “token: x”)",
        ],
    ),
    "one problem is said once": (
        "extends: substitution\nmessage: m\nswap: [a, b]\n",
        ["3:7 “swap”: found a list, expected a group of keys (line: “swap: [a, b]”)"],
    ),
    "a wrong type": (
        "extends: occurrence\nmessage: m\ntoken: a\nmax: many\n",
        ["4:6 “max”: found “many”, expected a number (line: “max: many”)"],
    ),
    "a flag that is none": (
        "extends: existence\nmessage: m\nignorecase: maybe\ntokens: [a]\n",
        ["3:13 “ignorecase”: found “maybe”, expected true or false (line: “ignorecase: maybe”)"],
    ),
    "a bad formula": (
        "extends: metric\nmessage: m\nformula: (words\ncondition: '> wrods'\n",
        [
            "3:10 this formula cannot be worked out: '(' was never closed (line: “formula: (words”)",
            "4:12 “wrods” is not a measure; did you mean “words”? (line: “condition: '> wrods'”)",
        ],
    ),
    "a formula that calls": (
        "extends: metric\nmessage: m\nformula: __import__('os')\ncondition: '> 1'\n",
        ["3:10 this formula cannot be worked out: __import__('os') (line: “formula: __import__('os')”)"],
    ),
    "an unknown action": (
        "extends: existence\nmessage: m\ntokens: [a]\naction: {name: replce}\n",
        ["4:16 the action “replce” does not exist; did you mean “replace”? (line: “action: {name: replce}”)"],
    ),
    "a dictionary that is not there": (
        "extends: spelling\nmessage: m\ndictionaries: [xx_YY]\n",
        [
            "3:16 no dictionary for “xx_YY”: put editorial/dictionaries/xx_YY.aff and "
            "editorial/dictionaries/xx_YY.dic there "
            "(Hunspell’s format), those of the npm package dictionary-xx-yy for instance (line: "
            "“dictionaries: [xx_YY]”)"
        ],
    ),
    "YAML that does not parse": (
        "extends: existence\nmessage: a: b\n",
        ["2:11 a colon followed by a space is not allowed here (line: “message: a: b”)"],
    ),
    "no mapping": ("- a\n", ["1:1 a rule must be a list of “key: value” lines"]),
    "nothing": ("", ["1:1 a rule must be a list of “key: value” lines"]),
}


@pytest.mark.parametrize(("text", "problems"), UNREADABLE.values(), ids=UNREADABLE)
def test_rule_that_cannot_be_read_is_an_error_with_its_line(bench, text, problems):
    assert problems_of(bench, text) == problems


def test_rule_that_asks_for_parts_of_speech_is_left_out_and_says_so(bench):
    rule = bench.rule("extends: sequence\nmessage: m\ntokens:\n  - tag: MD\n  - pattern: of\n")
    assert rule.check is None
    assert rule.left_out is not None
    assert "parts of speech" in rule.left_out.en


def test_script_is_left_out_and_says_so(bench):
    rule = bench.rule("extends: script\nmessage: m\nscope: raw\nscript: |\n  matches := []\n")
    assert rule.check is None
    assert rule.left_out is not None
    assert "is a script" in rule.left_out.en


def test_slow_pattern_is_the_fault_of_its_rule_and_the_others_go_on(bench, monkeypatch):
    from editorial.house import search
    from editorial.house.lint import Linter, Page

    monkeypatch.setattr(search, "TIME_LIMIT_S", 0.05)
    slow = bench.rule("extends: existence\nmessage: m\nnonword: true\ntokens: ['(?:x+x+)+y']\n", name="House.Slow")
    other = bench.rule("extends: existence\nmessage: m\ntokens: [mot]\n", name="House.Other")
    linter = Linter([slow, other])
    body = f"{'x' * 5000} mot\n"
    assert [alert.rule.name for alert in linter.alerts(Page("fr", body))] == ["House.Other"]
    assert list(linter.at_fault) == ["House.Slow"]


def test_source_of_a_rule_is_left_alone_as_packages_write_it(bench):
    assert bench.rule('extends: existence\nmessage: m\nsource: "IBM, p. 68"\ntokens: [a]\n').check is not None


PATTERN = "(?:x+x+)+[yz]"
SLOW = {
    "an exception": f"existence\ntokens: ['x+']\nexceptions: ['{PATTERN}']\n",
    "a form that is right": f"substitution\nswap: {{'x+': '{PATTERN}'}}\n",
    "a token": f"occurrence\nmax: 1\ntoken: '{PATTERN}'\n",
    "what is repeated": f"repetition\ntokens: ['{PATTERN}']\n",
    "one of two forms": f"consistency\neither: {{'{PATTERN}': b}}\n",
    "what is called for": f"conditional\nfirst: x\nsecond: '{PATTERN}'\n",
    "a heading": f"capitalization\nmatch: '{PATTERN}'\n",
    "what stands before a heading": f"capitalization\nmatch: $sentence\nprefix: '{PATTERN}'\n",
    "an exception of a sentence": f"capitalization\nmatch: $sentence\nexceptions: ['{PATTERN}']\n",
    "an exception of a title": f"capitalization\nmatch: $title\nexceptions: ['{PATTERN}']\n",
    "a filter": f"spelling\ncustom: true\nfilters: ['{PATTERN}']\n",
    "a word in order": f"sequence\ntokens: [{{pattern: '{PATTERN}'}}]\n",
}


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_no_pattern_of_any_kind_is_searched_for_ever(bench, monkeypatch, text):
    from editorial.house import search
    from editorial.house.lint import Linter, Page

    monkeypatch.setattr(search, "TIME_LIMIT_S", 0.02)
    linter = Linter([bench.rule(f"message: m\nextends: {text}")])
    linter.alerts(Page("en", f"{'x' * 3000}\n"))
    assert list(linter.at_fault) == ["House.Rule"]


def test_level_is_warning_where_none_is_given(bench):
    assert bench.rule("extends: existence\nmessage: m\ntokens: [a]\n").level is Level.WARNING


ACTIONS = {
    "replace": ("{name: replace, params: [b, c]}", ("b", "c")),
    "remove": ("{name: remove}", ("",)),
    "trim": ("{name: edit, params: [trim, 'x']}", ("a-B",)),
    "trim_right": ("{name: edit, params: [trim_right, 'x']}", ("xa-B",)),
    "truncate": ("{name: edit, params: [truncate, '-']}", ("xa",)),
    "split": ("{name: edit, params: [split, '-', '1']}", ("Bx",)),
    "split into signs": ("{name: edit, params: [split, '', '1']}", ("a",)),
    "regex": ("{name: edit, params: [regex, 'x(\\w)', '$1y']}", ("ay-Bx",)),
    "regex, a group that is not there": ("{name: edit, params: [regex, 'x(\\w)', '$9']}", ("$9-Bx",)),
    "several steps": ("{name: edit, params: [[trim, 'x'], [upper], [wrap, '`']]}", ("`A-B`",)),
    "several steps on end": ("{name: edit, params: [trim, 'x', upper, wrap, '`']}", ("`A-B`",)),
    "replace within": ("{name: edit, params: [replace, x, y]}", ("ya-By",)),
    "remove signs": ("{name: edit, params: [remove, '-x']}", ("aB",)),
    "unwrap": ("{name: edit, params: [unwrap, x]}", ("a-B",)),
    "prefix and suffix": ("{name: edit, params: [[prefix, «], [suffix, »]]}", ("«xa-Bx»",)),
    "lower": ("{name: edit, params: [lower]}", ("xa-bx",)),
    "capitalize": ("{name: edit, params: [capitalize]}", ("Xa-Bx",)),
    "uncapitalize": ("{name: edit, params: [uncapitalize]}", ("xa-Bx",)),
    "title": ("{name: edit, params: [title]}", ("Xa-Bx",)),
    "sentence": ("{name: edit, params: [sentence]}", ("Xa-bx",)),
    "kebab": ("{name: edit, params: [kebab]}", ("xa-bx",)),
    "snake": ("{name: edit, params: [snake]}", ("xa_bx",)),
    "camel": ("{name: edit, params: [camel]}", ("xaBx",)),
    "pascal": ("{name: edit, params: [pascal]}", ("XaBx",)),
    "squeeze": ("{name: edit, params: [[replace, '-', '  '], squeeze]}", ("xa Bx",)),
    "what is no step": ("{name: edit, params: [words]}", None),
    "a step without what it takes": ("{name: edit, params: [trim]}", None),
    "a part that is not there": ("{name: edit, params: [split, '-', '5']}", None),
    "convert": ("{name: convert, params: [simple]}", ("xa bx",)),
    "suggest": ("{name: suggest, params: [spellings]}", None),
}


def test_message_names_the_match_again_where_no_action_changes_it(bench):
    rule = "extends: existence\nmessage: \"'%s', '%s'\"\ntokens: [one]\naction: {name: edit, params: [words]}\n"
    assert bench.run(rule, "one\n") == ["1:1 “one” 'one', 'one'"]


@pytest.mark.parametrize(("action", "candidates"), ACTIONS.values(), ids=ACTIONS)
def test_action_offers_what_may_stand_instead(bench, action, candidates):
    rule = bench.rule(f"extends: existence\nmessage: m\nnonword: true\ntokens: ['xa-Bx']\naction: {action}\n")
    assert [alert.candidates for alert in bench.alerts(rule, "xa-Bx\n")] == [candidates]
