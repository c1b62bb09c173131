"""Bad input is a clear finding or a one-sentence error with its place, and costs nothing that was there."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.builder import CALENDAR, CHARTER, SiteBuilder
from tests.command import ligne
from tests.trees import tree

GOOD = "---\ntitle: Un titre\npillar: ecouter\nauthor: redaction\nstatus: approved\ndate: 2026-03-01T09:00+01:00\n"
AT = "2026-03-10T12:00+00:00"
PLACE = re.compile(r"^\S+:\d+:\d+: ", re.MULTILINE)

Spoil = Callable[[SiteBuilder], object]


def text(raw: str | bytes, path: str = "content/ecouter/x.md") -> Spoil:
    return lambda builder: builder.file(path, raw)


def front(extra: str, body: str = "Un texte.") -> Spoil:
    return text(f"{GOOD}{extra}\n---\n{body}\n")


def body(raw: str) -> Spoil:
    return text(f"{GOOD}---\n{raw}\n")


def entry(**keys: object) -> Spoil:
    return lambda builder: builder.calendar({**CALENDAR, "entries": [keys]})


WRONG_PIECES = {
    "tab": text("---\ntitle:\tx\n\tpillar: y\n---\nx"),
    "unclosed-quote": text('---\ntitle: "Un titre\nstatus: draft\n---\nx'),
    "duplicate-key": text("---\ntitle: a\ntitle: b\nstatus: draft\n---\nx"),
    "two-colons": text("---\ntitle: Un titre : deux points\n---\nx"),
    "alias-bomb": text("---\na: &a [1]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\ntitle: x\n---\n"),
    "python-tag": text("---\ntitle: !!python/object/apply:os.system ['true']\n---\nx"),
    "deep-yaml": text("---\ntitle: " + "[" * 70_000 + "\n---\nx"),
    "no-front-matter": text("# Un titre\n\nUn texte."),
    "open-front-matter": text("---\ntitle: x\n\nUn texte."),
    "front-matter-is-a-list": text("---\n- a\n- b\n---\nx"),
    "a-list-for-a-title": text("---\ntitle: [a, b]\npillar: ecouter\nauthor: redaction\nstatus: draft\n---\nx"),
    "a-group-for-tags": front("tags: {a: b}"),
    "toml": text('+++\ntitle = "x"\n+++\nx'),
    "latin-1": text("---\ntitle: Été\n---\nx".encode("latin-1")),
    "nul": text(GOOD.encode() + b"---\nUn \0 texte\n"),
    "escape-codes": text(GOOD + 'standfirst: "\\e[31mrouge\\e[0m"\n---\nx'),
    "raw-escape": text(GOOD.encode() + b"---\nUn \x1b[31m texte\n"),
    "empty": text(""),
    "blank": text("\n\n  \n"),
    "twenty-megabytes": text(GOOD + "---\n" + "mot " * 5_000_000),
    "folder": text("x", "content/ecouter/x.md/y.txt"),
    "no-zone": text(GOOD.replace("+01:00", "") + "---\nx"),
    "thirty-february": text(GOOD.replace("2026-03-01T09:00+01:00", "2026-02-30") + "---\nx"),
    "hour-25": text(GOOD.replace("09:00+01", "25:00+01") + "---\nx"),
    "year-zero": text(GOOD.replace("2026-03-01T09:00+01:00", "0001-01-01T00:00+14:00") + "---\nx"),
    "unknown-pillar": text(GOOD.replace("pillar: ecouter", "pillar: ecuoter") + "---\nx"),
    "unknown-author": text(GOOD.replace("author: redaction", "author: personne") + "---\nx"),
    "unknown-status": text(GOOD.replace("approved", "ready") + "---\nx"),
    "slug-with-spaces": front('slug: "un titre"'),
    "slug-with-accents": front("slug: été"),
    "slug-climbing": front('slug: "../../etc"'),
    "id-climbing": front('id: "../x"'),
    "alias-climbing": front("aliases: [/../../x]"),
    "file-name-with-spaces": text(GOOD + "---\nx", "content/ecouter/un titre.md"),
    "image-climbing": front('image: {src: "../../../../etc/passwd", alt: "Un alt"}'),
    "image-missing": front('image: {src: "rien.jpg", alt: "Un alt"}'),
    "image-without-alt": front('image: {src: "rien.jpg"}'),
    "body-image-climbing": body("![alt](../../../../etc/passwd)"),
    "link-to-nothing": body("[ici](nulle-part.md)"),
    "javascript-link": body("[ici](javascript:alert(1))"),
    "ten-thousand-quotes": body("> " * 10_000 + "x"),
    "ten-thousand-lists": body("\n".join(" " * 2 * i + "- x" for i in range(1_000))),
    "deep-list-on-one-line": body("- " * 10_000 + "x"),
    "same-slug": lambda b: b.piece("un", slug="meme").piece("deux", slug="meme"),
    "same-id": lambda b: b.piece("un", id="meme").piece("deux", id="meme"),
}


@pytest.mark.parametrize("spoil", WRONG_PIECES.values(), ids=WRONG_PIECES.keys())
def test_a_wrong_piece_is_a_finding_at_its_place_and_the_rest_is_built(tmp_path: Path, spoil: Spoil) -> None:
    builder = SiteBuilder(tmp_path).piece("bon")
    spoil(builder)

    ran = ligne("build", "--at", AT, site=tmp_path)

    assert ran.code == 1, ran.said
    assert re.search(r"^content/ecouter/[^:]+:\d+:\d+: error ", ran.out, re.MULTILINE), ran.out
    assert "Traceback" not in ran.said
    assert "\x1b" not in ran.said
    assert (tmp_path / "output/site/bon/index.html").is_file()
    assert not (tmp_path / "output/site/x/index.html").exists()


WRONG_SITES: dict[str, Spoil] = {
    "charter-tab": text("\tformat: 1", "editorial/charter.yaml"),
    "charter-is-a-list": text("- a", "editorial/charter.yaml"),
    "charter-unknown-key": lambda b: b.charter(pilars=[]),
    "charter-shares": lambda b: b.charter(pillars=[{"id": "ecouter", "name": "x", "share": 20}]),
    "charter-newer": lambda b: b.charter(format=9),
    "charter-latin-1": text("version: Été".encode("latin-1"), "editorial/charter.yaml"),
    "charter-unknown-channel": lambda b: b.charter(channels={**CHARTER["channels"], "minitel": {}}),
    "calendar-bomb": text("a: &a [x]\nb: *a", "editorial/calendar.yaml"),
    "calendar-zone": lambda b: b.calendar(timezone="Europe/Atlantide"),
    "calendar-rule": lambda b: b.calendar(
        cadences=[{"id": "a", "channel": "blog", "rrule": "FREQ=SOMETIMES", "from": "2026-01-01"}]
    ),
    "calendar-every-second": lambda b: b.calendar(
        cadences=[{"id": "a", "channel": "blog", "rrule": "FREQ=SECONDLY", "from": "2026-01-01"}]
    ),
    "calendar-same-slot-twice": lambda b: b.calendar(entries=[{"slot": "articles/2026-03-10"}] * 2),
    "calendar-entry-without-slot": entry(piece="bon"),
    "blog-url": lambda b: b.data("channels/blog.yaml", {"format": 1, "name": "x", "url": "pas une adresse"}),
    "blog-unknown-key": lambda b: b.data(
        "channels/blog.yaml", {"format": 1, "name": "x", "url": "https://x.example", "nom": "y"}
    ),
}


@pytest.mark.parametrize("spoil", WRONG_SITES.values(), ids=WRONG_SITES.keys())
def test_a_wrong_data_file_is_one_sentence_and_the_output_stays(tmp_path: Path, spoil: Spoil) -> None:
    builder = SiteBuilder(tmp_path).piece("bon")
    assert ligne("build", "--at", AT, site=tmp_path).code == 0
    before = tree(tmp_path / "output")
    spoil(builder)

    ran = ligne("build", "--at", AT, site=tmp_path)

    assert ran.code == 2, ran.said
    assert re.match(r"^(editorial|channels)/\S+\.yaml:\d+:\d+: .+", ran.err), ran.err
    assert "Traceback" not in ran.said
    assert tree(tmp_path / "output") == before


DATA_FILES = (
    "editorial/charter.yaml",
    "editorial/calendar.yaml",
    "editorial/calendar/2026-03.yaml",
    "editorial/baseline.json",
    "editorial/dictionary.txt",
    "editorial/dictionaries/fr.dic",
    "editorial/styles/Maison/A.yml",
    "channels/blog.yaml",
    "channels/newsletter.yaml",
    "channels/social.yaml",
    "channels/social/networks/mastodon.yaml",
    "theme/brand.yaml",
    "theme/strings.yaml",
    "theme/newsletter/strings.yaml",
    "theme/templates/article.html",
    "theme/static/a.css",
    "pelicanconf.py",
)
BY_THEIR_FOLDER = ("editorial/styles/Maison/A.yml", "theme/templates/article.html", "theme/static/a.css")
"""What is looked for in a folder: a folder of that name is one more of them."""


def _in_place_of(root: Path, path: str) -> Path:
    file = SiteBuilder(root).piece("bon").file(path, "").root / path
    file.unlink()
    return file


@contextmanager
def _no_longer_than(seconds: int) -> Iterator[None]:
    """Fail rather than wait for ever."""
    before = signal.signal(signal.SIGALRM, lambda *_: pytest.fail("it waits for a pipe"))
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("path", DATA_FILES)
def test_a_pipe_in_place_of_a_file_is_refused_and_nobody_waits_for_it(tmp_path: Path, path: str) -> None:
    os.mkfifo(_in_place_of(tmp_path, path))

    with _no_longer_than(30):
        ran = ligne("build", "--at", AT, site=tmp_path)

    assert (ran.code, ran.said) == (2, ran.err)
    assert re.match(rf"^{path}(:1:1)?: ce n’est pas un fichier ordinaire\n\Z", ran.err), ran.err


@pytest.mark.parametrize("path", [path for path in DATA_FILES if path not in BY_THEIR_FOLDER])
def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path, path: str) -> None:
    _in_place_of(tmp_path, path).mkdir()

    ran = ligne("build", "--at", AT, site=tmp_path)

    assert (ran.code, ran.said) == (2, ran.err)
    assert re.match(rf"^{path}(:1:1)?: c(e fichier ne se lit pas|e n’est pas un fichier)[^\n]+\n\Z", ran.err), ran.err


def test_a_device_in_place_of_the_charter_is_refused(tmp_path: Path) -> None:
    _in_place_of(tmp_path, "editorial/charter.yaml").symlink_to("/dev/zero")

    ran = ligne("check", "--at", AT, site=tmp_path)

    assert (ran.code, ran.err) == (2, "editorial/charter.yaml:1:1: ce n’est pas un fichier ordinaire\n")


def test_a_missing_data_file_is_named(tmp_path: Path) -> None:
    SiteBuilder(tmp_path).piece("bon")
    (tmp_path / "editorial/calendar.yaml").unlink()

    ran = ligne("build", "--at", AT, site=tmp_path)

    assert (ran.code, ran.err) == (2, "editorial/calendar.yaml: ce fichier manque\n")


def test_a_calendar_entry_for_an_unknown_piece_is_an_error_and_the_rest_is_built(tmp_path: Path) -> None:
    SiteBuilder(tmp_path).piece("bon").calendar(entries=[{"slot": "articles/2026-03-10", "piece": "nulle-part"}])

    ran = ligne("build", "--at", AT, site=tmp_path)

    assert ran.code == 1
    assert re.search(r"^editorial/calendar.yaml:\d+:\d+: error calendar.piece: .*« nulle-part »", ran.out, re.MULTILINE)
    assert (tmp_path / "output/site/bon/index.html").is_file()


def test_a_local_time_that_does_not_exist_is_said(tmp_path: Path) -> None:
    SiteBuilder(tmp_path).piece("bon").calendar(
        entries=[{"at": "2026-03-29T02:30", "channel": "mastodon", "piece": "bon"}]
    )

    ran = ligne("check", "--at", AT, site=tmp_path)

    assert re.search(
        r"^editorial/calendar.yaml:\d+:\d+: warning calendar.time: .*02:30 n’existe pas", ran.out, re.MULTILINE
    )


@pytest.mark.parametrize(
    "raw",
    [b"\xef\xbb\xbf" + GOOD.encode() + b"---\nUn texte.\n", (GOOD + "---\nUn texte.\n").replace("\n", "\r\n").encode()],
    ids=["bom", "crlf"],
)
def test_windows_habits_are_read_as_they_are_meant(tmp_path: Path, raw: bytes) -> None:
    SiteBuilder(tmp_path).file("content/ecouter/x.md", raw)

    ran = ligne("build", "--at", AT, site=tmp_path)

    assert ran.code == 0, ran.said
    assert (tmp_path / "output/site/x/index.html").is_file()


def test_a_symbolic_link_that_leaves_the_site_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(GOOD + "---\nsecret\n")
    site = tmp_path / "site"
    site.mkdir()
    SiteBuilder(site).piece("bon")
    os.symlink(tmp_path / "secret.md", site / "content/x.md")

    ran = ligne("build", "--at", AT, site=site)

    assert ran.code == 1
    assert re.search(r"^content/x.md:1:1: error source.outside", ran.out, re.MULTILINE)
    assert not any(b"secret" in made for made in tree(site / "output").values())


def test_script_and_javascript_in_markdown_do_not_reach_a_page(tmp_path: Path) -> None:
    SiteBuilder(tmp_path).piece(
        "x",
        'Un <script>alert(1)</script> texte <b onclick="alert(2)">gras</b> <iframe src="https://x.example"></iframe>.',
    )

    ligne("build", "--at", AT, site=tmp_path)

    page = (tmp_path / "output/site/x/index.html").read_text()
    article = page[page.index("<article") : page.index("</article")]
    assert "texte" in article
    assert not re.search(r"alert\(|onclick|<iframe", article)


@pytest.mark.parametrize(
    ("template", "found"),
    [
        pytest.param("{% if %}", r"theme/templates/article.html:1:", id="syntax-error"),
        pytest.param("\n{{ personne }}", r"theme/templates/article.html:2:", id="undefined-variable"),
    ],
)
def test_a_wrong_template_names_its_line_and_the_output_stays(tmp_path: Path, template: str, found: str) -> None:
    builder = SiteBuilder(tmp_path).piece("bon")
    assert ligne("build", "--at", AT, site=tmp_path).code == 0
    before = tree(tmp_path / "output")
    builder.file("theme/templates/article.html", template)

    ran = ligne("build", "--at", AT, site=tmp_path)

    assert ran.code == 2, ran.said
    assert re.match(found, ran.err), ran.err
    assert tree(tmp_path / "output") == before


@pytest.mark.parametrize("verb", ["build", "check", "plan", "doctor"])
def test_outside_a_site_every_verb_says_so(tmp_path: Path, verb: str) -> None:
    ran = ligne(verb, site=tmp_path)

    assert ran.code in (1, 2)
    assert "charter.yaml" in ran.said


@pytest.mark.parametrize("at", ["demain", "2026-13-01", "2026-03-29T25:00", ""])
def test_an_instant_that_is_none_is_refused(tmp_path: Path, at: str) -> None:
    SiteBuilder(tmp_path).piece("bon")

    ran = ligne("build", "--at", at, site=tmp_path)

    assert (ran.code, ran.err.startswith("ligne: ")) == (2, True)
