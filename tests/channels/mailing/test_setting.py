"""What the environment says of sending is compared with what the site says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from channels.mailing.setting import signing_doubts
from channels.newsletter.settings import settings_in
from tests.builder import NEWSLETTER
from tests.channels.mailing.verifying import kept, key


@pytest.mark.parametrize(
    ("domain", "doubtful"),
    [
        pytest.param("banc.example", [], id="its own"),
        pytest.param("relais.example", ["to DMARC they are unsigned"], id="another"),
    ],
)
def test_keys_of_another_domain_than_the_senders_are_doubtful(tmp_path: Path, domain: str, doubtful: list[str]) -> None:
    settings = settings_in(yaml.safe_dump(NEWSLETTER), "fr")
    environ = {"LIGNE_DKIM": f"a._domainkey.{domain}={kept(tmp_path / 'key.pem', key('rsa'))}"}
    said = [phrase.en for phrase in signing_doubts(environ, settings)]
    assert [part for one in said for part in doubtful if part in one] == doubtful
    assert len(said) == len(doubtful)
