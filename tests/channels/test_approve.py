"""`ligne approve` as people use it: who, in which role, with which key, and what is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from editorial.signature import PIN, signer
from tests.builder import AT, BLOG
from tests.channels.blog.blogs import photo
from tests.command import Ran, ligne
from tests.newsroom import Newsroom

PATH = "content/ecouter/a.md"


@pytest.fixture
def room(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    room = Newsroom(tmp_path, tmp_path_factory.getbasetemp() / "keys")
    room.data("channels/blog.yaml", {**BLOG, "cards": False})
    room.piece("a")
    return room


def run(room: Newsroom, *words: str) -> Ran:
    return ligne(*words, "--at", AT.isoformat(), site=room.root)


def records(room: Newsroom) -> list[Path]:
    return sorted((room.root / "editorial/approvals").rglob("*.yaml"))


@pytest.mark.parametrize("name", [PATH, "a"], ids=["path", "id"])
def test_piece_waits_is_approved_and_appears(room: Newsroom, name: str) -> None:
    assert (run(room, "check").code, records(room)) == (1, [])
    ran = run(room, "approve", name, "--as", "camille")
    assert ran.code == 0
    (file,) = records(room)
    path = file.relative_to(room.root).as_posix()
    assert ran.out.splitlines() == [
        f"Approuvé : a, par camille (chef) → {path}",
        "Non vérifié : aucune racine de confiance n’est fixée (LIGNE_TRUST_ROOT).",
        "Ensuite : git add editorial/approvals, et commit avec le texte.",
    ]
    assert run(room, "check").code == 0
    built = run(room, "build")
    assert (built.code, "Approbations : non signées, non vérifiées." in built.out) == (0, True)
    assert (room.root / "output/site/a/index.html").exists()
    assert json.loads((room.root / "output/build.json").read_text("utf-8"))["approvals"] == "unverified-unsigned"


def test_safe_fixes_keep_the_approval_and_unsafe_ones_say_that_it_is_void(room: Newsroom) -> None:
    words = {"preferred": [{"instead_of": "mail", "use": "courriel", "why": "le mot français existe"}]}
    room.write_charter(languages=["fr"], vocabulary=words, channels={"blog": {"typography": "fr"}})
    typed = 'A la fin, l\'Etat écrit un mail : "oui" -- enfin, 50% (un 2ème essai ?)...\n'
    room.piece("a", typed, title='L\'eau "vive"', standfirst="Un chapô : voici...")
    run(room, "approve", "a", "--as", "camille")
    room.commit()
    assert run(room, "check", "--fix").code == 0
    set_now = (room.root / PATH).read_text("utf-8")
    assert "À la fin, l’État écrit un mail\u00a0: «\u00a0oui\u00a0» – enfin, 50\u00a0% (un 2e essai\u00a0?)…" in set_now
    fixed = run(room, "check", "--fix", "--unsafe")
    assert (fixed.code, "approval.void" in fixed.out) == (1, True)


def test_json_says_all_of_it(room: Newsroom) -> None:
    room.approval["tags"] = {"sponsored": [["direction", "gerance"]]}
    room.write_charter()
    room.piece("a", tags=["sponsored"])
    (given,) = json.loads(run(room, "approve", PATH, "--as", "camille", "--format", "json").out)["approvals"]
    assert given["hash"].startswith("say1:")
    assert {
        key: given[key] for key in ("id", "role", "by", "charter", "at", "signed", "new", "missing", "channel")
    } == {
        "id": "a",
        "role": "chef",
        "by": "camille",
        "charter": "1.0.0",
        "at": "2026-03-10T12:00:00Z",
        "signed": False,
        "new": True,
        "missing": [["direction", "gerance"]],
        "channel": None,
    }


def test_git_says_who_approves(room: Newsroom) -> None:
    room.commit()
    room._git("config", "user.name", "Quelqu’un")
    room._git("config", "user.email", "Camille@banc.example")
    assert "par camille (chef)" in run(room, "approve", PATH).out


def test_key_says_who_approves(room: Newsroom) -> None:
    room.write_charter(keyed=["camille", "dana"])
    assert "par camille (chef)" in run(room, "approve", PATH, "--key", str(room.key("camille"))).out
    assert "BEGIN SSH SIGNATURE" in records(room)[0].read_text("ascii")


def test_key_with_which_git_signs_will_do(room: Newsroom) -> None:
    room.approval["signed"] = True
    room.write_charter(keyed=["camille"]).commit()
    room._git("config", "user.signingkey", str(room.key("camille")))
    assert "par camille (chef)" in run(room, "approve", PATH).out
    assert "BEGIN SSH SIGNATURE" in records(room)[0].read_text("ascii")


def test_draft_may_be_approved_and_is_told_what_else_it_takes(room: Newsroom) -> None:
    room.piece("a", status="review")
    assert "  il paraîtra avec status: approved (status: review)\n" in run(room, "approve", PATH, "--as", "camille").out
    room.piece("a")
    assert run(room, "check").code == 0


def test_approving_twice_says_so_and_writes_nothing(room: Newsroom) -> None:
    run(room, "approve", PATH, "--as", "camille")
    ran = run(room, "approve", PATH, "--as", "camille")
    assert (ran.code, ran.out.startswith("Déjà approuvé : a"), len(records(room))) == (0, True, 1)


def test_folder_is_approved_at_once(room: Newsroom) -> None:
    room.piece("b").piece("c", status="draft")
    assert run(room, "approve", "content", "--as", "camille").code == 0
    assert [file.parent.name for file in records(room)] == ["a", "b"]


def test_nothing_is_written_where_one_of_several_is_refused(room: Newsroom) -> None:
    room.piece("b", author="camille")
    assert run(room, "approve", "content", "--as", "camille").code == 2
    assert records(room) == []


def test_text_that_is_not_there_is_said_to_be_missing(room: Newsroom) -> None:
    ran = run(room, "approve", "content/ecouter/absent.md", "--as", "camille")
    assert (ran.code, ran.err.strip()) == (2, "content/ecouter/absent.md: ce texte n’existe pas")


def test_status_mode_takes_an_approval_once(room: Newsroom) -> None:
    room.approval["records"] = "none"
    room.write_charter()
    assert [run(room, "approve", PATH, "--as", "camille").code for _ in "12"] == [0, 0]
    assert len(records(room)) == 1


REFUSED = {
    "a stranger": (["--as", "personne"], "l’ours n’a pas « personne » ; il a : redaction, camille, dana"),
    "nobody": ([], "qui approuve ? git ne nomme personne de l’ours"),
    "the author": (["--as", "redaction", "--role", "auteur"], "« redaction » a écrit ce texte"),
    "none of the roles": (["--as", "dana"], "« dana » n’a aucun des rôles demandés : chef"),
    "a role not held": (["--as", "camille", "--role", "direction"], "« camille » n’a pas le rôle « direction »"),
    "no such key": (["--key", "nulle-part"], "la clé nulle-part n’existe pas"),
}


@pytest.mark.parametrize(("words", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_who_may_not_is_refused_in_words(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    ran = run(room, "approve", PATH, *words)
    assert (ran.code, said in ran.said, records(room)) == (2, True, []), ran.said


def test_key_of_nobody_or_of_somebody_else_is_refused(room: Newsroom) -> None:
    room.write_charter(keyed=["camille"])
    ran = run(room, "approve", PATH, "--key", str(room.key("etranger")))
    assert (ran.code, "n’est à personne dans l’ours" in ran.said) == (2, True)
    ran = run(room, "approve", PATH, "--as", "camille", "--key", str(room.key("etranger")))
    assert (ran.code, "n’est pas celle de « camille »" in ran.said) == (2, True)


def test_signed_site_asks_for_a_key(room: Newsroom) -> None:
    room.approval["signed"] = True
    room.write_charter()
    ran = run(room, "approve", PATH, "--as", "camille")
    assert (ran.code, "ajoutez --key" in ran.said) == (2, True)


@pytest.mark.parametrize("name", ["rien", "lettre/2020-01-01", "content/vide"])
def test_what_does_not_exist_is_not_approved(room: Newsroom, name: str) -> None:
    (room.root / "content/vide").mkdir()
    assert run(room, "approve", name, "--as", "camille").code == 2
    assert records(room) == []


def test_text_that_cannot_be_read_is_not_approved(room: Newsroom) -> None:
    room.file(PATH, "---\ntitle: a: b\n---\n")
    ran = run(room, "approve", PATH, "--as", "camille")
    assert (ran.code, ran.said.startswith(f"{PATH}:2:")) == (2, True)


def test_folder_that_leads_out_of_the_site_is_not_written_to(
    room: Newsroom, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("dehors")
    (room.root / "editorial/approvals").symlink_to(outside)
    assert run(room, "approve", PATH, "--as", "camille").code == 2
    assert list(outside.iterdir()) == []


def test_masthead_is_signed_and_pinned(room: Newsroom) -> None:
    room.calendar(cadences=[])
    room.write_charter(keyed=["camille"])
    key, root = str(room.key("camille")), room.fingerprint("camille")
    ran = run(room, "approve", "editorial/charter.yaml", "--key", key)
    assert (ran.code, ran.out.splitlines()[1]) == (
        0,
        f"Donnez à la CI, hors du dépôt : LIGNE_TRUST_ROOT={root}",
    )
    assert run(room, "approve", PATH, "--key", key).code == 0
    ran = run(room, "check", "--trust-root", root)
    assert (ran.code, ran.out) == (0, "Rien à redire.\n")
    again = json.loads(run(room, "approve", "editorial/charter.yaml", "--key", key, "--format", "json").out)
    assert (again["number"], again["new"]) == (1, False)


def test_masthead_is_signed_by_who_may(room: Newsroom) -> None:
    room.write_charter(keyed=["camille"])
    run(room, "approve", "editorial/charter.yaml", "--key", str(room.key("camille")))
    room.people["dana"].append("chef")
    room.write_charter(keyed=["dana"])
    ran = run(room, "approve", "editorial/charter.yaml", "--key", str(room.key("dana")))
    assert (ran.code, "ne peut pas changer l’ours" in ran.said) == (2, True)
    assert run(room, "approve", "editorial/charter.yaml", "--key", str(room.key("camille"))).code == 0


def test_masthead_of_a_site_without_a_name_is_not_signed(room: Newsroom) -> None:
    room.approval["repository"] = ""
    room.write_charter(keyed=["camille"])
    ran = run(room, "approve", "editorial/charter.yaml", "--key", str(room.key("camille")))
    assert (ran.code, "donnez d’abord un nom à ce site" in ran.said) == (2, True)


def test_masthead_is_signed_alone(room: Newsroom) -> None:
    assert run(room, "approve", "editorial/charter.yaml", PATH).code == 2


def test_explain_says_who_must_look_again_and_what_changed(room: Newsroom) -> None:
    run(room, "approve", PATH, "--as", "camille")
    room.commit().piece("a", title="Un autre titre")
    lines = run(room, "explain", "a").out.splitlines()
    start = lines.index("il manque l’approbation : Chef")
    assert lines[start : start + 5] == [
        "il manque l’approbation : Chef",
        "  à relire par : camille",
        "depuis l’approbation de camille le 2026-03-10 :",
        "  - title: Le titre de a",
        "  + title: Un autre titre",
    ]


def test_explain_says_what_an_edition_holds_and_whose_approval_it_waits_for(room: Newsroom) -> None:
    room.approval = {"channels": {"newsletter": ["chef"]}, "repository": "banc.example"}
    room.write_charter().piece("a", date="2026-03-11T09:00+01:00")

    ran = ligne("explain", "lettre/2026-03-13", "--at", "2026-03-13T08:00+01:00", site=room.root)
    assert (ran.code, [line for line in ran.out.splitlines() if "content/" in line]) == (
        1,
        ["  Le titre de a (content/ecouter/a.md)"],
    )
    assert "il manque l’approbation : Chef" in ran.out
    as_json = ligne("explain", "lettre/2026-03-13", "--format", "json", "--at", AT.isoformat(), site=room.root)
    answer = json.loads(as_json.out)
    assert (answer["edition"], answer["items"][0]["pieces"], answer["approvals"]) == (
        "lettre/2026-03-13",
        ["a"],
        "unverified-unsigned",
    )


def test_edition_without_a_piece_is_not_approved(room: Newsroom) -> None:
    room.approval = {"channels": {"newsletter": ["chef"]}, "repository": "banc.example"}
    room.write_charter()
    ran = run(room, "approve", "lettre/2026-03-20", "--as", "camille")
    assert (ran.code, "ne réunit aucun texte" in ran.err, records(room)) == (2, True, [])


def test_explain_and_plan_say_that_a_status_proves_nothing(room: Newsroom) -> None:
    room.approval["records"] = "none"
    room.write_charter()
    assert "approbation : par le statut seul, non vérifiée (la charte nomme : Chef)" in run(room, "explain", "a").out
    assert run(room, "plan").out.endswith("Approbations : par le statut seul, non vérifiées.\n")
    explained = json.loads(run(room, "explain", "a", "--format", "json").out)
    assert (explained["approvals"]["proof"], explained["approvals"]["asked"]) == ("unverified-status", [["chef"]])
    assert json.loads(run(room, "plan", "--format", "json").out)["approvals"] == "unverified-status"


def test_plan_says_what_waits_for_approval(room: Newsroom) -> None:
    items = json.loads(run(room, "plan", "--format", "json").out)["items"]
    blog = next(item for item in items if item["channel"] == "blog" and item["pieces"] == ["a"])
    assert (blog["state"], blog["note"]) == ("unapproved", "il manque l’approbation : Chef")


def test_root_of_one_run_is_not_that_of_the_next(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PIN, raising=False)
    assert run(room, "check", "--trust-root", "SHA256:x").code == 2
    assert run(room, "check", "--trust-root", "").code == 2
    assert run(room, "check").code == 1


def test_picture_replaced_without_approval_is_not_shown(room: Newsroom) -> None:
    room.file("content/ecouter/p.jpg", photo((900, 600))).piece("a", image={"src": "p.jpg", "alt": "Une couleur unie"})
    run(room, "approve", PATH, "--as", "camille")
    room.commit()
    run(room, "build")
    site = room.root / "output/site"
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    room.file("content/ecouter/p.jpg", photo((900, 600), "red"))
    built = run(room, "build")
    assert (built.code, "approval.void" in built.out) == (1, True)
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before
    assert run(room, "approve", PATH, "--as", "camille").code == 0
    assert run(room, "build").code == 0
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} != before


def test_path_is_the_sites_own_wherever_one_stands(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("ailleurs")
    (elsewhere / PATH).parent.mkdir(parents=True)
    (elsewhere / PATH).write_text("un autre texte")
    monkeypatch.chdir(elsewhere)
    assert run(room, "approve", PATH, "--as", "camille").code == 0


def test_doctor_says_what_approvals_rest_on(room: Newsroom) -> None:
    said = {row["name"]: row["said"] for row in json.loads(run(room, "doctor", "--format", "json").out)["checks"]}
    assert (said["ssh-keygen"], said["approvals"]) == (
        "présent",
        "Approbations : non signées, non vérifiées.",
    )


def test_signed_records_need_the_program_that_verifies_them(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    room.write_charter(keyed=["camille"])
    run(room, "approve", PATH, "--key", str(room.key("camille")))
    signer.cache_clear()
    monkeypatch.setenv("PATH", "")
    ran = run(room, "check")
    assert (ran.code, "ssh-keygen est introuvable" in ran.said) == (2, True)
