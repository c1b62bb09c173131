"""What the operating system says is told in the language of the charter."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import sys
from errno import EACCES, ENOENT, ENOTRECOVERABLE, EPERM
from pathlib import Path

import pytest

from editorial.system_words import said_by
from tests.builder import SiteBuilder
from tests.command import ligne

CASES = {
    "no such file": (OSError(ENOENT, os.strerror(ENOENT)), "il n’y a rien à ce chemin"),
    "permission": (OSError(EACCES, os.strerror(EACCES)), "accès refusé"),
    "a name no machine has": (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "ce nom ne mène à"),
    "an error without French words": (OSError(ENOTRECOVERABLE, "State not recoverable"), "State not recoverable"),
    "an error of a library, whose numbers are its own": (ssl.SSLError(EPERM, "wrong version"), "wrong version"),
    "an error without a number": (TimeoutError("timed out"), "timed out"),
}


@pytest.mark.parametrize(("error", "french"), CASES.values(), ids=CASES)
def test_system_is_told_in_french_where_there_are_words_and_as_it_is_in_english(error: OSError, french: str) -> None:
    found = said_by(error)

    assert found.fr.startswith(french)
    assert found.en == (error.strerror or str(error))


def test_file_that_is_a_folder_is_told_in_the_language_of_the_charter(tmp_path: Path) -> None:
    (SiteBuilder(tmp_path).root / "channels/social.yaml").mkdir()
    french = ligne("check", site=tmp_path).err
    SiteBuilder(tmp_path).charter(languages=["en", "fr"])
    script = "import sys; sys.argv = ['ligne', 'check', '--site', sys.argv[1]]; from channels.cli import main; main()"
    english = subprocess.run([sys.executable, "-c", script, tmp_path], capture_output=True, text=True).stderr

    assert french == "channels/social.yaml: ce fichier ne se lit pas (c’est un dossier)\n"
    assert english == "channels/social.yaml: this file cannot be read (Is a directory)\n"


def test_no_message_holds_the_words_of_the_system_as_they_are() -> None:
    """Whoever says why the system refused asks for the house's words."""
    root = Path(__file__).parents[2]
    own = root / "editorial/system_words.py"
    files = [file for folder in ("editorial", "channels") for file in (root / folder).rglob("*.py") if file != own]

    assert [file.name for file in files if ".strerror" in file.read_text("utf-8")] == []
