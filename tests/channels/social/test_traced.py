"""Each sentence of a post says in which line of the piece it was written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from channels.social.compose import compose
from channels.social.network import read_network
from channels.social.traced import Traced, origins, traced
from tests.channels.social.posts import a_site, brief

STANDFIRST = "Un chapô d’une phrase. Et d’une autre\u00a0: « voilà »."


def lines(root: Path, channel: str, body: str = "Un texte.", **front: Any) -> list[tuple[str, int, str]]:
    """Give key, line and words of each sentence of a composed post."""
    work = brief(
        a_site(root, **{channel: {"typography": {"spaces": "no-break"}, "thread": "split"}}).piece("un", body, **front)
    )
    piece = work.site.piece("un")
    assert piece is not None
    post = compose(piece, read_network(channel), work.site.charter.channels[channel], work.addresses)
    found: list[tuple[str, int, str]] = []
    for rank, origin in enumerate(origins(piece, channel, is_own=post.is_own)):
        parts = tuple(part for part, of in zip(post.parts, post.origins, strict=False) if of == rank)
        for part, mine in zip(parts, traced(piece, origin, parts), strict=True):
            found += [(one.key, one.line, part[one.start : one.end]) for one in mine]
    source = (root / piece.path).read_text(encoding="utf-8").splitlines()
    for key, line, words in found:
        assert words.split()[0].strip("«\u00a0").lower() in source[line - 1].lower(), (
            key,
            line,
            words,
            source[line - 1],
        )
    return found


def test_the_sentences_of_a_standfirst_lead_to_its_line(tmp_path: Path) -> None:
    found = lines(tmp_path, "mastodon", standfirst=STANDFIRST)
    assert [(key, words) for key, _, words in found] == [
        ("standfirst", "Un chapô d’une phrase."),
        ("standfirst", "Et d’une autre\u00a0: «\u00a0voilà\u00a0»."),
    ]


def test_the_sentences_of_a_body_lead_to_theirs(tmp_path: Path) -> None:
    body = "Une *première* phrase, qui est assez longue pour tenir\nseule sur un réseau. Une seconde, en [lien](https://x.example).\n"
    found = lines(tmp_path, "facebook", body, standfirst=None)
    assert [key for key, _, _ in found] == ["body", "body"]
    assert found[1][1] == found[0][1] + 1


def test_each_part_of_a_thread_leads_to_its_own(tmp_path: Path) -> None:
    found = lines(tmp_path, "mastodon", social={"mastodon": {"thread": ["Un. Deux.", "Deux. Trois."]}})
    assert [key for key, _, _ in found] == [*["social.mastodon.thread.0"] * 2, *["social.mastodon.thread.1"] * 2]


def test_what_was_split_leads_to_the_line_it_was_written_in(tmp_path: Path) -> None:
    text = "\n".join(f"Phrase numéro {number}, assez longue pour faire un fil avec les autres." for number in range(20))
    found = lines(tmp_path, "mastodon", social={"mastodon": {"text": text}})
    assert [words.split(",")[0] for _, _, words in found] == [f"Phrase numéro {number}" for number in range(20)]
    assert {key for key, _, _ in found} == {"social.mastodon.text"}


def test_a_place_is_a_plain_value() -> None:
    assert Traced(0, 3, "standfirst", 1, 2, 1)._asdict()["end_line"] == 1
