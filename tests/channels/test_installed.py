"""The version of a package is that of its folder's name, as importlib.metadata has it from inside."""

from __future__ import annotations

from importlib.metadata import distributions, version
from pathlib import Path

import pytest

from channels.installed import _versions, version_of


@pytest.mark.parametrize("package", ["pelican", "Pillow", "css-inline", "css_inline", "python-frontmatter", "ligne"])
def test_a_version_is_what_the_package_says_of_itself(package: str) -> None:
    assert version_of(package) == version(package)


def test_every_package_installed_is_known() -> None:
    found = {d.name: d.version for d in distributions() if d.name and str(d._path).endswith(".dist-info")}  # type: ignore[attr-defined]

    assert {name: version_of(name) for name in found} == found


def test_what_is_not_installed_has_no_version() -> None:
    assert version_of("nothing-of-that-name") == "0"


def test_the_first_on_the_path_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ligne-9.9.9.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)

    assert (version_of.__wrapped__("ligne"), _versions(str(tmp_path / "nowhere"))) == ("9.9.9", {})
