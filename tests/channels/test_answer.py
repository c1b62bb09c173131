from __future__ import annotations

import json
from pathlib import Path

from tests.builder import AT, CHARTER, SiteBuilder
from tests.command import ligne

AT_ISO = AT.isoformat()


def site(root: Path, **charter: object) -> Path:
    root.mkdir(exist_ok=True)
    builder = SiteBuilder(root).charter({**CHARTER, **charter}).piece("a").piece("b").piece("c", pillar="publier")
    builder.piece("draft", date=None, status="draft")
    return root


def test_explain_says_what_publishing_a_piece_does_to_its_pillar(tmp_path: Path) -> None:
    ran = ligne("explain", "draft", "--at", AT_ISO, site=site(tmp_path, portfolio={}))

    assert "Publier ce texte fait passer « Écouter » de 67 % à 75 % (visé : 50 %).\n" in ran.out


def test_explain_gives_it_as_json(tmp_path: Path) -> None:
    ran = ligne("explain", "draft", "--at", AT_ISO, "--format", "json", site=site(tmp_path, portfolio={}))

    said = json.loads(ran.out)["portfolio"]
    assert {**said, "before": round(said["before"])} == {"pillar": "ecouter", "before": 67, "after": 75, "target": 50}


def test_explain_is_silent_about_what_is_out_or_not_asked_for(tmp_path: Path) -> None:
    asked, plain = site(tmp_path / "asked", portfolio={}), site(tmp_path / "plain")

    assert "portfolio" not in json.loads(ligne("explain", "a", "--at", AT_ISO, "--format", "json", site=asked).out)
    assert "fait passer" not in ligne("explain", "draft", "--at", AT_ISO, site=plain).out


def test_explain_says_that_there_is_no_piece_without_a_name(tmp_path: Path) -> None:
    ran = ligne("explain", "", "--at", AT_ISO, site=site(tmp_path))

    assert (ran.code, ran.out, ran.err) == (2, "", "ligne: aucun texte ni édition « . »\n")
