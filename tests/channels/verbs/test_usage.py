"""A wrong command line is told in one sentence, in the language of the site."""

from __future__ import annotations

import json

import pytest

from tests.command import ligne

WRONG = {
    "an unknown option": (
        ["check", "--fixe"],
        "l’option « --fixe » n’existe pas : vouliez-vous écrire --fix ?",
        "check",
    ),
    "an unknown verb": (["chek"], "le verbe « chek » n’existe pas : vouliez-vous écrire check ?", ""),
    "an unknown verb of a group": (["charter", "xyz"], "le verbe « xyz » n’existe pas", "charter"),
    "an option that is missing": (["new", "Titre"], "il manque --pillar", "new"),
    "an argument that is missing": (["explain"], "il manque FICHIER|ID|ÉDITION", "explain"),
    "no choice": (
        ["plan", "--format", "xml"],
        "--format : « xml » n’est pas un choix : choix possibles : text, json, markdown",
        "plan",
    ),
    "no number": (["build", "--jobs", "x"], "--jobs demande un nombre entier, 1 au moins", "build"),
    "too small a number": (["build", "--jobs", "0"], "--jobs demande un nombre entier, 1 au moins", "build"),
    "too large a number": (
        ["serve-subscriptions", "--port", "99999"],
        "--port demande un nombre entier de 0 à 65535",
        "serve-subscriptions",
    ),
    "one word too many": (["build", "a"], "« a » est de trop", "build"),
}


@pytest.mark.parametrize(("words", "message", "verb"), WRONG.values(), ids=WRONG)
def test_a_wrong_command_line_is_one_sentence(words: list[str], message: str, verb: str) -> None:
    ran = ligne(*words)

    page = " ".join(filter(None, ("ligne", verb, "--help")))
    assert (ran.code, ran.out, ran.err) == (2, "", f"ligne: {message} ({page})\n")


def test_a_value_that_is_missing_is_said() -> None:
    assert ligne("check", "--at").err.startswith("ligne: l’option « --at » demande une valeur (")


def test_a_wrong_command_line_is_json_where_that_is_asked_for() -> None:
    ran = ligne("check", "--zz", "--format", "json")

    (error,) = json.loads(ran.out)["errors"]
    assert (ran.code, error["message"]) == (2, "l’option « --zz » n’existe pas (ligne check --help)")
