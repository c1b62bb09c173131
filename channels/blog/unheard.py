"""What a site's own pelicanconf.py sets and a build of ours does not hear, each with what says it in Ligne.

The file is read, not run: a review executes no code of the site's. What it takes from another file is not seen.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from channels.addresses import Addresses
from channels.shipped import shipped_settings_file
from editorial.finding import Finding, Level, Phrase, Span
from editorial.site import Site

_ADDRESS = Phrase(
    "les adresses se disent sous urls dans channels/blog.yaml ; une ancienne adresse va dans aliases, chez son texte",
    "addresses are said under urls in channels/blog.yaml; an old address goes under aliases, in its text",
)
_NUMBERED = Phrase(
    "la deuxième page d’une liste est à …/page/2/, partout", "the second page of a list is at …/page/2/, everywhere"
)
_FEED = Phrase(
    "chaque langue a deux flux, /feeds/atom.xml et /feeds/rss.xml, de 30 textes entiers",
    "each language has two feeds, /feeds/atom.xml and /feeds/rss.xml, of 30 whole texts",
)
_FILE = Phrase(
    "les photos des textes sont trouvées sans cela ; posez tout autre fichier dans theme/site-root/, à sa place",
    "the photos of texts are found without it; lay any other file in theme/site-root/, at its place",
)
_TEXT = Phrase(
    "les textes se lisent comme docs/piece.md le dit : un en-tête YAML, puis du Markdown sans extensions à choisir",
    "texts are read as docs/piece.md says: YAML front matter, then Markdown that has no extensions to choose from",
)
_PAGE = Phrase(
    "cette page n’est pas faite : écrivez-la dans content/pages/, ou posez le fichier dans theme/site-root/",
    "this page is not made: write it in content/pages/, or lay the file in theme/site-root/",
)
_ORDER = Phrase(
    "le calendrier décide de ce qui paraît et de l’ordre", "the calendar decides what appears, and in which order"
)
_PLUGIN = Phrase(
    "aucun greffon de Pelican ne tourne : donnez aux gabarits ce qu’il leur faut par JINJA_FILTERS et JINJA_GLOBALS",
    "no plugin of Pelican's runs: give templates what they need by JINJA_FILTERS and JINJA_GLOBALS",
)
_ZONE = Phrase("le fuseau se dit dans editorial/calendar.yaml", "the time zone is said in editorial/calendar.yaml")
_LANGUAGE = Phrase(
    "la langue du site est la première de languages, dans editorial/charter.yaml",
    "the site's language is the first of languages, in editorial/charter.yaml",
)
_LOCALE = Phrase(
    "locale_date est dans la langue de la page ; DEFAULT_DATE_FORMAT peut demander des chiffres",
    "locale_date is in the page's language; DEFAULT_DATE_FORMAT may ask for figures",
)
_OUTPUT = Phrase("le site est fait dans output/site/", "the site is made in output/site/")

_KINDS = {
    "ARTICLE": "article", "PAGE": "page", "CATEGORY": "pillar", "TAG": "tag", "AUTHOR": "author",
    "ARCHIVES": "archive", "INDEX": "index",
}  # fmt: skip
_MARKS = {f"{kind}{lang}_{of}": _ADDRESS for kind in _KINDS for lang in ("", "_LANG") for of in ("URL", "SAVE_AS")}
"""What counts even where it is empty: Pelican then makes no such page."""
_UNHEARD: Mapping[str, Phrase] = {
    **_MARKS,
    **{
        f"{of}FEED_{kind}{url}": _FEED
        for of in ("", "CATEGORY_", "AUTHOR_", "TAG_", "TRANSLATION_")
        for kind in ("ATOM", "RSS", "ALL_ATOM", "ALL_RSS")
        for url in ("", "_URL")
    },
    **{f"{of}_ARCHIVE_{what}": _PAGE for of in ("YEAR", "MONTH", "DAY") for what in ("URL", "SAVE_AS")},
    **dict.fromkeys(("FEED_MAX_ITEMS", "RSS_FEED_SUMMARY_ONLY", "FEED_APPEND_REF"), _FEED),
    **dict.fromkeys(("STATIC_PATHS", "STATIC_EXCLUDES", "STATIC_URL", "STATIC_SAVE_AS", "EXTRA_PATH_METADATA"), _FILE),
    **dict.fromkeys(
        "MARKDOWN READERS DOCUTILS_SETTINGS PYGMENTS_RST_OPTIONS TYPOGRIFY FORMATTED_FIELDS SUMMARY_MAX_LENGTH \
        SUMMARY_MAX_PARAGRAPHS SUMMARY_END_SUFFIX FILENAME_METADATA PATH_METADATA DEFAULT_CATEGORY DEFAULT_DATE \
        USE_FOLDER_AS_CATEGORY PATH ARTICLE_PATHS ARTICLE_EXCLUDES PAGE_PATHS PAGE_EXCLUDES IGNORE_FILES \
        SLUGIFY_SOURCE SLUGIFY_USE_UNICODE SLUGIFY_PRESERVE_CASE SLUG_REGEX_SUBSTITUTIONS CATEGORY_REGEX_SUBSTITUTIONS \
        TAG_REGEX_SUBSTITUTIONS AUTHOR_REGEX_SUBSTITUTIONS ARTICLE_TRANSLATION_ID PAGE_TRANSLATION_ID".split(),
        _TEXT,
    ),
    **dict.fromkeys(("TEMPLATE_PAGES", "OUTPUT_SOURCES", "DRAFT_SAVE_AS", "DRAFT_PAGE_SAVE_AS"), _PAGE),
    **dict.fromkeys(("ARTICLE_ORDER_BY", "PAGE_ORDER_BY", "NEWEST_FIRST_ARCHIVES", "WITH_FUTURE_DATES"), _ORDER),
    **dict.fromkeys(("PLUGINS", "PELICAN_CLASS"), _PLUGIN),
    "PAGINATION_PATTERNS": _NUMBERED,
    "TIMEZONE": _ZONE,
    "DEFAULT_LANG": _LANGUAGE,
    "LOCALE": _LOCALE,
    "OUTPUT_PATH": _OUTPUT,
}
_NOT_A_PAGE = Phrase(
    "seules les listes en .html sont faites : posez tout autre fichier dans theme/site-root/",
    "only lists that end in .html are made: lay any other file in theme/site-root/",
)


class _Setting(NamedTuple):
    """A setting as a file writes it, and what it is given."""

    target: ast.Name
    given: ast.expr

    def __str__(self) -> str:
        """Say it as two files may write it alike."""
        return f"{self.target.id} = {ast.dump(self.given)}"


def unheard(site: Site, addresses: Addresses) -> Iterator[Finding]:
    """Give what the site's own pelicanconf.py asks for in vain; one that cannot be read is the build's to tell."""
    path = site.root / "pelicanconf.py"
    shipped = {str(setting) for setting in _settings(shipped_settings_file())}
    same = _the_same(site, addresses)
    for setting in _settings(path):
        name, value = setting.target.id, _value(setting.given)
        if name == "SITEURL" and isinstance(value, str) and value.rstrip("/") not in ("", addresses.base_url):
            message, span = _ELSEWHERE.fill(found=value, url=addresses.base_url), _place(path, setting.target)
            yield Finding("blog.setting", Level.WARNING, path.name, span, message, fix=_ONE_PLACE)
        is_known = name in _UNHEARD
        is_no_page = name.endswith("_SAVE_AS") and isinstance(value, str) and value and not value.endswith(".html")
        if not is_known and not is_no_page:
            continue
        says_nothing = not value and name not in _MARKS and name != "NEWEST_FIRST_ARCHIVES"
        if says_nothing or value in same.get(name, ()) or str(setting) in shipped:
            continue
        message, fix = _MESSAGE.fill(name=name), _UNHEARD.get(name, _NOT_A_PAGE)
        yield Finding("blog.setting", Level.WARNING, path.name, _place(path, setting.target), message, fix=fix)


def _the_same(site: Site, addresses: Addresses) -> Mapping[str, tuple[object, ...]]:
    """Give the values by which a setting says no other than what is done."""
    found: dict[str, tuple[object, ...]] = {
        "TIMEZONE": (site.calendar.zone.key,),
        "DEFAULT_LANG": (addresses.lang,),
        "PATH": ("content", "./content"),
        "OUTPUT_PATH": ("output", "output/"),
        "STATIC_PATHS": (["images"],),
        "FEED_MAX_ITEMS": (30,),
        "NEWEST_FIRST_ARCHIVES": (True,),
        "ARTICLE_ORDER_BY": ("reversed-date",),
    }
    for kind in ("atom", "rss"):
        found[f"FEED_{kind.upper()}"] = (addresses.feed(kind, addresses.lang).removeprefix("/"),)
    for name, kind in _KINDS.items():
        for lang, before in (("", ""), ("_LANG", "{lang}/")):
            url = before + addresses.patterns[kind]
            found[f"{name}{lang}_URL"], found[f"{name}{lang}_SAVE_AS"] = (url,), (f"{url}index.html",)
    return found


def _place(path: Path, target: ast.Name) -> Span:
    """Give where a name stands; Python counts bytes."""
    line = path.read_bytes().splitlines()[target.lineno - 1]
    column = len(line[: target.col_offset].decode(errors="replace")) + 1
    return Span(target.lineno, column, column + len(target.id))


def _settings(path: Path) -> Iterator[_Setting]:
    """Give every setting a file writes, in its order; none of one that is no Python."""
    try:
        module = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return
    yield from _written(module.body)


def _written(body: list[ast.stmt]) -> Iterator[_Setting]:
    for statement in body:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                yield from _given(target, statement.value)
        elif isinstance(statement, ast.AnnAssign | ast.AugAssign) and statement.value is not None:
            yield from _given(statement.target, statement.value)
        elif not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for name in ("body", "orelse", "finalbody"):
                yield from _written(getattr(statement, name, []))


def _given(target: ast.expr, value: ast.expr) -> Iterator[_Setting]:
    if isinstance(target, ast.Name):
        yield _Setting(target, value)
    elif isinstance(target, ast.Tuple | ast.List):
        is_each = isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts)
        values = value.elts if is_each and isinstance(value, ast.Tuple | ast.List) else [value] * len(target.elts)
        for part, given in zip(target.elts, values, strict=True):
            yield from _given(part, given)


def _value(given: ast.expr) -> object:
    """Give what a plain value says; of what has to be run, the expression itself."""
    try:
        return ast.literal_eval(given)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return given


_ELSEWHERE = Phrase(
    "SITEURL est « {found} », mais channels/blog.yaml dit « {url} » : les pages mèneraient à l’une, les flux à l’autre",
    "SITEURL is “{found}”, but channels/blog.yaml says “{url}”: pages would lead to the one, feeds to the other",
)
_ONE_PLACE = Phrase(
    "effacez cette ligne : url dans channels/blog.yaml suffit", "delete this line: url in channels/blog.yaml is enough"
)
_MESSAGE = Phrase(
    "Ligne n’entend pas le réglage « {name} » de Pelican", "Ligne does not hear Pelican's setting “{name}”"
)
