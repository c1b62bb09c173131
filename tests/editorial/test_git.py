from __future__ import annotations

import pytest

from editorial.errors import EditorialError
from editorial.git import Done, last_words, run, without_secrets
from tests.builder import SiteBuilder


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("fatal: https://ana:secret@git.example/a.git", "fatal: https://git.example/a.git"),
        ("fatal: https://token@git.example/a.git", "fatal: https://git.example/a.git"),
        ("fatal: https://ana:se/cr@et@git.example/a.git", "fatal: https://git.example/a.git"),
        ("git@git.example:a.git", "git@git.example:a.git"),
    ],
)
def test_user_and_password_of_an_address_are_left_out(said, kept):
    assert without_secrets(said) == kept


@pytest.mark.parametrize(
    ("err", "words"),
    [
        (b"hint: a\nfatal: b\nfatal: c\n", "fatal: b"),
        (b"warning: a\nerror: b\nhint: c\n", "error: b"),
        (b"a\nb\n\n", "b"),
        (b"", "exit 128"),
    ],
)
def test_last_words_are_the_line_that_says_what_went_wrong(err, words):
    assert last_words(Done([], 128, b"", err)) == words


def test_command_that_does_not_end_is_ended(tmp_path):
    SiteBuilder(tmp_path).commit()
    with pytest.raises(EditorialError, match=r"did not finish in 0\.3 s"):
        run(tmp_path, ["-c", "alias.wait=!sleep 60", "wait"], timeout_s=0.3)
