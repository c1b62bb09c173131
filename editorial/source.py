"""The written source: bytes to text, front matter to plain values, and where each value stands.

Only strings, integers, `true`/`false`, null, lists and mappings come out of our YAML: `no`, `10:30` and `1.10` stay
what the writer typed. Aliases (but in rules), tags and deep nesting are refused, since PyYAML's C parser crashes on
the last (measured: SIGSEGV near 60,000 levels) and a ten-line file can expand the first to gigabytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

import yaml
from frontmatter.default_handlers import YAMLHandler

from editorial.finding import Phrase, Span
from editorial.key_lines import values_of
from editorial.parser_words import QUOTE_FIX, YAML_WORDS

MAX_PIECE_BYTES = 1_000_000
MAX_YAML_CHARS = 1_000_000
MAX_YAML_DEPTH = 32
BOM = b"\xef\xbb\xbf"

Keys = tuple[str | int, ...]
_STR = "tag:yaml.org,2002:str"


class Unreadable(Exception):
    """A source that cannot be read, with the place; a piece makes a finding of it, a charter an EditorialError."""

    def __init__(self, rule: str, message: Phrase, span: Span | None = None, fix: Phrase | None = None):
        self.rule, self.message, self.span, self.fix = rule, message, span or Span(), fix
        super().__init__(message.en)

    def __reduce__(self) -> tuple[type[Unreadable], tuple[object, ...]]:
        """Let it pass from one process to another."""
        return Unreadable, (self.rule, self.message, self.span, self.fix)


class _StrictLoader(yaml.CSafeLoader):
    """PyYAML's C loader, resolving only what the contract names and refusing a key written twice."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> object:
        # Nearly every value is a plain text, for which PyYAML's way through its constructors takes most of the time.
        if node.tag == _STR and isinstance(node, yaml.ScalarNode):
            return node.value
        return super().construct_object(node, deep)

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: object) -> str:
        # PyYAML's own looks for resolvers by path too, and twice for those by no first sign: none is ours.
        if kind is not yaml.ScalarNode or not isinstance(implicit, tuple) or not implicit[0]:
            return str(super().resolve(kind, value, implicit))  # type: ignore[no-untyped-call]
        for tag, regexp in self.yaml_implicit_resolvers.get((value or "")[:1], ()):
            if regexp.match(value or ""):
                return str(tag)
        return _STR

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if key in seen:
                raise Unreadable("yaml.duplicate-key", _DUPLICATE.fill(key=key), _span_of(key_node))
            if key is None:
                raise Unreadable("yaml.key", _COMPLEX_KEY, _span_of(key_node))
            seen.add(key)
        return super().construct_mapping(node, deep=True)


_StrictLoader.yaml_implicit_resolvers = {}
_StrictLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_StrictLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])
_StrictLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]{0,17})$"), list("-0123456789")
)

_DUPLICATE = Phrase("la clé « {key} » est écrite deux fois", "the key “{key}” is written twice")
_COMPLEX_KEY = Phrase("une clé doit être un simple mot", "a key must be a plain word")
_TOO_LONG = Phrase("ce YAML dépasse un million de signes", "this YAML is longer than a million characters")
_TOO_DEEP = Phrase("ce YAML est imbriqué sur plus de 32 niveaux", "this YAML is nested more than 32 levels deep")
_ALIAS = Phrase("les alias YAML (&a, *a) ne sont pas admis", "YAML aliases (&a, *a) are not allowed")
_NESTED_ALIAS = Phrase(
    "un alias YAML (*a) ne peut pas se trouver dans ce qu’une ancre (&b) nomme",
    "a YAML alias (*a) cannot stand within what an anchor (&b) names",
)
_ALIAS_FIX = Phrase(
    "écrivez la valeur en toutes lettres, ou entre guillemets si le texte commence par * ou &",
    "write the value out, or put it in quotes if the text begins with * or &",
)
_TAG = Phrase("les étiquettes YAML (!…) ne sont pas admises", "YAML tags (!…) are not allowed")

_YAML_OTHER = Phrase("ce YAML ne se lit pas ({problem})", "this YAML does not parse ({problem})")


def _span_of(node: yaml.Node) -> Span:
    start, end = node.start_mark, node.end_mark
    if start is None or end is None:
        return Span(1, 1, 2)
    stop = end.column if end.line == start.line else start.column + 1
    return Span(start.line + 1, start.column + 1, stop + 1)


def _moved(span: Span, lines: int) -> Span:
    return Span(span.line + lines, span.column, span.end_column)


# Lists and complex keys opened on one line (`- - - -`, `?  ?  ?  ?`), or an indent that many levels may have led to.
_MAY_BE_DEEP = re.compile(r"(?:[-?][ \t]+){4}")
_DEEP_INDENT = " " * 16
# Where a tag may be written: `!` begins a value, and is not the lone sign that ends a French sentence.
_MAY_BE_TAGGED = re.compile(r"""(?:^|[\s\[{,:])!(?![\s"',\]}]|$)""", re.MULTILINE)
# A flow collection closed on its line, with nothing in it that could hide a bracket: it opens what it closes.
_SHUT = re.compile(r"""[\[{](?:[^]\[{}"'#\n]|"[^"\\\]\[{}\n]*")*[]}]""")


def _guard(text: str, *, may_alias: bool) -> None:
    """Refuse what would crash or drown the C parser, before it sees it."""
    if len(text) > MAX_YAML_CHARS:
        raise Unreadable("yaml.too-long", _TOO_LONG)
    may_be_aliased = "*" in text and "&" in text
    may_be_tagged = "!" in text and _MAY_BE_TAGGED.search(text)
    may_be_deep = _has_many_open(text) or _DEEP_INDENT in text
    if not (may_be_aliased or may_be_tagged or may_be_deep or _MAY_BE_DEEP.search(text)):
        return
    depth = 0
    anchored_at = MAX_YAML_DEPTH
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        mark = event.start_mark
        span = Span(mark.line + 1, mark.column + 1, mark.column + 2) if mark else Span()
        if isinstance(event, yaml.AliasEvent) and not (may_alias and depth <= anchored_at):
            raise Unreadable("yaml.alias", _NESTED_ALIAS if may_alias else _ALIAS, span, _ALIAS_FIX)
        if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None):
            raise Unreadable("yaml.syntax", _TAG, span, QUOTE_FIX)
        if isinstance(event, yaml.CollectionStartEvent) and event.anchor:
            anchored_at = min(depth, anchored_at)
        if isinstance(event, yaml.CollectionEndEvent) and depth - 1 == anchored_at:
            anchored_at = MAX_YAML_DEPTH
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_YAML_DEPTH:
            raise Unreadable("yaml.too-deep", _TOO_DEEP, span)


def _has_many_open(text: str) -> bool:
    """Say whether flow collections may be nested too deep: a calendar is a thousand short ones, each on its line."""
    if text.count("[") + text.count("{") <= MAX_YAML_DEPTH:
        return False
    left = _SHUT.sub("", text)
    return left.count("[") + left.count("{") > MAX_YAML_DEPTH


def _explain(error: yaml.MarkedYAMLError) -> Unreadable:
    mark = error.problem_mark or error.context_mark
    span = Span(mark.line + 1, mark.column + 1, mark.column + 2) if mark else Span()
    problem = error.problem or ""
    if "unexpected end of stream" in problem and error.context_mark:
        span = Span(error.context_mark.line + 1, error.context_mark.column + 1, error.context_mark.column + 2)
    for words, message, fix in (*YAML_WORDS, ("undefined alias", _ALIAS, _ALIAS_FIX)):
        if words in problem:
            return Unreadable("yaml.syntax", message, span, fix)
    return Unreadable("yaml.syntax", _YAML_OTHER.fill(problem=problem), span)


def load_yaml(text: str, *, may_alias: bool = False) -> object:
    """Give the plain values of a YAML text; raises Unreadable with line and column.

    `may_alias` lets `*a` say again what `&a` names, but not within what another anchor names.
    """
    try:
        _guard(text, may_alias=may_alias)
        return yaml.load(text, Loader=_StrictLoader)  # noqa: S506 (a safe loader, narrowed further above)
    except yaml.MarkedYAMLError as error:
        raise _explain(error) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Unreadable("yaml.syntax", _YAML_OTHER.fill(problem=str(error).splitlines()[0])) from None


def decode(raw: bytes) -> str:
    """Give the text of UTF-8 bytes with `\\n` line ends and without BOM; raises Unreadable at the first bad byte."""
    try:
        text = raw.removeprefix(BOM).decode()
    except UnicodeDecodeError as error:
        body = raw.removeprefix(BOM)
        before = body[: error.start].decode()
        place = place_at(before, len(before))
        raise Unreadable("encoding", _NOT_UTF8.fill(byte=f"0x{body[error.start]:02x}"), place, _NOT_UTF8_FIX) from None
    text = _with_plain_ends(text)
    control = _CONTROL.search(text)
    if control:
        code = f"U+{ord(control[0]):04X}"
        raise Unreadable("control-character", _CONTROL_FOUND.fill(code=code), place_at(text, control.start()))
    return text


def decoded_before(raw: bytes) -> str:
    """Give the text of bytes that `decode` has read before, without judging them again."""
    return _with_plain_ends(raw.removeprefix(BOM).decode())


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def place_at(text: str, offset: int, length: int = 1) -> Span:
    """Give the span of `length` characters that begins at `offset` (in characters) of `text`."""
    line_start = text.rfind("\n", 0, offset) + 1
    line_end = text.find("\n", offset)
    column = offset - line_start + 1
    room = (line_end if line_end >= 0 else len(text)) - offset
    return Span(text.count("\n", 0, offset) + 1, column, column + max(1, min(length, room)))


@dataclass(frozen=True)
class Document:
    """A YAML text (a whole file, or the front matter of one) with its values and the place of each.

    `first_line` is the line of the file on which the YAML begins, from 1.
    """

    text: str
    values: object
    first_line: int = 1

    def span(self, keys: Keys, *, on_key: bool = False) -> Span:
        """Give where the value (or the key) at `keys` stands; where it is missing, the key it should stand under."""
        key, node, is_found = self._walk(keys)
        is_blank = node is not None and node.start_mark.index == node.end_mark.index
        chosen = key if (on_key or not is_found or is_blank) and key is not None else node
        span = _span_of(chosen) if chosen is not None and chosen is not self._root else Span(1, 1, 2)
        return Span(span.line + self.first_line - 1, span.column, max(span.end_column, span.column + 1))

    def extent(self, keys: Keys) -> tuple[int, int] | None:
        """Give the characters of `text` in which the value at `keys` is written, or None when it is missing."""
        _, node, is_found = self._walk(keys)
        return (node.start_mark.index, node.end_mark.index) if node is not None and is_found else None

    def _walk(self, keys: Keys) -> tuple[yaml.Node | None, yaml.Node | None, bool]:
        """Give the key node and the value node at `keys`, or of the nearest parent; and whether all of it was found."""
        key: yaml.Node | None = None
        node = self._root
        for step in keys:
            if isinstance(node, yaml.MappingNode):
                pair = next(((k, v) for k, v in node.value if k.value == step), None)
                if pair is None:
                    return key, node, False
                key, node = pair
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                key, node = None, node.value[step]
            else:
                return None, node, False
        return key, node, True

    @cached_property
    def _root(self) -> yaml.Node | None:
        node: yaml.Node | None = yaml.compose(self.text, Loader=_StrictLoader)
        return node


@dataclass(frozen=True)
class Markdown:
    """A Markdown file taken apart: its front matter and its body, with the line on which the body begins."""

    front: Document
    body: str
    body_line: int
    text: str = field(repr=False)


def split_markdown(text: str) -> Markdown:
    """Take the front matter off a Markdown text; raises Unreadable when there is none or it is no mapping."""
    if not text.strip():
        raise Unreadable("front-matter.missing", _EMPTY, fix=_FRONT_MATTER_FIX)
    if text.startswith("+++"):
        raise Unreadable("front-matter.toml", _TOML, fix=_FRONT_MATTER_FIX)
    lead = len(text) - len(text.lstrip("\n"))
    handler = YAMLHandler()
    if not handler.detect(text[lead:]):
        raise Unreadable("front-matter.missing", _NO_FRONT_MATTER, fix=_FRONT_MATTER_FIX)
    try:
        front, body = handler.split(text[lead:])
    except ValueError:
        raise Unreadable("front-matter.open", _OPEN_FRONT_MATTER, fix=_FRONT_MATTER_FIX) from None
    above = text.count("\n", 0, text.index("-", lead))
    try:
        values = values_of(front) or load_yaml(front)
    except Unreadable as problem:
        problem.span = _moved(problem.span, above)
        raise
    if values is None:
        values = {}
    if not isinstance(values, dict):
        raise Unreadable("front-matter.not-a-mapping", _NOT_A_MAPPING, Span(above + 2, 1, 2), _FRONT_MATTER_FIX)
    body_line = text.count("\n", 0, len(text) - len(body)) + 1
    return Markdown(Document(front, values, above + 1), body, body_line, text)


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")
_CONTROL_FOUND = Phrase(
    "caractère de contrôle {code} dans le texte : supprimez-le", "control character {code} in the text: remove it"
)
_NOT_UTF8 = Phrase("ce fichier n’est pas en UTF-8 (octet {byte})", "this file is not UTF-8 (byte {byte})")
_NOT_UTF8_FIX = Phrase("enregistrez-le en UTF-8 depuis votre éditeur", "save it as UTF-8 from your editor")
_EMPTY = Phrase("ce fichier est vide", "this file is empty")
_TOML = Phrase("l’en-tête est en TOML (+++)", "the front matter is TOML (+++)")
_NO_FRONT_MATTER = Phrase("ce fichier n’a pas d’en-tête", "this file has no front matter")
_OPEN_FRONT_MATTER = Phrase("l’en-tête n’est jamais fermé", "the front matter is never closed")
_NOT_A_MAPPING = Phrase(
    "l’en-tête n’est pas une suite de « clé : valeur »", "the front matter is not a list of “key: value” lines"
)
_FRONT_MATTER_FIX = Phrase(
    'commencez le fichier par une ligne ---, puis title: "…", pillar:, author:, status:, puis une ligne ---',
    'begin the file with a line ---, then title: "…", pillar:, author:, status:, then a line ---',
)
