"""What cannot be read is said in the language of the site's charter, however that is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from channels.verbs.asking import site_language

WRITTEN = {
    "in brackets": ("languages: [en, fr]\n", "en"),
    "in quotes": ('languages: ["en"]\n', "en"),
    "as a list": ("languages:\n- en\n- fr\n", "en"),
    "as a list further in": ("languages:\n  - 'en'\n", "en"),
    "alone": ("languages: en\n", "en"),
    "with a region": ("languages: [en-GB]\n", "en-GB"),
    "behind what cannot be read": ("pillars: [\nlanguages: [en]\n", "en"),
    "not at all": ("version: 1.0.0\n", "fr"),
}


@pytest.mark.parametrize(("text", "lang"), WRITTEN.values(), ids=WRITTEN.keys())
def test_language_of_a_site_is_the_first_of_its_charter(tmp_path: Path, text: str, lang: str) -> None:
    (tmp_path / "editorial").mkdir()
    (tmp_path / "editorial/charter.yaml").write_text(f"format: 1\n{text}", "utf-8")
    (tmp_path / "content").mkdir()
    assert site_language(tmp_path / "content") == lang
