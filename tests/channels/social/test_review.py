"""Posts are judged before they leave: by how much too long, which hashtags, which links."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from channels.social.network import read_network
from editorial.finding import Level
from tests.builder import AT, SiteBuilder
from tests.channels.social.posts import PHOTO, a_site, artifacts, findings, rules, with_photo

TOO_LONG = "x" * 490


def test_a_text_over_the_limit_says_by_how_much_and_where(tmp_path: Path) -> None:
    builder = a_site(tmp_path, mastodon={}).piece("un", social={"mastodon": {"text": TOO_LONG}})
    (found,) = findings(builder)
    assert (found.rule, found.level, found.path) == ("social.too-long", Level.ERROR, "content/ecouter/un.md")
    assert "515" in found.message.en
    assert "(15 over)" in found.message.en
    assert "(15 de trop)" in found.message.fr
    line = (builder.root / found.path).read_text(encoding="utf-8").splitlines()[found.span.line - 1]
    assert line[found.span.column - 1 :].startswith("xxx")


def test_the_charter_s_own_limit_is_named(tmp_path: Path) -> None:
    builder = a_site(tmp_path, mastodon={"length": {"max_chars": 100}})
    builder.piece("un", social={"mastodon": {"text": "x" * 90}})
    (found,) = findings(builder)
    assert found.clause == "channels.mastodon.length.max_chars"


def test_a_part_of_a_thread_is_pointed_at(tmp_path: Path) -> None:
    builder = a_site(tmp_path, x={}).piece("un", social={"x": {"thread": ["Un.", "y" * 300, "Trois."]}})
    (found,) = findings(builder)
    line = (builder.root / found.path).read_text(encoding="utf-8").splitlines()[found.span.line - 1]
    assert line[found.span.column - 1 :].startswith("yyy")


def test_an_edition_with_an_error_is_not_rendered_and_the_others_are(tmp_path: Path) -> None:
    builder = a_site(tmp_path, mastodon={}, linkedin={}).piece("un", social={"mastodon": {"text": TOO_LONG}})
    networks = {path.split("/")[3] for path in artifacts(builder) if path.startswith("outbox/")}
    assert networks == {"linkedin"}


def test_a_text_to_come_is_judged_before_it_leaves(tmp_path: Path) -> None:
    builder = a_site(tmp_path, x={}).piece("un", status="draft", date=None, social={"x": {"text": "x" * 300}})
    assert rules(builder) == ["social.too-long"]
    assert not any(path.startswith("outbox/") for path in artifacts(builder))


@pytest.mark.parametrize(
    ("status", "level"),
    [("pitch", Level.WARNING), ("draft", Level.WARNING), ("review", Level.ERROR), ("approved", Level.ERROR)],
)
def test_an_unfinished_piece_s_errors_only_warn(tmp_path: Path, status: str, level: Level) -> None:
    builder = with_photo(a_site(tmp_path, x={})).file("content/images/autre.jpg", b"no picture")
    note = {"text": "x" * 300, "hashtags": ["A", "B"], "image": "images/autre.jpg"}
    builder.piece("un", status=status, image=PHOTO, social={"x": note})
    found = {one.rule: one.level for one in findings(builder)}
    # A pitch's pictures are not looked at.
    rules_of = {"social.too-long"} if status == "pitch" else {"social.too-long", "social.picture"}
    assert found == dict.fromkeys(rules_of, level)


def test_a_text_that_left_long_ago_is_not(tmp_path: Path) -> None:
    builder = a_site(tmp_path, x={}).piece("un", social={"x": {"text": "x" * 300}})
    assert rules(builder, AT + timedelta(days=120)) == []


def test_a_composed_text_is_never_too_long(tmp_path: Path) -> None:
    channels: dict[str, dict[str, Any]] = {"x": {}, "bluesky": {}, "threads": {}}
    assert rules(a_site(tmp_path, **channels).piece("un", standfirst="Un mot de plus. " * 200, tags=["un"])) == []


@pytest.mark.parametrize(
    ("network", "expression", "note", "expected"),
    [
        ("mastodon", {"hashtags": {"max": 1}}, {"hashtags": ["Un", "Deux"]}, ["social.hashtags"]),
        ("mastodon", {"hashtags": {"max": 1}}, {"text": "Un #Un.", "hashtags": ["Deux"]}, ["social.hashtags"]),
        ("instagram", {}, {"hashtags": ["A", "B", "C", "D", "E", "F"]}, ["social.hashtags"]),
        ("mastodon", {"hashtags": {"map": {"un": "Un"}}}, {"hashtags": ["Un"]}, []),
        ("mastodon", {"hashtags": {"map": {"un": "Un"}}}, {"hashtags": ["Deux"]}, ["social.hashtag-unknown"]),
        ("mastodon", {"emoji": "none"}, {"text": "Bravo 🎉"}, ["social.emoji"]),
        ("mastodon", {"emoji": "few"}, {"text": "Bravo 🎉"}, []),
        ("mastodon", {"emoji": "few"}, {"text": "🎉🎉🎉🎉"}, ["social.emoji"]),
        ("mastodon", {}, {"text": "🎉🎉🎉🎉"}, []),
        ("threads", {}, {"text": " ".join(f"https://a{n}.fr" for n in range(6)), "link": False}, ["social.links"]),
    ],
    ids=[
        "over-the-charter",
        "in-the-text",
        "over-the-network",
        "allowed",
        "unknown",
        "no-emoji",
        "one",
        "four",
        "free",
        "links",
    ],
)
def test_what_a_post_holds_is_counted(
    tmp_path: Path, network: str, expression: dict[str, Any], note: dict[str, Any], expected: list[str]
) -> None:
    assert rules(a_site(tmp_path, **{network: expression}).piece("un", social={network: note})) == expected


LINKS = " ".join(f"https://a{n}.fr" for n in range(6))


@pytest.mark.parametrize(
    ("front", "body", "line", "fix"),
    [
        ({"standfirst": None}, f"\n{LINKS} pour lire davantage.", LINKS, "write a standfirst, or a text for Threads"),
        ({"standfirst": LINKS}, "Texte.", "https://a0.fr", "remove 2, or write a text for Threads"),
        ({"social": {"threads": {"text": LINKS, "link": False}}}, "Texte.", LINKS, "remove 1"),
        ({"social": {"threads": {"thread": ["Un.", LINKS]}}}, "Texte.", LINKS, "remove 2"),
    ],
    ids=["body", "standfirst", "text", "thread"],
)
def test_too_many_links_are_told_where_they_stand(
    tmp_path: Path, front: dict[str, Any], body: str, line: str, fix: str
) -> None:
    builder = a_site(tmp_path, threads={}).piece("un", body, **front)
    (found,) = findings(builder)
    lines = (builder.root / found.path).read_text(encoding="utf-8").splitlines()
    assert lines[found.span.line - 1][found.span.column - 1 :].startswith(line)
    assert found.rule == "social.links"
    assert found.fix is not None
    assert found.fix.en.startswith(fix)


def test_signs_the_card_cannot_show_are_told(tmp_path: Path) -> None:
    (found,) = findings(a_site(tmp_path).piece("un", title="Bravo 漢"))
    assert (found.rule, found.level) == ("social.card-signs", Level.WARNING)
    assert "漢 (U+6F22)" in found.message.fr


def test_an_expired_profile_is_told(tmp_path: Path) -> None:
    builder = a_site(tmp_path, x={})
    last = datetime.combine(read_network("x").expires, time(12), AT.tzinfo) - timedelta(days=1)
    assert rules(builder, last) == []
    (found,) = findings(builder, last + timedelta(days=1))
    assert (found.rule, found.level) == ("social.profile", Level.WARNING)
    assert found.path == "channels/social/networks/x.yaml"


def test_what_a_site_looked_up_again_has_not_expired(tmp_path: Path) -> None:
    builder = a_site(tmp_path, x={})
    expires = read_network("x").expires
    said = {"format": 1, "checked": expires.isoformat(), "expires": (expires + timedelta(days=2)).isoformat()}
    builder.data("channels/social/networks/x.yaml", said)
    assert rules(builder, datetime.combine(expires, time(12), AT.tzinfo)) == []
    (found,) = findings(builder, datetime.combine(expires, time(12), AT.tzinfo) + timedelta(days=2))
    assert (found.path, found.span.line) == ("channels/social/networks/x.yaml", 3)


@pytest.mark.parametrize(
    ("network", "count", "found"),
    [("x", 25, []), ("x", 26, ["social.thread"]), ("linkedin", 2, ["social.thread"]), ("linkedin", 1, [])],
    ids=["as-many-as-it-takes", "one-too-many", "a-network-without-threads", "one-post"],
)
def test_a_thread_of_more_posts_than_the_network_takes_is_told(
    tmp_path: Path, network: str, count: int, found: list[str]
) -> None:
    thread = [f"Partie {number}." for number in range(1, count + 1)]
    builder = a_site(tmp_path, **{network: {}}).piece("un", social={network: {"thread": thread}})
    assert rules(builder) == found


def test_a_content_warning_is_told_where_nobody_would_see_it_and_takes_no_room_there(tmp_path: Path) -> None:
    said = {"text": "x" * 480, "warning": "Guerre", "link": False}
    builder = a_site(tmp_path, threads={}, mastodon={}).piece("un", social={"threads": said, "mastodon": {**said}})
    (found,) = [one for one in findings(builder) if one.rule not in ("social.no-link", "social.same")]
    assert (found.rule, found.level) == ("social.warning", Level.WARNING)
    assert "Threads ne montre pas d’avertissement : « Guerre »" in found.message.fr
    builder.piece("un", social={"threads": {**said, "text": "x" * 500}, "mastodon": {**said, "text": "x" * 495}})
    assert "social.too-long" in rules(builder)
    assert [one.message.fr for one in findings(builder) if one.rule == "social.too-long"] == [
        "texte trop long pour Mastodon : 495 au lieu de 494, lien et mots-dièse compris (1 de trop)"
    ]


def test_a_channel_the_charter_does_not_name_is_silent(tmp_path: Path) -> None:
    builder = a_site(tmp_path, mastodon={}).piece("un", social={"x": {"text": "x" * 900}})
    assert rules(builder) == []


def charter_with(builder: SiteBuilder, **masthead: object) -> SiteBuilder:
    told = yaml.safe_load((builder.root / "editorial/charter.yaml").read_text(encoding="utf-8"))
    return builder.charter({**told, "masthead": {**told["masthead"], **masthead}})


def test_a_mention_that_is_not_on_the_list_is_told(tmp_path: Path) -> None:
    builder = a_site(tmp_path, mastodon={})
    builder.piece("un", social={"mastodon": {"text": "Merci à @lea@social.example et @zoe@social.example."}})
    assert rules(builder) == []
    charter_with(builder, mentions=["@lea@social.example"])
    (found,) = findings(builder)
    assert (found.rule, found.level, found.clause) == ("social.mention", Level.WARNING, "masthead.mentions")
    assert "@zoe@social.example" in found.message.fr


def test_a_list_may_be_named_where_its_account_may(tmp_path: Path) -> None:
    builder = a_site(tmp_path, x={})
    builder.piece("un", social={"x": {"text": "Voir @ana/la-liste et @bob/la-sienne."}})
    charter_with(builder, mentions=["@ana"])
    (found,) = findings(builder)
    assert "@bob/la-sienne" in found.message.fr


def test_a_text_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    builder = a_site(tmp_path, mastodon={}).piece("un", social={"mastodon": {"text": "Voilà.", "link": False}})
    assert rules(builder) == ["social.no-link"]
    builder.piece("un", social={"mastodon": {"text": "Voilà https://x.example/.", "link": False}})
    assert rules(builder) == []


def test_the_same_words_in_the_same_minute_are_told(tmp_path: Path) -> None:
    builder = a_site(tmp_path, mastodon={}, bluesky={})
    builder.piece("un", social={"mastodon": {"text": "Le même texte."}, "bluesky": {"text": "Le même texte."}})
    assert rules(builder) == ["social.same"]
    builder.piece("un", social={"mastodon": {"text": "Le même texte."}, "bluesky": {"text": "Un autre."}})
    assert rules(builder) == []
