#!/usr/bin/env python3
"""Writes what the manual takes from the code: docs/rules.md, a page a kind, and the modules in docs/architecture.md.

The code is parsed, never imported, so that a bare Python can do it.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RULES = "docs/rules.md"
KIND_PAGES = "docs/rules"
ARCHITECTURE = "docs/architecture.md"
BEGIN, END = "<!-- modules: written by scripts/manual.py -->", "<!-- modules: end -->"

_KINDS = "editorial/rules"
_REGISTRIES = ("registry", "site_kinds", "plan_kinds")
_PLAN = ("schedule", "standing", "letters", "errata", "plan")
_PARTS = ("What it does", "Why", "Options", "Example", "Passes")
_FRONT_MATTER = ("editorial/fields.py", "editorial/front_matter.py")
# Which argument of a call holds the rule's id.
_CALLS = {"Finding": 0, "Unreadable": 0, "complain": 1, "Complaint": 1, "Refused": 1}
_ID = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.(?:[a-z0-9-]+|<[a-z]+>))?")

_HEAD = """\
# The rules

*Written by `python3 scripts/manual.py` from the code, as are the pages of the kinds: change the docstrings, not these.*

A rule is named `<kind>.<what>`, as in `length.blog`. How a finding reads, and what an error does to a piece, is in
[errors.md](errors.md); the keys of the charter are in [charter.md](charter.md).

A kind that is **binding** reports what cannot be read or would clash: its errors stand in a draft too, and no
exemption lifts them. The errors of the other kinds are warnings while a piece is a `pitch` or a `draft`, and a dated
[exemption](piece.md#exemptions) lifts them.
"""
_KIND_HEAD = """\
# {name}

*This page is written by `python3 scripts/manual.py` from the code. All kinds: [the rules](../rules.md).*

{purpose}
"""
_NAMED_ELSEWHERE = """\
Each has the name of its folder and file, `<Style>.<Rule>`.
"""
_BINDING = """\

This kind is [binding](../rules.md): its errors stand in a draft too, and no exemption lifts them.
"""
_OTHERS = """\
## What other parts report

These are no kinds: no option changes them and no exemption lifts them.

| where | rules |
|---|---|
"""


def main() -> int:
    """Write the pages that differ from what the code says, take away those of kinds that are gone, and name them."""
    made = pages(ROOT)
    (ROOT / KIND_PAGES).mkdir(exist_ok=True)
    for path in stray_pages(ROOT):
        (ROOT / path).unlink()
        print(path)
    for path, text in made.items():
        if not (ROOT / path).is_file() or (ROOT / path).read_text("utf-8") != text:
            (ROOT / path).write_text(text, "utf-8", newline="\n")
            print(path)
    return 0


def pages(root: Path) -> Mapping[str, str]:
    """Give, by path, each page as it should be."""
    architecture = (root / ARCHITECTURE).read_text("utf-8")
    before, _, rest = architecture.partition(BEGIN)
    _, _, after = rest.partition(END)
    kind_pages = {f"{KIND_PAGES}/{name}.md": kind_page(root, name) for name in kinds(root)}
    modules = f"{before}{BEGIN}\n\n{modules_table(root)}\n{END}{after}"
    return {RULES: rules_page(root), **kind_pages, ARCHITECTURE: modules}


def stray_pages(root: Path) -> list[str]:
    """Give the pages of kinds that no longer are."""
    known = set(kinds(root))
    return [f"{KIND_PAGES}/{path.name}" for path in sorted((root / KIND_PAGES).glob("*.md")) if path.stem not in known]


def rules_page(root: Path) -> str:
    """Give docs/rules.md: every kind in the registry's order, then the rules of everything else."""
    kind_rows = [_kind_row(root, name) for name in kinds(root)]
    rows = [f"| {where} | {_listed(rules)} |" for where, rules in _other_rules(root)]
    table = "| kind | what it says | rules |\n|---|---|---|\n" + "\n".join(kind_rows)
    return f"{_HEAD}\n{table}\n\n{_OTHERS}" + "\n".join(rows) + "\n"


def kind_page(root: Path, name: str) -> str:
    """Give the page of one kind: what it does, why, its options, an example, and its rules."""
    module, purpose, parts = _said_of(root, name)
    sections = [f"\n## {part}\n\n{text}\n" for part, text in parts]
    rules = "".join(f"- `{rule}`\n" for rule in _kind_rules(root, name)) or _NAMED_ELSEWHERE
    binding = _BINDING if _is_binding(module) else ""
    return _KIND_HEAD.format(name=name, purpose=purpose) + "".join(sections) + f"\n## Rules\n\n{rules}{binding}"


def kinds(root: Path) -> list[str]:
    """Give the names of the rule kinds, in the order in which the registries list them."""
    body = [node for name in _REGISTRIES for node in _parsed(root / _KINDS / f"{name}.py").body]
    shelves = [node.value for node in body if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Dict)]
    named = [_text(key) for shelf in shelves for key in shelf.keys if key is not None]
    return list(dict.fromkeys(filter(None, named)))  # A kind may judge each piece and all of them.


def rule_ids(root: Path) -> set[str]:
    """Give the id of every rule that a finding may carry; a part that varies stands in angle brackets."""
    found = {rule for name in kinds(root) for rule in _kind_rules(root, name)}
    return found.union(*(rules for _, rules in _other_rules(root)))


def modules_table(root: Path) -> str:
    """Give the table of every module of both packages with its sentence."""
    rows = ["| module | what it is |", "|---|---|"]
    for path in _modules(root):
        rows.append(f"| `{path.relative_to(root).as_posix()}` | {_sentence(path)} |")
    return "\n".join(rows) + "\n"


def _kind_row(root: Path, name: str) -> str:
    module, purpose, _ = _said_of(root, name)
    rules = _listed(_kind_rules(root, name)) + (", binding" if _is_binding(module) else "")
    return f"| [{name}](rules/{name}.md) | {purpose} | {rules} |"


def _said_of(root: Path, name: str) -> tuple[ast.Module, str, list[tuple[str, str]]]:
    """Give the module of a kind, its purpose in a sentence, and each part of its docstring by its name."""
    module = _parsed(root / _KINDS / f"{name}.py")
    title, _, rest = (ast.get_docstring(module) or "").partition("\n")
    purpose = title.partition(": ")[2]
    pieces = re.split(rf"^({'|'.join(_PARTS)}): ", rest, flags=re.MULTILINE)
    parts = [(part, " ".join(text.split())) for part, text in zip(pieces[1::2], pieces[2::2], strict=True)]
    return module, purpose[:1].upper() + purpose[1:], [(part, text[:1].upper() + text[1:]) for part, text in parts]


def _kind_rules(root: Path, name: str) -> list[str]:
    """Give the rules of a kind: those its module names, told from the charter's clauses by their first word."""
    if name == "front_matter":
        return sorted({rule for path in _FRONT_MATTER for rule in _called(_parsed(root / path))})
    module, first = _parsed(root / _KINDS / f"{name}.py"), name.partition("_")[0]
    found = {text for node in ast.walk(module) if (text := _text(node)) and _ID.fullmatch(text)}
    return sorted(text for text in found if text.startswith(f"{first}."))


def _other_rules(root: Path) -> Iterator[tuple[str, list[str]]]:
    """Give the rules that are named outside the kinds: where, and which."""
    groups = {
        "a file that cannot be read": ["editorial/source.py", "editorial/scan.py", "editorial/index.py"],
        "the calendar and the plan": [f"editorial/{name}.py" for name in _PLAN],
        "the desk": ["editorial/desk.py"],
        "links to other sites (`--online`)": ["channels/online.py"],
        "the approvals": ["editorial/approvals.py", "editorial/record.py", "editorial/trust.py"],
        "the baseline": ["editorial/baseline.py"],
        "the versions of the charter": ["editorial/versions.py", "editorial/judging.py"],
    }
    for folder in sorted(path.parent for path in (root / "channels").glob("*/render.py")):
        groups[f"the {folder.name} channel"] = [path.as_posix() for path in sorted(folder.glob("*.py"))]
    calls = ("Finding", "Refused", "Unreadable")
    for where, paths in groups.items():
        rules = sorted({rule for path in paths for rule in _called(_parsed(root / path), calls)})
        if rules:
            yield where, rules


def _called(module: ast.Module, calls: Iterable[str] = tuple(_CALLS)) -> Iterator[str]:
    for node in ast.walk(module):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in calls and len(node.args) > _CALLS[name]:
            text = _text(node.args[_CALLS[name]])
            if text and _ID.fullmatch(text):
                yield text


def _text(node: ast.AST) -> str:
    """Give the text of a constant, or of an f-string with what varies as `<name>`; else nothing."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if not isinstance(node, ast.JoinedStr):
        return ""
    return "".join(_text(part) or f"<{_last_name(part)}>" for part in node.values)


def _last_name(node: ast.AST) -> str:
    names = [found.id for found in ast.walk(node) if isinstance(found, ast.Name)]
    return names[-1] if names else "name"


def _is_binding(module: ast.Module) -> bool:
    """Say whether a kind is binding; one that judges all pieces together, and says nothing of it, is."""
    for node in module.body:
        if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "IS_BINDING":
            return isinstance(node.value, ast.Constant) and node.value.value is True
    return any(isinstance(node, ast.FunctionDef) and node.name == "check_site" for node in module.body)


def _modules(root: Path) -> Iterator[Path]:
    for package in ("editorial", "channels"):
        yield from sorted((root / package).rglob("*.py"), key=lambda path: (len(path.parts), path.as_posix()))


def _sentence(path: Path) -> str:
    written = ast.get_docstring(_parsed(path)) or ""
    return written.partition("\n\n")[0].replace("\n", " ").replace("|", "\\|")


def _listed(rules: Iterable[str]) -> str:
    return ", ".join(f"`{rule}`" for rule in rules)


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), path.as_posix())


if __name__ == "__main__":
    sys.exit(main())
