"""The styles of a site: which rules apply, read from editorial/styles and from what comes with Ligne."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from editorial.charter import PATH, Charter, StyleUse
from editorial.errors import EditorialError, Problem
from editorial.finding import Level, Phrase, Span
from editorial.piece import digest_of
from editorial.plain_file import text_of
from editorial.scan import UNREADABLE
from editorial.source import Unreadable
from editorial.system_words import said_by

if TYPE_CHECKING:
    from editorial.house.hit import Dictionary
    from editorial.house.rule import Rule
    from editorial.house.vocabulary import Vocabulary

FOLDER: Final = "editorial/styles"
SHIPPED: Final = Path(__file__).parent / "shipped"
"""Where the styles that come with Ligne are; the site's own of the same name comes first."""
_WORD_RULES: Final = ("Vocab", "Vocab.Avoid", "Vocab.Terms")
"""The rules that word lists make, of which a site may have none yet."""
_MOST_LISTED: Final = 20
"""Of more rules than that, their styles are listed alone."""
_ASIDE: Final = frozenset(("config", "Vocab"))
_ENDS: Final = (".yml", ".yaml")
MAX_FILES: Final = 5_000


@dataclass(frozen=True)
class Rulebook:
    """The rules of some styles, the languages of those that are for one only, and the words beside them, if any."""

    rules: tuple[Rule, ...] = ()
    langs: Mapping[str, str] = field(default_factory=dict)
    words: Vocabulary | None = None


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

    @property
    def vocabulary(self) -> Vocabulary:
        """The words that the site's vocabularies accept and refuse."""
        from editorial.house.vocabulary import NO_WORDS

        return self.open().words or NO_WORDS

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
    """Give the rules a site's texts are judged by; raises EditorialError where a file is no text.

    It then says what is wrong with the others too.
    """
    # What reads rules is loaded where there are some: most sites have none, and it takes a tenth of what a check loads.
    texts, unread = _texts(root / FOLDER, _names(charter), FOLDER)
    house = house_in(dict(texts), root, charter)
    if unread:
        _raised(sorted([*unread, *_wrong_in(house)], key=lambda problem: problem.path or ""))
    return house


def read_past_house(root: Path, charter: Charter) -> House:
    """Give the rules that the files of today and the charter of another day make, as far as both can be read."""
    try:
        return house_in(styles_today(root, charter), root, charter, is_past=True)
    except EditorialError:
        return EMPTY


def house_in(texts: Mapping[str, str], root: Path, charter: Charter, *, is_past: bool = False) -> House:
    """Give the house that the files of a styles folder make, by path from it.

    Of the past, what cannot be read any more, and what the charter names and nobody has, is left out.
    """
    names = _names(charter)
    own = tuple(sorted((path, text) for path, text in texts.items() if _is_of_use(path, names)))
    missing = set() if names is None else names - {path.partition("/")[0] for path, _ in own}
    shipped = _texts(SHIPPED, missing, "")[0] if missing and SHIPPED.is_dir() else ()
    if not own and not shipped and (is_past or not (names or charter.rules)):
        return EMPTY
    digest = digest_of(*(part for pair in (*own, *shipped) for part in pair))
    return House(digest, partial(_kept, _Files(own, shipped), charter, root, is_past))


def read_every_rule(root: Path, charter: Charter) -> tuple[Rule, ...]:
    """Give every rule of the styles that apply, those that are switched off too; raises EditorialError."""
    return read_house(root, replace(charter, rules={})).rules


def styles_today(root: Path, charter: Charter) -> Mapping[str, str]:
    """Give the text of every file of the styles that apply, by path from their folder; raises EditorialError."""
    texts, unread = _texts(root / FOLDER, _names(charter), FOLDER)
    _raised(unread)
    return dict(texts)


def applies(path: str, charter: Charter) -> bool:
    """Say whether a file of the styles' folder counts for a charter."""
    return _is_of_use(path, _names(charter))


def own_styles(root: Path, rules: Iterable[Rule]) -> frozenset[str]:
    """Give the styles that are of the house: all but those that came as a package, which has a meta.json."""
    names = {rule.style for rule in rules}
    return frozenset(name for name in names if not (root / FOLDER / name / "meta.json").is_file())


_KEPT: dict[object, Rulebook] = {}
_MOST_KEPT: Final = 6


def _kept(files: _Files, charter: Charter, root: Path, is_past: bool) -> Rulebook:
    """Give the rules some texts make; the last ones are kept, so that a forked process has what its parent read."""
    key = (files, charter.styles, tuple(sorted(charter.rules.items())), root, is_past)
    if key not in _KEPT:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        house, problems = _made(files, root, charter)
        if not is_past:
            _raised(problems)
        _KEPT[key] = house
    return _KEPT[key]


def _made(files: _Files, root: Path, charter: Charter) -> tuple[Rulebook, list[Problem]]:
    """Give the rules that some texts make, and all that is wrong with them."""
    from editorial.house.hit import Shelf
    from editorial.house.lexical import vocabulary_rules
    from editorial.house.rule import read_rule
    from editorial.house.vocabulary import read_vocabulary

    own, uses = dict(files.own), charter.styles
    vocabulary, problems = read_vocabulary(own, FOLDER)
    shelf = Shelf(vocabulary, files.own, find_dictionary=partial(_dictionary, root))
    rules: list[Rule] = []
    for base, texts in ((FOLDER, files.own), ("", files.shipped)):
        paths = {path for path, _ in texts}
        for path, text in texts:
            name = _rule_name(path)
            # Vale reads `.yml` alone: packages have its twin lying beside it.
            has_twin = path.endswith(".yaml") and path.removesuffix(".yaml") + ".yml" in paths
            if name is None or has_twin:
                continue
            if any(rule.name == name for rule in rules):
                problems.append(Problem(_TWICE.fill(rule=name), f"{base}/{path}".lstrip("/"), Span(1, 1, 2)))
                continue
            rule, wrong = read_rule(text, f"{base}/{path}".lstrip("/"), replace(shelf, name=name))
            problems += wrong
            if rule is not None:
                rules.append(rule)
    rules += vocabulary_rules(vocabulary, charter.lang)
    files_there = [path for path, _ in (*files.own, *files.shipped)]
    styles = {rule.style for rule in rules}.union(path.partition("/")[0] for path in files_there)
    problems += _missing(uses or (), styles, charter)
    problems += _unknown({*filter(None, map(_rule_name, files_there)), *(rule.name for rule in rules)}, charter)
    rules = _switched(rules, charter.rules)
    langs = {use.style: use.lang.split("-")[0] for use in uses or () if use.lang}
    levels = {use.style: use.level for use in uses or () if use.level}
    rules = [replace(rule, level=Level(levels[rule.style])) if rule.style in levels else rule for rule in rules]
    return Rulebook(tuple(rules), langs, vocabulary), problems


def _unknown(rules: Collection[str], charter: Charter) -> Iterable[Problem]:
    """Give a problem for each rule that the charter turns and nobody has; of a style that is missing nobody can tell.

    `rules` names every rule there is a file for, those that cannot be read too.
    """
    styles = {rule.partition(".")[0] for rule in rules}
    missing = {use.style for use in charter.styles or ()} - styles
    known = sorted({*rules, *styles})
    listed = ", ".join(known if len(known) <= _MOST_LISTED else sorted(styles))
    for name in charter.rules:
        if name in (*known, *_WORD_RULES) or name.partition(".")[0] in missing:
            continue
        near = get_close_matches(name, known, 1)
        advice = _NEAREST.fill(near=near[0]) if near else _KNOWN.fill(known=listed) if known else _NO_RULES
        span = charter.source.span(("rules", name), on_key=True)
        yield Problem(_NO_RULE.fill(found=name, advice=advice), PATH, span)


def _switched(rules: Iterable[Rule], switches: Mapping[str, str]) -> list[Rule]:
    """Give the rules as the charter turns them: off, or at another level; a style's name turns all of its rules."""
    turned = []
    for rule in rules:
        state = switches.get(rule.name) or switches.get(rule.style) or "on"
        if state == "off":
            continue
        turned.append(rule if state == "on" else replace(rule, level=Level(state)))
    return turned


def _missing(uses: Iterable[StyleUse], styles: set[str], charter: Charter) -> list[Problem]:
    from editorial.house.keys import nearest

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


def _texts(folder: Path, names: set[str] | None, said: str) -> tuple[tuple[tuple[str, str], ...], Sequence[Problem]]:
    """Give the text of every rule file and word list of a styles folder, and which of them are none.

    Raises EditorialError where there are too many.
    """
    if not folder.is_dir():
        return (), ()
    found, problems = [], []
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if not _is_of_use(path, names) or file.is_dir():
            continue
        try:
            found.append((path, text_of(file)))
        except OSError as error:
            problems.append(Problem(UNREADABLE.fill(why=said_by(error)), f"{said}/{path}"))
        except Unreadable as problem:
            problems.append(Problem(problem.message, f"{said}/{path}", problem.span))
    if len(found) > MAX_FILES:
        raise EditorialError(_TOO_MANY.fill(count=len(found), most=MAX_FILES), said)
    return tuple(found), problems


def _wrong_in(house: House) -> Iterable[Problem]:
    """Give what is wrong with rules of which some could not be read: of the charter, which may name those, nothing."""
    try:
        house.open()
    except EditorialError as error:
        return [problem for problem in error.problems if problem.path != PATH]
    return ()


def _names(charter: Charter) -> set[str] | None:
    return None if charter.styles is None else {use.style for use in charter.styles}


def _is_of_use(path: str, names: set[str] | None) -> bool:
    """Say whether a file of a styles folder is a rule or a list of words, of those styles that apply."""
    top = path.partition("/")[0]
    if top in _ASIDE:
        return path.endswith(".txt")
    return (names is None or top in names) and (_rule_name(path) is not None or path.endswith(".txt"))


def _raised(problems: Sequence[Problem]) -> None:
    """Raise EditorialError with all of some problems, if there are any."""
    if problems:
        raise EditorialError(problems)


def _dictionary(root: Path, lang: str) -> Dictionary:
    from editorial.dictionary import speller

    return speller(lang, root)


_TWICE = Phrase("la règle « {rule} » est écrite deux fois", "the rule “{rule}” is written twice")
_NO_STYLE = Phrase(
    "le style « {found} » n’existe pas : posez son dossier dans {folder}, ou retirez-le ; {advice}",
    "the style “{found}” does not exist: put its folder in {folder}, or remove it; {advice}",
)
_NONE = Phrase("ce dossier est vide", "that folder is empty")
_NO_RULE = Phrase(
    "aucun style qui s’applique n’a la règle « {found} » : {advice}",
    "no style that applies has the rule “{found}”: {advice}",
)
_NEAREST = Phrase("vouliez-vous écrire « {near} » ?", "did you mean “{near}”?")
_KNOWN = Phrase("choisissez parmi {known}, ou retirez-la", "choose among {known}, or remove it")
_NO_RULES = Phrase(
    "aucun ne s’applique ici, et « rules » ne règle que les leurs ; retirez-la",
    "none applies here, and “rules” turns theirs alone; remove it",
)
_TOO_MANY = Phrase("{count} fichiers de règles : {most} au plus", "{count} rule files: {most} at most")
