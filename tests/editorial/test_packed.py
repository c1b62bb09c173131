"""What a memory keeps comes back as it was, and bytes that are not ours run nothing."""

from __future__ import annotations

import io
import os
import pickle
import subprocess
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from channels.blog.needs import Need
from channels.build import Job, build
from channels.built import Built
from channels.manifest import Row
from channels.standstill import Last
from editorial.amend import start_piece
from editorial.crew import Crew
from editorial.edition import Earlier, Edition, Erratum
from editorial.gist import Gist, KeptText, gist_of
from editorial.index import Known
from editorial.memory import Memory
from editorial.packed import _PLAIN, Unpackable, packed, unpacked
from editorial.segment import Frequency, Segment
from editorial.site import read_site
from tests.builder import AT, WORDS, SiteBuilder

BODY = f"""## Un titre

{WORDS} Un [lien](autre.md#la "Titre"), <b>du HTML</b>[^1], ![une vue](vue.jpg).

> - cité

[^1]: Une note.
"""


def full(root: Path) -> SiteBuilder:
    """A site whose texts say all that a text can say, and some of it wrong."""
    vue = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(vue, "JPEG")
    builder = SiteBuilder(root).file("content/ecouter/vue.jpg", vue.getvalue())
    builder.charter(vocabulary={"banned": [{"term": "disruptif", "why": "usé", "instead": "nouveau"}]})
    builder.piece(
        "tout",
        BODY,
        tags=["un", "été"],
        updated="2026-03-05",
        embargo="2026-03-01T10:00+01:00",
        expires="2027-01-01",
        evergreen="2026-12-31",
        image={"src": "vue.jpg", "alt": "Une vue", "caption": "Légende", "credit": "Nous", "focus": "20% 80%"},
        newsletter={"title": "Autre", "text": "Un mot.", "section": "Ici", "weight": 3},
        social={
            "mastodon": {"text": "Un mot.", "hashtags": ["un"], "image": "vue.jpg", "link": False},
            "x": {"thread": ["Un.", "Deux."], "skip": True},
        },
        quote={"text": "Un mot.", "by": "Une voisine"},
        series="La suite",
        corrections=[{"date": "2026-03-04", "text": "Une coquille."}],
        exemptions=[{"rule": "words", "why": "cité", "owner": "redaction", "until": "2026-12-31"}],
        aliases=["/vieux/"],
    )
    builder.piece("traduit", BODY, lang="en", translation_of="tout", id="traduit", slug="translated")
    builder.piece("page", kind="page", pillar=None, folder="pages")
    beside = {
        "links": [{"title": "Un lien", "url": "https://example.org/", "note": "Court.", "id": "un", "withdrawn": True}],
        "sponsor": {"name": "Rivet", "text": "Des livres.", "url": "https://rivet.example/", "label": "Publicité"},
        "errata": False,
    }
    builder.piece("cadre", kind="edition", date=None, pillar=None, newsletter=beside, folder="editions")
    builder.piece("plainte", "Un mot disruptif.", pillar=["liste"], date="demain", inconnu="là", social={"x": 3})
    builder.piece("brouillon", status="draft", date=None, standfirst=None)
    builder.file("content/ecouter/faux.md", "---\ntitle: un : deux\n---\nx")
    builder.file("content/ecouter/octets.md", b"\xff\xfe")
    return builder.file("content/ecouter/lourd.md", b"x" * 1_100_000)


def entries(builder: SiteBuilder, name: str) -> dict[str, Any]:
    """All that a memory holds of a site."""
    (file,) = (builder.root / ".ligne").glob(name)
    raw = file.read_bytes()
    key = raw.split(b"\n")[1].partition(b" ")[2].decode()
    return Memory(builder.root, name, key).entries


def plain(value: object) -> object:
    """A value without what only says where it stands in memory: errors and kept texts by what they hold."""
    if isinstance(value, KeptText):
        return {**vars(value), "_gist": value.gist}
    if isinstance(value, Exception):
        return (type(value), vars(value), value.args)
    if isinstance(value, Known):
        source = value.piece.source if value.piece else None
        return (*(plain(each) for each in value), plain(source))
    return value


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SiteBuilder:
    builder = full(tmp_path_factory.mktemp("site"))
    build(Job(builder.root, AT), lambda done, total: None, {})
    return builder


@pytest.mark.parametrize("jobs", [1, 2])
def test_all_that_the_index_knows_comes_back_as_it_was(tmp_path: Path, jobs: int) -> None:
    builder = full(tmp_path)
    read_site(tmp_path, Crew(jobs))

    found = entries(builder, "index")

    assert {path: plain(unpacked(packed(known))) for path, known in found.items()} == {
        path: plain(known) for path, known in found.items()
    }
    assert sum(known.piece is not None for known in found.values()) == 6
    assert sorted(path for path, known in found.items() if known.problem) == [
        f"content/ecouter/{name}.md" for name in ("faux", "lourd", "octets")
    ]


def test_the_site_of_these_tests_says_all_that_a_piece_can_say(tmp_path: Path) -> None:
    site = full(tmp_path).site()

    said = {field.name for piece in site.pieces for field in fields(piece) if getattr(piece, field.name)}

    missing = {field.name for field in fields(site.pieces[0])} - said
    assert (missing, bool(site.complaints), bool(site.verdicts)) == ({"format", "audience", "charter"}, True, True)


@pytest.mark.parametrize("name", ["output", "templates"])
def test_all_that_a_build_keeps_comes_back_as_it_was(built: SiteBuilder, name: str) -> None:
    found = entries(built, name)

    assert (bool(found), unpacked(packed(found))) == (True, found)


WEEKLY = Segment(Frequency.WEEKLY, ("ecouter",), "fr")
VALUES: dict[str, object] = {
    "an-instant": datetime(2026, 3, 1, tzinfo=UTC),
    "an-instant-of-an-offset": datetime(2026, 3, 1, tzinfo=timezone(timedelta(hours=1))),
    "a-day": date(2026, 3, 1),
    "an-hour": time(9, 30),
    "a-length": timedelta(days=3),
    "sets": (frozenset({"a"}), {"b"}),
    "a-path": Path("/a/b"),
    "lone-surrogates": "\udcff",
    "plain": {"a": [1, 2.5, True, None, b"x", "é"]},
    "a-row": Row("{}", ("k", "text/plain", "public", None, ("a",)), "blog", (1, 2, 3, 4)),
    "a-need": Need("d", frozenset({"site"}), True),
    "a-last": Last(AT, "fr", "1", "UTC", {"a": (1, 2, 3, 4)}, {}, Built(AT, Path("o"), 1, 2, 3, (), 4, 5, 6), b"x"),
    "an-edition": Edition(
        "lettre/2026-03-06",
        "newsletter",
        AT,
        (),
        lang="fr",
        number=1,
        segment=WEEKLY,
        list_id="a.example",
        errata=(Erratum("a", date(2026, 3, 1), "Huit."),),
        before=(Earlier("chaque/a", WEEKLY, ("a",)),),
    ),
    "a-gist": Gist(1, ("a",), (), (), (), ((1, 2),), (), 1),
}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_a_value_comes_back_as_it_was(value: object) -> None:
    assert unpacked(memoryview(packed(value))) == value


class Old(StrEnum):
    """An enum as Python 3.11.2 pickles it."""

    A = "a"

    def __reduce_ex__(self, protocol: object) -> tuple[object, tuple[object, ...]]:
        return getattr, (type(self), self._name_)


def test_an_enum_goes_by_its_value_whatever_python_would_have_it_go_by() -> None:
    assert b"getattr" not in packed(Old.A)


class Planted:
    """Does something where it is unpickled."""

    def __init__(self, act: Callable[..., object], *arguments: object):
        self.act, self.arguments = act, arguments

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self.act, self.arguments


def planted(ran: Path) -> dict[str, bytes]:
    """Bytes that would leave a file behind, each by another way in."""
    touch = f"open({str(ran)!r}, 'w').close()"
    shell = f"touch {ran}"
    acts: dict[str, object] = {
        "os.system": Planted(os.system, shell),
        "builtins.eval": Planted(eval, touch),
        "builtins.exec": Planted(exec, touch),
        "builtins.open": Planted(open, str(ran), "w"),
        "builtins.getattr": Planted(getattr, Path(ran), "touch"),
        "subprocess": Planted(subprocess.Popen, ["touch", str(ran)]),
        "a-path-touched": Planted(Path.touch, ran),
        "a-function-of-ours": Planted(start_piece, None, "x", "y"),
        "a-class-of-ours-that-is-not-kept": Planted(Memory, ran.parent, "x"),
    }
    found = {name: pickle.dumps(act) for name, act in acts.items()}
    found["inside-a-value-of-ours"] = packed({"a": ("b", acts["os.system"])})
    found["protocol-0"] = f"cos\nsystem\n(S'{shell}'\ntR.".encode()
    # Protocol 4 takes dotted names: a function may be reached through what a module of ours has imported.
    for module, name in (("editorial.gist", "Path.touch"), ("channels.built", "datetime.now"), ("os", "path.join")):
        found[f"{module}:{name}"] = (
            b"\x80\x04\x8c" + bytes([len(module)]) + module.encode() + b"\x8c" + bytes([len(name)]) + name.encode()
            + b"\x93)R."
        )  # fmt: skip
    return found


@pytest.mark.parametrize("name", planted(Path("ran")))
def test_bytes_that_would_run_something_are_refused_and_run_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unpackable):
        unpacked(planted(tmp_path / "ran")[name])

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"garbage",
        b"\x80\x05",
        b"\x80\x05N",
        b"\x80\xffN.",
        b"\x80\x04\x95\xff\xff\xff\xff",
        b"P1\n.",
        b"\0" * 64,
    ],
    ids=range(9),
)
def test_garbage_is_refused(raw: bytes) -> None:
    with pytest.raises(Unpackable):
        unpacked(raw)


def test_a_value_cut_anywhere_is_refused() -> None:
    raw = packed(VALUES["a-last"])

    refused = []
    for end in range(len(raw)):
        try:
            unpacked(raw[:end])
        except Unpackable:
            refused.append(end)

    assert refused == list(range(len(raw)))


def test_every_name_in_the_list_is_a_class_of_values() -> None:
    found = {}
    for named in (named for named in _PLAIN if not named.startswith("pathlib._local")):
        module, name = named.split()
        found[named] = isinstance(pickle._Unpickler(io.BytesIO(b"")).find_class(module, name), type)  # type: ignore[attr-defined]

    assert found == dict.fromkeys(found, True)


def test_the_gist_of_a_kept_text_is_that_of_its_body(tmp_path: Path) -> None:
    full(tmp_path)

    kept, direct = read_site(tmp_path, Crew()), read_site(tmp_path)

    assert [gist_of(piece) for piece in kept.pieces] == [gist_of(piece) for piece in direct.pieces]
