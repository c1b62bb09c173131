"""What is remembered of signatures and pictures is what a look would say, and is looked up once."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

import pytest

from editorial import scan
from editorial.notary import Notary
from editorial.signature import signed

HOUR_NS = 3_600_000_000_000


@pytest.fixture(autouse=True)
def _time_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "_FINE_NS", -HOUR_NS)
    monkeypatch.setattr(scan, "_COARSE_NS", -HOUR_NS)


def test_signature_is_verified_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    signature = signed(b"x", key)
    found = [Notary(tmp_path).signer(b"x", signature), Notary(tmp_path).signer(b"y", signature)]
    monkeypatch.setenv("PATH", "")
    assert [Notary(tmp_path).signer(b"x", signature), Notary(tmp_path).signer(b"y", signature)] == found
    assert found[0]
    assert found[1] is None


def test_picture_is_read_again_only_when_its_stamp_is_new(tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"un")
    first = Notary(tmp_path).picture(photo)
    assert first == hashlib.sha256(b"un").hexdigest()
    photo.write_bytes(b"de")
    assert Notary(tmp_path).picture(photo) == hashlib.sha256(b"de").hexdigest()


def test_picture_too_young_is_not_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "_FINE_NS", HOUR_NS)
    monkeypatch.setattr(scan, "_COARSE_NS", HOUR_NS)
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"un")
    Notary(tmp_path).picture(photo)
    assert not (tmp_path / ".ligne/approvals").exists()


def test_memory_of_somebody_elses_is_not_believed(tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"un")
    Notary(tmp_path).picture(photo)
    (tmp_path / ".ligne/approvals").write_bytes(os.urandom(200))
    assert Notary(tmp_path).picture(photo) == hashlib.sha256(b"un").hexdigest()
