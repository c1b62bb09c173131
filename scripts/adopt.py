"""Lays out ../shared/corpora/fr-blog as a site whose charter asks for everything, and draws findings to be read.

Usage, in the environment that scripts/build.py makes:
python scripts/adopt.py FOLDER [--seed 4] [--count 100] [--page]

FOLDER gets the site, and drawn.txt: each finding drawn with the line where it stands, which someone reads in its text.
What was read is written in scripts/adoption/verdicts.tsv; `--page` makes docs/findings-fr-blog.md of it.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from math import sqrt
from pathlib import Path

import yaml

from environment import ROOT

CORPUS = ROOT.parent / "shared/corpora/fr-blog"
AT = "2021-06-01T12:00+02:00"
"""A few weeks after the last post."""
MOST_OF_A_RULE = 8
LEVELS = ("error", "warning", "suggestion")
VERDICTS = Path(__file__).with_name("adoption") / "verdicts.tsv"
PAGE = ROOT / "docs/findings-fr-blog.md"
_FRONT = re.compile(r"---\n(?P<keys>.*?)^---\n", re.DOTALL | re.MULTILINE)
_AUTHOR = re.compile(r"^author: *(\S+)", re.MULTILINE)
_TABLES = "<!-- tables: written by scripts/adopt.py -->"
_CALENDAR = """\
format: 1
timezone: Europe/Paris
cadences:
  - {id: articles, channel: blog, rrule: FREQ=WEEKLY;BYDAY=TU, from: 2021-06-01, time: "09:00"}
"""
_BLOG = "format: 1\nname: Le blog\nurl: https://blog.example\n"


@dataclass(frozen=True)
class Found:
    """A finding of the command about a post, as it says it, at its place in the corpus."""

    rule: str
    level: str
    file: str
    line: int
    column: int
    end_column: int
    message: str

    @property
    def place(self) -> tuple[str, str]:
        """What tells it from others: its rule, and `file:line:column`."""
        return self.rule, f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Verdict:
    """What someone who read a finding says of it (`true`, `false`, or `mended`: false, and gone), and why in a word."""

    rule: str
    at: str
    said: str
    word: str


def lay_out(root: Path) -> dict[str, int]:
    """Write the site; gives how many lines of front matter each post has more than in the corpus.

    The files keep their names and folders. What a piece must have and a post lacks is written below its own keys.
    """
    authors, added = set[str](), {}
    for source in sorted(CORPUS.glob("contents/*/*.md")):
        text, folder = source.read_text("utf-8"), source.parent.name
        front = _FRONT.match(text)
        if front is None:
            raise ValueError(f"{source.name} has no front matter")
        keys = [f"pillar: {folder}", "status: approved"]
        keys += [] if _AUTHOR.search(front["keys"]) else ["author: redaction"]
        keys += [] if re.search(r"^slug:", front["keys"], re.MULTILINE) else [f"slug: {source.stem.lower()}"]
        authors.update(_AUTHOR.findall(front["keys"]))
        path = f"content/{folder}/{source.name}"
        at = front.end("keys")
        _write(root / path, text[:at] + "".join(f"{key}\n" for key in keys) + text[at:])
        added[path] = len(keys)
    people = [{"id": name, "name": name, "roles": ["auteur"]} for name in ("redaction", *sorted(authors))]
    masthead = {"people": people, "roles": [{"id": "auteur", "name": "Rédaction"}]}
    charter = yaml.safe_load(VERDICTS.with_name("charter.yaml").read_text("utf-8"))
    _write(root / "editorial/charter.yaml", yaml.safe_dump({**charter, "masthead": masthead}, allow_unicode=True))
    _write(root / "editorial/dictionary.txt", VERDICTS.with_name("dictionary.txt").read_text("utf-8"))
    _write(root / "editorial/calendar.yaml", _CALENDAR)
    _write(root / "channels/blog.yaml", _BLOG)
    shutil.copytree(CORPUS / "statics/public", root / "content/public", dirs_exist_ok=True)
    return added


def found_in(root: Path, added: Mapping[str, int]) -> list[Found]:
    """Run the command on what was laid out; gives what it found in posts, at the lines of the corpus."""
    command = [str(Path(sys.executable).with_name("ligne")), "check", "--site", str(root), "--at", AT]
    ran = subprocess.run([*command, "--format", "json"], stdout=subprocess.PIPE, check=False)
    found = []
    for said in json.loads(ran.stdout)["findings"]:
        more = added.get(said["path"])
        if more is not None:
            end = (root / said["path"]).read_text("utf-8").split("\n").index("---", 1) + 1
            line = said["line"] if said["line"] < end - more else said["line"] - more
            kept = (said[key] for key in ("column", "end_column", "message"))
            found.append(Found(said["rule"], said["level"], said["path"].removeprefix("content/"), line, *kept))
    return found


def draw(found: Iterable[Found], count: int, seed: int) -> list[Found]:
    """Give so many findings, errors first: one of each rule, the rest by the square root of what each found.

    No rule has more than 8, and no two of a rule say the same. Where a finding ranks in its rule depends on the seed
    and itself alone: one that is no longer made lets the next come in, and moves no other.
    """
    by_rule: dict[str, dict[str, Found]] = {}
    for one in sorted(found, key=lambda one: blake2b(f"{seed} {one.place}".encode(), digest_size=16).digest()):
        by_rule.setdefault(one.rule, {}).setdefault(one.message, one)
    rules = sorted(by_rule, key=lambda rule: (LEVELS.index(next(iter(by_rule[rule].values())).level), rule))
    share = Counter(rules[:count])
    while share.total() < count:
        able = [rule for rule in rules if share[rule] < min(MOST_OF_A_RULE, len(by_rule[rule]))]
        if not able:
            break
        share[max(able, key=lambda rule: sqrt(len(by_rule[rule])) / share[rule])] += 1
    drawn = [one for rule in rules for one in list(by_rule[rule].values())[: share[rule]]]
    return sorted(drawn, key=lambda one: (rules.index(one.rule), one.file, one.line, one.column))


def to_read(one: Found) -> str:
    """Give a finding as one reads it: its place, what it says, and the line it stands on."""
    line = (CORPUS / "contents" / one.file).read_text("utf-8").split("\n")[one.line - 1]
    first, past = one.column - 1, one.end_column - 1
    marked = f"{line[max(0, first - 70) : first]}⟦{line[first:past][:90]}⟧{line[past : past + 70]}"
    return f"{one.level} {one.rule} {one.place[1]}\n    {one.message}\n    {marked}\n"


def read_verdicts() -> list[Verdict]:
    """Give what was said of the findings that were read."""
    rows = (line.split("\t") for line in VERDICTS.read_text("utf-8").splitlines())
    return [Verdict(*row) for row in rows]


def tables(found: Sequence[Found], verdicts: Sequence[Verdict]) -> str:
    """Give the precision of each rule, and every verdict, as Markdown."""
    all_of, levels = Counter(one.rule for one in found), {one.rule: one.level for one in found}
    read = [verdict for verdict in verdicts if verdict.said != "mended"]
    true = Counter(verdict.rule for verdict in read if verdict.said == "true")
    of_rule = Counter(verdict.rule for verdict in read)
    rules = sorted(of_rule, key=lambda rule: (LEVELS.index(levels[rule]), rule))
    lines = ["| rule | level | found | read | true | precision |", "|---|---|---|---|---|---|"]
    for rule in rules:
        counts = f"{all_of[rule]} | {of_rule[rule]} | {true[rule]} | {true[rule] / of_rule[rule]:.0%}"
        lines.append(f"| `{rule}` | {levels[rule]} | {counts} |")
    for level in (*dict.fromkeys(levels[rule] for rule in rules), ""):
        names = [rule for rule in rules if levels[rule] == level or not level]
        of, right = sum(of_rule[rule] for rule in names), sum(true[rule] for rule in names)
        counts = f"{sum(all_of[rule] for rule in names)} | {of} | {right} | {right / of:.0%}"
        lines.append(f"| **{level or 'all'}** | | {counts} |")
    fallen = sum(all_of[rule] * true[rule] / of_rule[rule] for rule in rules)
    every = sum(all_of[rule] for rule in rules)
    lines.append(f"| **all, each rule by what it found** | | {every} | | | {fallen / every:.0%} |")
    lines += ["", "## What was read", "", "| | rule | place | verdict | why |", "|---|---|---|---|---|"]
    ranked = sorted(read, key=lambda verdict: rules.index(verdict.rule))
    mended = [verdict for verdict in verdicts if verdict.said == "mended"]
    for number, row in enumerate((*ranked, *mended), 1):
        lines.append(f"| {number} | `{row.rule}` | {row.at} | {row.said} | {row.word} |")
    return "\n".join(lines) + "\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def main() -> int:
    """Lay the site out, check it, draw; gives the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the site goes; a new or an empty one")
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--page", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    asked = parser.parse_args()
    found = found_in(asked.folder, lay_out(asked.folder))
    drawn = draw(found, asked.count, asked.seed)
    _write(asked.folder / "drawn.txt", "\n".join(map(to_read, drawn)))
    print(f"{len(drawn)} findings to read, of {len(found)}: {asked.folder / 'drawn.txt'}")
    if asked.page:
        head = PAGE.read_text("utf-8").partition(_TABLES)[0]
        _write(PAGE, f"{head}{_TABLES}\n\n{tables(found, read_verdicts())}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
