"""What the house rules say of a piece, told as findings, each at the place its words stand at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from editorial.finding import Edit, Finding, Level, Phrase, Span
from editorial.house.block import Block, Extent, Part, Run, without_addresses
from editorial.house.lint import Alert, Linter, Page
from editorial.house.rule import Rule
from editorial.house.search import TIME_LIMIT_S
from editorial.piece import Piece
from editorial.rules.kind import Context
from editorial.rules.place import in_body, in_yaml
from editorial.rules.texts import Text, front_texts
from editorial.written import written


def alerted(piece: Piece, context: Context, rules: Sequence[Rule]) -> Iterator[Finding]:
    """Give a finding for each thing some rules say of a piece, then those about rules that cannot judge it."""
    base = piece.lang.split("-")[0]
    linter = context.once(("house", base), lambda: Linter(rules))
    were_slow = frozenset(linter.at_fault)
    for alert in linter.alerts(_page(piece, is_whole=linter.wants_raw)):
        yield _finding(piece, alert)
    for name in sorted(linter.at_fault.keys() - were_slow):
        yield _about(linter.at_fault[name], Level.WARNING, _SLOW.fill(rule=name, limit=f"{TIME_LIMIT_S:g}"), _SLOW_FIX)
    for rule in rules:
        if rule.left_out is not None:
            message = Phrase(f"{rule.name} : {rule.left_out.fr}", f"{rule.name}: {rule.left_out.en}")
            yield _about(rule, Level.SUGGESTION, message, _LEFT_OUT_FIX)


def _page(piece: Piece, *, is_whole: bool) -> Page:
    fields = tuple(_field(piece, text) for text in front_texts(piece))
    return Page(piece.lang, piece.body, fields, _whole(piece) if is_whole else None)


def _whole(piece: Piece) -> Block:
    """Give the whole file as one block, as it is written."""
    front, body = piece.source.front.text, piece.body
    head, fence = "---" if front.startswith("\n") else "---\n", "\n---\n"
    text = f"{head}{front}{fence}{body}"
    scope = frozenset(("raw", "md"))
    first = Block(head + front + fence, scope, "raw", Part.FRONT, _front_runs(len(head), len(front), len(fence)))
    second = Block(body, scope, "raw", Part.BODY, (Run(len(body), 0, len(body), True),))
    return Block(text, scope, "raw", pieces=((0, first), (len(first.text), second)))


def _front_runs(head: int, front: int, fence: int) -> tuple[Run, ...]:
    return Run(head, 0, 0, False), Run(front, 0, front, True), Run(fence, front, front, False)


def _field(piece: Piece, text: Text) -> Block:
    """Give one text of the front matter as a block, whose scope is its keys."""
    scope = {"text", "md", "front-matter", "frontmatter", *(key for key in text.keys if isinstance(key, str))}
    if text.keys[-1] == "alt":
        scope.add("attr")
    extent = piece.source.front.extent(text.keys)
    runs = _runs(text.text, piece.source.front.text, *extent) if extent else (Run(len(text.text), 0, 1, False),)
    return Block(without_addresses(text.text), frozenset(scope), "", Part.FRONT, runs)


def _runs(text: str, yaml: str, start: int, end: int) -> tuple[Run, ...]:
    """Give where in the YAML a value is written: as one run where it stands there as it is read, else sign by sign."""
    signs = written(yaml, start, end, text)
    if signs is None:
        return (Run(len(text), start, end, False),)
    if signs and yaml[signs[0][0] : signs[-1][1]] == text:
        return (Run(len(text), signs[0][0], signs[-1][1], True),)
    return tuple(Run(1, *sign, False) for sign in signs)


def _finding(piece: Piece, alert: Alert) -> Finding:
    rule, span = alert.rule, Span(1, 1, 2)
    if alert.extent is not None:
        span = _span(piece, alert.extent)
    said = Phrase(alert.message, alert.message)
    why = rule.why or (Phrase(alert.description, alert.description) if alert.description else None)
    if rule.link:
        why = _SEE.fill(link=rule.link) if why is None else Phrase(f"{why.fr} ({rule.link})", f"{why.en} ({rule.link})")
    clause = f"styles.{rule.name}"
    return Finding(rule.name, rule.level, piece.path, span, said, why, clause, _fix(alert), _edits(piece, alert, span))


def _span(piece: Piece, extent: Extent) -> Span:
    if extent.part is Part.BODY:
        return in_body(piece, extent.start, extent.end)
    return in_yaml(piece, extent.start, extent.end)


def _fix(alert: Alert) -> Phrase | None:
    if not alert.candidates:
        return None
    if alert.candidates == ("",):
        return _REMOVE.fill(found=" ".join(alert.matched.split()))
    return Phrase(
        _WRITE.fr.replace("{words}", " ou ".join(f"« {word} »" for word in alert.candidates)),
        _WRITE.en.replace("{words}", " or ".join(f"“{word}”" for word in alert.candidates)),
    )


def _edits(piece: Piece, alert: Alert, span: Span) -> tuple[Edit, ...]:
    """Give what would be written in place of a match: nothing where markup or a line end stands inside it."""
    extent = alert.extent
    if extent is None or alert.candidates is None or len(alert.candidates) != 1 or not alert.is_verbatim:
        return ()
    text = piece.body if extent.part is Part.BODY else piece.source.front.text
    if text[extent.start : extent.end] != alert.matched or "\n" in alert.matched:
        return ()
    said, matched = alert.candidates[0], alert.matched
    if alert.rule.extends == "substitution":
        # Its words are what is swapped: a space that the pattern took with them stays.
        lead, tail = matched[: len(matched) - len(matched.lstrip())], matched[len(matched.rstrip()) :]
        said = f"{lead}{said}{tail}"
    return (Edit(span, said, alert.rule.is_safe),)


def _about(rule: Rule, level: Level, message: Phrase, fix: Phrase) -> Finding:
    """Give a finding about a rule itself, at its patterns: the same for every text it could not judge."""
    values = rule.source.values if isinstance(rule.source.values, dict) else {}
    key = next((key for key in values if str(key).lower() in _PATTERNS), None)
    span = rule.source.span((key,), on_key=True) if key is not None else Span(1, 1, 2)
    return Finding(rule.name, level, rule.path, span, message, rule.why, f"styles.{rule.name}", fix)


_PATTERNS: Final = frozenset(("tokens", "token", "swap", "either", "first", "raw", "match", "filters", "script"))
_SEE = Phrase("voir {link}", "see {link}")
_REMOVE = Phrase("retirez « {found} »", "remove “{found}”")
_WRITE = Phrase("écrivez {words}", "write {words}")
_SLOW = Phrase(
    "{rule} : son expression prend plus de {limit} s sur un texte : la règle n’est plus appliquée",
    "{rule}: its pattern takes more than {limit} s on a text: the rule is not applied any more",
)
_SLOW_FIX = Phrase(
    "récrivez l’expression sans répétition dans une répétition, comme (a+)+",
    "write the pattern without a repetition inside a repetition, such as (a+)+",
)
_LEFT_OUT_FIX = Phrase(
    "récrivez la règle sans « tag », « upos » ni script, ou éteignez-la dans la charte (rules)",
    "write the rule without “tag”, “upos” and script, or turn it off in the charter (rules)",
)
