"""The styles of a site: which rules apply, read from editorial/styles and from what comes with Ligne."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

from editorial.charter import PATH, Charter, StyleUse
from editorial.dictionary import speller
from editorial.errors import EditorialError, Problem
from editorial.finding import Level, Phrase, Span
from editorial.house.hit import Dictionary, Shelf
from editorial.house.keys import nearest
from editorial.house.lexical import vocabulary_rules
from editorial.house.rule import Rule, raised, read_rule
from editorial.house.vocabulary import read_vocabulary
from editorial.piece import digest_of
from editorial.scan import UNREADABLE
from editorial.source import Unreadable, decode

FOLDER: Final = "editorial/styles"
SHIPPED: Final = Path(__file__).parent / "shipped"
"""Where the styles that come with Ligne are; the site's own of the same name comes first."""
_ASIDE: Final = frozenset(("config", "Vocab"))
_ENDS: Final = (".yml", ".yaml")
MAX_FILES: Final = 5_000


@dataclass(frozen=True)
class Rulebook:
    """The rules of some styles, and the languages of those that are for one only."""

    rules: tuple[Rule, ...] = ()
    langs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class House:
    """The rules that apply to a site's texts, read when they are first asked for, and a digest of all they come from.

    What asks for them raises EditorialError with every problem of every file.
    """

    digest: str = ""
    open: Callable[[], Rulebook] = Rulebook

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule."""
        return self.open().rules

    def rules_for(self, lang: str) -> tuple[Rule, ...]:
        """Give the rules for texts in a language."""
        base, book = lang.split("-")[0], self.open()
        return tuple(rule for rule in book.rules if book.langs.get(rule.style, base) == base)


EMPTY: Final = House()


@dataclass(frozen=True)
class _Files:
    """The files of a styles folder, by path from it; and of those shipped, by path from theirs."""

    own: tuple[tuple[str, str], ...]
    shipped: tuple[tuple[str, str], ...]


def read_house(root: Path, charter: Charter) -> House:
    """Give the rules a site's texts are judged by; raises EditorialError where a file is no text."""
    wanted = charter.styles
    names = None if wanted is None else {use.style for use in wanted}
    own = _texts(root / FOLDER, names, FOLDER)
    folders = {path.partition("/")[0] for path, _ in own}
    missing = set() if names is None else names - folders
    shipped = _texts(SHIPPED, missing, "") if missing and SHIPPED.is_dir() else ()
    if not own and not shipped and not names:
        return EMPTY
    digest = digest_of(*(part for pair in (*own, *shipped) for part in pair))
    switches = tuple(sorted(charter.rules.items()))
    return House(digest, partial(_kept, _Files(own, shipped), charter.styles, switches, root, charter))


def read_every_rule(root: Path, charter: Charter) -> tuple[Rule, ...]:
    """Give every rule of the styles that apply, those that are switched off too; raises EditorialError."""
    return read_house(root, replace(charter, rules={})).rules


def own_styles(root: Path, rules: Iterable[Rule]) -> frozenset[str]:
    """Give the styles that are of the house: all but those that came as a package, which has a meta.json."""
    names = {rule.style for rule in rules}
    return frozenset(name for name in names if not (root / FOLDER / name / "meta.json").is_file())


_KEPT: dict[object, Rulebook] = {}


def _kept(
    files: _Files,
    uses: tuple[StyleUse, ...] | None,
    switches: tuple[tuple[str, str], ...],
    root: Path,
    charter: Charter,
) -> Rulebook:
    """Give the rules some texts make; the last ones are kept, so that a forked process has what its parent read."""
    key = (files, uses, switches, root)
    if key not in _KEPT:
        _KEPT.clear()
        _KEPT[key] = _read(files, uses, dict(switches), root, charter)
    return _KEPT[key]


def _read(
    files: _Files, uses: tuple[StyleUse, ...] | None, switches: Mapping[str, str], root: Path, charter: Charter
) -> Rulebook:
    own = dict(files.own)
    vocabulary, problems = read_vocabulary(own, FOLDER)
    shelf = Shelf(vocabulary, files.own, find_dictionary=partial(_dictionary, root))
    rules: list[Rule] = []
    for base, texts in ((FOLDER, files.own), ("", files.shipped)):
        for path, text in texts:
            name = _rule_name(path)
            if name is None:
                continue
            if any(rule.name == name for rule in rules):
                problems.append(Problem(_TWICE.fill(rule=name), f"{base}/{path}".lstrip("/"), Span(1, 1, 2)))
                continue
            rule, wrong = read_rule(text, f"{base}/{path}".lstrip("/"), replace(shelf, name=name))
            problems += wrong
            if rule is not None:
                rules.append(rule)
    rules += vocabulary_rules(vocabulary)
    styles = {rule.style for rule in rules} | {path.partition("/")[0] for path, _ in (*files.own, *files.shipped)}
    problems += _missing(uses or (), styles, charter)
    if not problems:
        rules = _switched(rules, switches, charter, problems)
    raised(problems)
    langs = {use.style: use.lang.split("-")[0] for use in uses or () if use.lang}
    levels = {use.style: use.level for use in uses or () if use.level}
    rules = [replace(rule, level=Level(levels[rule.style])) if rule.style in levels else rule for rule in rules]
    return Rulebook(tuple(rules), langs)


def _switched(rules: list[Rule], switches: Mapping[str, str], charter: Charter, problems: list[Problem]) -> list[Rule]:
    """Give the rules as the charter turns them: off, or at another level; a style's name turns all of its rules."""
    known = {rule.name for rule in rules} | {rule.style for rule in rules}
    for name in switches:
        if name not in known:
            span = charter.source.span(("rules", name), on_key=True)
            problems.append(Problem(_NO_RULE.fill(found=name, advice=nearest(name, sorted(known))), PATH, span))
    turned = []
    for rule in rules:
        state = switches.get(rule.name) or switches.get(rule.style) or "on"
        if state == "off":
            continue
        turned.append(rule if state == "on" else replace(rule, level=Level(state)))
    return turned


def _missing(uses: Iterable[StyleUse], styles: set[str], charter: Charter) -> list[Problem]:
    problems = []
    for number, use in enumerate(uses):
        if use.style not in styles:
            near = nearest(use.style, sorted(styles)) if styles else _NONE
            message = _NO_STYLE.fill(found=use.style, folder=FOLDER, advice=near)
            problems.append(Problem(message, PATH, charter.source.span(("styles", number))))
    return problems


def _rule_name(path: str) -> str | None:
    """Give the name of the rule that a file holds: its folders and itself; None for a file that holds none."""
    folders, _, name = path.rpartition("/")
    parts = folders.split("/")
    if not folders or parts[0] in _ASIDE or any(part.startswith((".", "_")) for part in (*parts, name)):
        return None
    if not name.endswith(_ENDS) or name.endswith((".test.yml", ".test.yaml")):
        return None
    return ".".join((*parts, name.rpartition(".")[0].partition(".")[0]))


def _texts(folder: Path, names: set[str] | None, said: str) -> tuple[tuple[str, str], ...]:
    """Give the text of every rule file and word list of a styles folder; raises EditorialError."""
    if not folder.is_dir():
        return ()
    found, problems = [], []
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        top = path.partition("/")[0]
        is_list = top in _ASIDE and file.suffix == ".txt"
        is_rule = _rule_name(path) is not None and (names is None or top in names)
        is_ignored = not is_rule and file.suffix == ".txt" and (names is None or top in names)
        if not (is_list or is_rule or is_ignored) or not file.is_file():
            continue
        try:
            found.append((path, decode(file.read_bytes())))
        except OSError as error:
            problems.append(Problem(UNREADABLE.fill(why=error.strerror), f"{said}/{path}"))
        except Unreadable as problem:
            problems.append(Problem(problem.message, f"{said}/{path}", problem.span))
    if len(found) > MAX_FILES:
        raise EditorialError(_TOO_MANY.fill(count=len(found), most=MAX_FILES), said)
    raised(problems)
    return tuple(found)


def _dictionary(root: Path, lang: str) -> Dictionary:
    return speller(lang, root)


_TWICE = Phrase("la règle « {rule} » est écrite deux fois", "the rule “{rule}” is written twice")
_NO_STYLE = Phrase(
    "le style « {found} » n’existe pas : posez son dossier dans {folder}, ou retirez-le ; {advice}",
    "the style “{found}” does not exist: put its folder in {folder}, or remove it; {advice}",
)
_NONE = Phrase("ce dossier est vide", "that folder is empty")
_NO_RULE = Phrase("aucun style n’a la règle « {found} » ; {advice}", "no style has the rule “{found}”; {advice}")
_TOO_MANY = Phrase("{count} fichiers de règles : {most} au plus", "{count} rule files: {most} at most")
