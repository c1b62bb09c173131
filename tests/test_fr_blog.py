"""130 real, untidy French posts build on all three channels, and what cannot be rendered has a finding that is true."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.command import Ran, ligne
from tests.fr_blog import AT, CORPUS, NETWORKS, lay_out

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpora/fr-blog is not beside the checkout")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str], Ran]:
    root = tmp_path_factory.mktemp("fr-blog")
    slugs = lay_out(root)
    return root, slugs, ligne("build", "--at", AT.isoformat(), site=root)


def test_every_post_is_on_the_blog_or_has_an_error_that_says_why(built: tuple[Path, list[str], Ran]) -> None:
    root, slugs, ran = built
    files = sorted(path.name for path in (root / "content/ecouter").iterdir())
    missing = {name for name, slug in zip(files, slugs, strict=True) if not page_of(root, slug).is_file()}

    assert missing == {name for name, rule in errors(ran) if not rule.startswith("social.")}
    assert len(missing) <= 4
    assert len(slugs) == 130


def test_every_live_post_is_in_a_letter_and_on_every_network(built: tuple[Path, list[str], Ran]) -> None:
    root, slugs, ran = built
    refused = {name for name, rule in errors(ran) if rule.startswith("social.")}
    live = {slug for slug in slugs if page_of(root, slug).is_file()}
    letters = (root / "output/outbox/newsletter").glob("*/edition.json")
    in_letters = {piece["id"] for letter in letters for piece in json.loads(letter.read_text())["pieces"]}
    posts: dict[str, set[str]] = {network: set() for network in NETWORKS}
    for post in (root / "output/outbox/social").glob("*/*/post.json"):
        said = json.loads(post.read_text())
        posts[post.parent.name].add(said["piece"])

    # The last letter left on Friday: what went live since waits for the next.
    assert len(in_letters) >= 115
    assert in_letters <= live
    assert all(shown <= live for shown in posts.values())
    assert sum(len(live - shown) for shown in posts.values()) == len(refused)


def test_no_page_of_a_post_is_empty_or_shows_markdown(built: tuple[Path, list[str], Ran]) -> None:
    root, slugs, _ = built
    for slug in slugs:
        page = page_of(root, slug)
        if page.is_file():
            html = page.read_text()
            article = html[html.index("<article") : html.index("</article>")]
            # In a block of raw HTML, Markdown is text: CommonMark says so, and a finding says it to the writer.
            article = re.sub(r"<(pre|code|small)\b.*?</\1>", "", article, flags=re.DOTALL)
            assert len(article) > 400, slug
            assert not re.search(r"\]\(https?://|^#{2,} |<script", article, re.MULTILINE), slug


def errors(ran: Ran) -> list[tuple[str, str]]:
    """The file name and rule of each error said."""
    return re.findall(r"^content/ecouter/([^:]+):\d+:\d+: error ([\w.-]+):", ran.out, re.MULTILINE)


def page_of(root: Path, slug: str) -> Path:
    return root / "output/site" / slug / "index.html"
