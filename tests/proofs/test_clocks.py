"""What the file system says of times, names and links never hides a change: the output is what a clean build leaves."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from channels.shipped import shipped_theme
from tests.builder import WORDS
from tests.proofs.changes import one
from tests.proofs.comparison import Bench
from tests.proofs.newsroom import Newsroom, Text, front, photo
from tests.proofs.parts import IS_FULL, parts, seed_of

ROUNDS = 3 if IS_FULL else 1
"""Of one part."""

proof = pytest.mark.proof("clocks")
Cases = Callable[[str, object], None]
Spot = Callable[[Newsroom, int], bytes]


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path / "site")


def a_piece(room: Newsroom, number: int) -> bytes:
    return Text(front("texte-1"), f"Marque {number}. {WORDS}").raw()


def a_live_translation(room: Newsroom, number: int) -> bytes:
    return Text({**front("english"), "lang": "en", "title": f"Title {number}"}, "A plain text.").raw()


def an_instant(room: Newsroom, number: int) -> bytes:
    """Of a piece: before or after the instant the team stands at."""
    return Text({**front("texte-2"), "date": f"2026-03-{one(('09', '11'), number)}T09:00+01:00"}).raw()


def a_title_as_long(room: Newsroom, number: int) -> bytes:
    return Text({**front("note"), "title": f"Le titre {number}"}).raw()


def a_frame(room: Newsroom, number: int) -> bytes:
    return Text({**front("cadre"), "kind": "edition", "pillar": None, "date": None}, f"Chers lecteurs, {number}.").raw()


def a_picture(room: Newsroom, number: int) -> bytes:
    return photo(one((10, 80, 150, 220), number))


def a_template(room: Newsroom, number: int) -> bytes:
    return (
        (shipped_theme() / "templates/404.html").read_bytes().replace(b"{% endblock %}", b"%d{%% endblock %%}" % number)
    )


def a_style(room: Newsroom, number: int) -> bytes:
    return b"body { margin: %dpx }\n" % number


def a_brand(room: Newsroom, number: int) -> bytes:
    hue = 100 + number % 200
    return f"format: 1\ncolours:\n  accent: {{light: '45% 0.15 {hue}', dark: '80% 0.12 {hue}'}}\n".encode()


def the_name(room: Newsroom, number: int) -> bytes:
    return b"format: 1\nname: Le banc %d\nurl: https://banc.example\n" % number


def the_charter(room: Newsroom, number: int) -> bytes:
    room.set_line("editorial/charter.yaml", version=f"1.{number}.0")
    return (room.root / "editorial/charter.yaml").read_bytes()


def an_offset(room: Newsroom, number: int) -> bytes:
    room.set_line("editorial/calendar.yaml", offsets={"mastodon": 100 + number % 900, "x": 60})
    return (room.root / "editorial/calendar.yaml").read_bytes()


def an_entry(room: Newsroom, number: int) -> bytes:
    slot = f"articles/2026-03-{one(('03', '10'), number)}"
    return f"format: 1\nentries:\n- slot: {slot}\n  piece: texte-5\n".encode()


SPOTS: dict[str, Spot] = {
    "content/ecouter/texte-1.md": a_piece,
    "content/publier/english.md": a_live_translation,
    "content/ecouter/texte-2.md": an_instant,
    "content/publier/note.md": a_title_as_long,
    "content/editions/cadre.md": a_frame,
    "content/ecouter/un.jpg": a_picture,
    "theme/templates/404.html": a_template,
    "theme/static/style.css": a_style,
    "theme/brand.yaml": a_brand,
    "channels/blog.yaml": the_name,
    "editorial/charter.yaml": the_charter,
    "editorial/calendar.yaml": an_offset,
    "editorial/calendar/2026-03.yaml": an_entry,
}
"""Files in which two numbers of four digits give other bytes of the same length."""


def in_place(path: Path, raw: bytes) -> None:
    before = path.stat()
    path.write_bytes(raw)
    _set_times(path, before.st_mtime_ns)


def by_another_file_of_the_same_time(path: Path, raw: bytes) -> None:
    before, other = path.stat(), path.with_name(".new")
    other.write_bytes(raw)
    _set_times(other, before.st_mtime_ns)
    other.replace(path)


def by_a_copy_that_keeps_times(path: Path, raw: bytes) -> None:
    other = path.with_name(".new")
    other.write_bytes(raw)
    _set_times(other, path.stat().st_mtime_ns)
    subprocess.run(["cp", "-p", str(other), str(path)], check=True)
    other.unlink()


def with_the_folder_as_it_was(path: Path, raw: bytes) -> None:
    """Deleted and written anew, in a folder whose own time is put back."""
    before, folder = path.stat(), path.parent.stat()
    path.unlink()
    path.write_bytes(raw)
    _set_times(path, before.st_mtime_ns)
    _set_times(path.parent, folder.st_mtime_ns)


def to_the_future(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
    _set_times(path, 4_000_000_000 * 10**9)


def to_the_epoch(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
    _set_times(path, 0)


def an_hour_back(path: Path, raw: bytes) -> None:
    before = path.stat().st_mtime_ns
    path.write_bytes(raw)
    _set_times(path, before - 3600 * 10**9)


def through_a_hard_link(path: Path, raw: bytes) -> None:
    before, link = path.stat(), path.with_name(".link")
    os.link(path, link)
    link.write_bytes(raw)
    _set_times(link, before.st_mtime_ns)
    link.unlink()


def to_whole_seconds(path: Path, raw: bytes) -> None:
    """As a file system keeps times that knows no less than two seconds."""
    path.write_bytes(raw)
    _set_times(path, 1_770_000_000 * 10**9)


def _set_times(path: Path, ns: int) -> None:
    os.utime(path, ns=(ns, ns))


WAYS = (
    in_place,
    by_another_file_of_the_same_time,
    by_a_copy_that_keeps_times,
    with_the_folder_as_it_was,
    to_the_future,
    to_the_epoch,
    an_hour_back,
    through_a_hard_link,
    to_whole_seconds,
)


@proof
@pytest.mark.parametrize("way", WAYS)
def test_other_bytes_of_the_same_length_are_seen_whatever_their_time(
    room: Newsroom, way: Callable[[Path, bytes], None], record_property: Cases
) -> None:
    random, bench = Random(seed_of("same length", way.__name__)), Bench(room)
    names = sorted(SPOTS) if IS_FULL else random.sample(sorted(SPOTS), 1)
    for name in names:
        room.builder.file(name, SPOTS[name](room, 1000))
    assert bench.faults() == []
    for name in names:
        for _ in range(ROUNDS):
            path = room.root / name
            before = path.stat()
            raw = SPOTS[name](room, random.randrange(1001, 9999))
            # Some spots have the room write the file itself: what it was comes back first.
            _set_times(path, before.st_mtime_ns)
            way(path, raw)
            assert (path.stat().st_size, path.read_bytes()) == (before.st_size, raw)
            assert bench.faults() == [], name
    record_property("cases", len(names) * ROUNDS)


@proof
@pytest.mark.parametrize("part", parts(few=1, full=6))
def test_an_edit_right_after_a_build_is_seen(room: Newsroom, part: int, record_property: Cases) -> None:
    """Within the tick of the clock in which the build read the file."""
    random, bench, path = Random(seed_of("tick", part)), Bench(room), room.root / "content/ecouter/texte-1.md"
    count = 12 if IS_FULL else 2
    for number in range(count):
        path.write_bytes(a_piece(room, 1000 + number))
        bench.faults()
        path.write_bytes(a_piece(room, random.randrange(2000, 9999)))
        assert bench.faults() == []
    record_property("cases", count)


def two_files_are_swapped(room: Newsroom) -> Iterator[str]:
    """Of one length and one time: nothing but their place has changed."""
    first, second = (room.root / f"content/ecouter/{name}.md" for name in ("texte-1", "texte-2"))
    for number, path in enumerate((first, second)):
        path.write_bytes(a_piece(room, 1001 + number))
        _set_times(path, 1_770_000_000 * 10**9)
    yield "alike"
    spare = room.root / "spare"
    first.rename(spare)
    second.rename(first)
    spare.rename(second)
    yield "swapped"


def two_pictures_are_swapped(room: Newsroom) -> Iterator[str]:
    first, second, spare = (room.root / f"content/ecouter/{name}.jpg" for name in ("un", "deux", "spare"))
    for path in (first, second):
        _set_times(path, 1_770_000_000 * 10**9)
    yield "alike"
    first.rename(spare)
    second.rename(first)
    spare.rename(second)
    yield "swapped"


def files_are_touched(room: Newsroom) -> Iterator[str]:
    for ns in (0, 10**9, 1_770_000_000 * 10**9, 4_000_000_000 * 10**9):
        for path in sorted(room.root.rglob("*")):
            _set_times(path, ns)
        yield f"all at {ns}"


def a_piece_is_renamed_but_for_case(room: Newsroom) -> Iterator[str]:
    path = room.root / "content/ecouter/texte-1.md"
    other = path.with_name("Texte-1.md")
    path.rename(other)
    yield "to a capital"
    other.rename(path)
    yield "and back"


def a_picture_is_renamed_but_for_case(room: Newsroom) -> Iterator[str]:
    path = room.root / "content/ecouter/un.jpg"
    other = path.with_name("Un.jpg")
    path.rename(other)
    yield "to a capital"
    room.amend("content/ecouter/texte-0.md", image={"src": "Un.jpg", "alt": "Une couleur"})
    yield "and the piece follows"
    other.rename(path)
    yield "and back"


def a_folder_is_renamed_but_for_case(room: Newsroom) -> Iterator[str]:
    (room.root / "content/publier").rename(room.root / "content/Publier")
    yield "to a capital"
    (room.root / "content/Publier").rename(room.root / "content/publier")
    yield "and back"


def a_piece_is_a_link_inside_the_site(room: Newsroom) -> Iterator[str]:
    link, target = room.root / "content/ecouter/lien.md", room.root / "content/publier/cible.txt"
    target.write_bytes(Text(front("lien"), "Une cible.").raw())
    link.symlink_to("../publier/cible.txt")
    yield "linked"
    target.write_bytes(Text(front("lien"), "Une autre.").raw())
    yield "its target edited"
    other = target.with_name("autre.txt")
    other.write_bytes(Text(front("lien"), "Un second").raw())
    link.unlink()
    link.symlink_to("../publier/autre.txt")
    yield "led elsewhere"
    other.unlink()
    yield "led nowhere"
    link.unlink()
    link.write_bytes(Text(front("lien"), "Un fichier.").raw())
    yield "a file at last"


def a_picture_is_a_link_inside_the_site(room: Newsroom) -> Iterator[str]:
    path, real = room.root / "content/ecouter/un.jpg", room.root / "content/publier/vrai.jpg"
    path.rename(real)
    path.symlink_to("../publier/vrai.jpg")
    yield "linked"
    real.write_bytes(photo(33))
    yield "its target replaced"
    real.unlink()
    yield "led nowhere"
    path.unlink()
    path.write_bytes(photo(99))
    yield "a file at last"


def links_lead_outside(room: Newsroom) -> Iterator[str]:
    outside = room.root.parent / "outside"
    outside.mkdir()
    (outside / "dehors.md").write_bytes(Text(front("dehors")).raw())
    (outside / "dehors.jpg").write_bytes(photo(5))
    (room.root / "content/ecouter/dehors.md").symlink_to(outside / "dehors.md")
    picture = room.root / "content/ecouter/un.jpg"
    picture.unlink()
    picture.symlink_to(outside / "dehors.jpg")
    (room.root / "content/dossier").symlink_to(outside)
    yield "linked"
    (outside / "dehors.md").write_bytes(Text(front("dehors"), "Autre chose.").raw())
    (outside / "dehors.jpg").write_bytes(photo(77))
    (outside / "nouveau.md").write_bytes(Text(front("nouveau")).raw())
    yield "edited outside"
    for name in ("ecouter/dehors.md", "ecouter/un.jpg", "dossier"):
        (room.root / "content" / name).unlink()
    picture.write_bytes(photo(77))
    yield "taken away"


def data_files_are_links_outside(room: Newsroom) -> Iterator[str]:
    outside = room.root.parent / "outside"
    outside.mkdir()
    for name in ("channels/blog.yaml", "theme/static/style.css"):
        (outside / Path(name).name).write_bytes(SPOTS[name](room, 1001))
        (room.root / name).parent.mkdir(parents=True, exist_ok=True)
        (room.root / name).unlink(missing_ok=True)
        (room.root / name).symlink_to(outside / Path(name).name)
    yield "linked"
    for name in ("channels/blog.yaml", "theme/static/style.css"):
        in_place(outside / Path(name).name, SPOTS[name](room, 1002))
    yield "edited outside"


def a_folder_is_a_link_inside(room: Newsroom) -> Iterator[str]:
    (room.root / "content/publier/encore").symlink_to("../ecouter")
    yield "linked"
    (room.root / "content/ecouter/boucle").symlink_to(".")
    yield "in a circle"
    (room.root / "content/publier/encore").unlink()
    (room.root / "content/ecouter/boucle").unlink()
    yield "taken away"


def a_file_gives_way_to_a_folder_and_back(room: Newsroom) -> Iterator[str]:
    for name in ("content/ecouter/texte-1.md", "content/ecouter/un.jpg", "content/pages/a-propos.md"):
        path = room.root / name
        raw, before = path.read_bytes(), path.stat()
        path.unlink()
        path.mkdir()
        (path / "dedans.md").write_bytes(Text(front("dedans")).raw())
        yield f"{name} is a folder"
        shutil.rmtree(path)
        path.write_bytes(raw)
        _set_times(path, before.st_mtime_ns)
        yield f"{name} is back"


def a_folder_of_the_theme_gives_way_to_a_file_and_back(room: Newsroom) -> Iterator[str]:
    room.builder.file("theme/templates/404.html", a_template(room, 1001))
    yield "a theme"
    kept = room.root.parent / "kept"
    (room.root / "theme").rename(kept)
    (room.root / "theme").write_text("no folder")
    yield "is a file"
    (room.root / "theme").unlink()
    kept.rename(room.root / "theme")
    yield "is back"


def two_names_are_one_file(room: Newsroom) -> Iterator[str]:
    first, second = (room.root / f"content/ecouter/{name}.md" for name in ("texte-1", "double"))
    os.link(first, second)
    yield "hard links"
    in_place(second, first.read_bytes().replace(b"Le titre", b"Un titre"))
    yield "edited through the other"
    first.unlink()
    yield "one is gone"


def the_site_moves(room: Newsroom) -> Iterator[str]:
    """With all it has made and kept."""
    elsewhere = room.root.parent / "elsewhere"
    subprocess.run(["cp", "-a", str(room.root), str(elsewhere)], check=True)
    in_place(room.root / "content/ecouter/texte-1.md", a_piece(room, 1001))
    yield "copied, and the first one edited"
    shutil.rmtree(room.root)
    elsewhere.rename(room.root)
    yield "the copy stands in its place"


def the_output_is_edited_by_hand(room: Newsroom) -> Iterator[str]:
    """With the same length and the same time."""
    for name in ("site/index.html", "site/texte-1/index.html", "manifest/blog.json", "build.json"):
        path = room.root / "output" / name
        if path.exists():
            raw = path.read_bytes()
            in_place(path, raw[:-40] + bytes(reversed(raw[-40:])))
            yield name


def an_unreadable_name_comes_and_goes(room: Newsroom) -> Iterator[str]:
    """What is no text at all: a socket's place, a name that is no UTF-8, an editor's own files."""
    folder = room.root / "content/ecouter"
    strange = Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.md"))
    strange.write_bytes(Text(front("etrange")).raw())
    os.mkfifo(folder / "tuyau.md")
    (folder / ".#texte-1.md").symlink_to("nobody@nowhere")
    (folder / "texte-1.md~").write_text("an older one")
    yield "there"
    for path in (strange, folder / "tuyau.md", folder / ".#texte-1.md", folder / "texte-1.md~"):
        path.unlink()
    yield "gone"


FEW_SCENES = (
    two_files_are_swapped,
    a_piece_is_renamed_but_for_case,
    a_picture_is_a_link_inside_the_site,
    links_lead_outside,
    a_file_gives_way_to_a_folder_and_back,
    two_names_are_one_file,
    the_site_moves,
    the_output_is_edited_by_hand,
)
MORE_SCENES = (
    two_pictures_are_swapped,
    files_are_touched,
    a_picture_is_renamed_but_for_case,
    a_folder_is_renamed_but_for_case,
    a_piece_is_a_link_inside_the_site,
    data_files_are_links_outside,
    a_folder_is_a_link_inside,
    a_folder_of_the_theme_gives_way_to_a_file_and_back,
    an_unreadable_name_comes_and_goes,
)
"""Seen at full count only."""


@proof
@pytest.mark.parametrize("scene", [*FEW_SCENES, *(MORE_SCENES if IS_FULL else [])])
def test_the_output_is_right_when(
    room: Newsroom, scene: Callable[[Newsroom], Iterator[str]], record_property: Cases
) -> None:
    bench, cases = Bench(room), 0
    assert bench.faults() == []
    for act in scene(room):
        assert bench.faults() == [], act
        cases += 1
    record_property("cases", cases)


@proof
@pytest.mark.parametrize("part", parts(few=1, full=4))
def test_branches_checked_out_within_one_second_are_told_apart(
    tmp_path: Path, part: int, record_property: Cases
) -> None:
    """Two branches of the same lengths; git writes the files, and a second of the clock is all they show."""
    room, random = Newsroom(tmp_path / "site", has_git=True), Random(seed_of("branches", part))
    bench, names, rounds = Bench(room), random.sample(sorted(SPOTS), 6), 6 if IS_FULL else 2
    for number, branch in enumerate(("one", "two")):
        _git(room, "checkout", "-q", "-b", branch)
        for name in names:
            room.builder.file(name, SPOTS[name](room, 1001 + number))
        room.commit()
    assert bench.faults() == []
    for number in range(2 * rounds):
        _git(room, "checkout", "-q", ("one", "two")[number % 2])
        for name in names:
            _set_times(room.root / name, 1_770_000_000 * 10**9)
        assert bench.faults() == []
    record_property("cases", 2 * rounds)


def _git(room: Newsroom, *words: str) -> None:
    subprocess.run(["git", *words], cwd=room.root, check=True, capture_output=True)
