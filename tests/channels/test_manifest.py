"""A manifest says one line an artifact, in an order of its own, and is believed only where it stays in the output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from channels.channel import Artifact, Audience
from channels.manifest import Listed, is_inside, listed, manifests, names_inside, row_of, signature, unlisted

ARTIFACTS = [
    Artifact("site/b", "text/plain", "blog", "key", bytes, pieces=("deux", "un")),
    Artifact("site/é", "text/html", "blog", "other", bytes),
    Artifact("team/c", "image/jpeg", "x", "third", bytes, edition="un", audience=Audience.TEAM),
]


def written(folder: Path) -> Path:
    for path, raw in manifests({a.path: row_of(a, f"sha {a.path}", 3) for a in reversed(ARTIFACTS)}).items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(raw)
    return folder


def test_the_manifest_of_a_channel_is_one_line_an_artifact_in_order(tmp_path: Path) -> None:
    raw = (written(tmp_path) / "manifest/blog.json").read_text("utf-8")

    assert raw.splitlines() == [
        '{"artifacts": [',
        '{"audience": "public", "bytes": 3, "edition": null, "inputs": "key", "media_type": "text/plain", '
        '"path": "site/b", "pieces": ["deux", "un"], "sha256": "sha site/b"},',
        '{"audience": "public", "bytes": 3, "edition": null, "inputs": "other", "media_type": "text/html", '
        '"path": "site/é", "pieces": [], "sha256": "sha site/é"}',
        "]}",
    ]


def test_what_was_written_is_listed(tmp_path: Path) -> None:
    assert listed(written(tmp_path)) == {a.path: Listed(a.inputs, f"sha {a.path}", 3) for a in ARTIFACTS}


@pytest.mark.parametrize("raw", [b"", b"[]", b'{"artifacts": 3}', b'{"artifacts": [3, {}, {"path": 1}]}', b"\xff"])
def test_a_broken_manifest_lists_nothing(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "manifest").mkdir()
    (tmp_path / "manifest/blog.json").write_bytes(raw)

    assert listed(tmp_path) == {}


def test_a_manifest_of_no_channel_any_more_is_found(tmp_path: Path) -> None:
    assert unlisted(written(tmp_path), ["manifest/blog.json"]) == [tmp_path / "manifest/x.json"]


@pytest.mark.parametrize(
    ("path", "is_in"),
    [("site/a", True), ("a..b", True), ("", False), ("/a", False), ("../a", False), ("a/../b", False),
     (".press/a", False),
     ("./a", False), ("a\0b", False)],
    ids=range(9),
)  # fmt: skip
def test_a_path_is_inside_or_not(path: str, is_in: bool) -> None:
    assert (is_inside(path), names_inside([path, 3, None])) == (is_in, {path} if is_in else set())


def test_a_signature_is_the_same_whatever_order_it_is_given_in() -> None:
    one, other = signature({"b": 1, "a": "é"}, {"x": "1"}), signature({"a": "é", "b": 1}, {"x": "1"})

    assert (one, json.loads(one)) == (other, {"a": "é", "b": 1, "format": 1, "manifests": {"x": "1"}})
