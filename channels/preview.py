"""Previews a draft, future piece or edition on every channel, in `.ligne/preview/`, marked so that nothing sends it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from channels.build import LookedOver, Progress
from channels.built import Built, built
from channels.channel import Artifact, Audience, Brief
from channels.colophon import colophon
from channels.press import press
from channels.registry import channels_of
from editorial.channel_ids import BLOG
from editorial.desk import Decision
from editorial.edition import Appearance, Edition
from editorial.finding import Finding, Phrase, in_order
from editorial.inquiry import Shown
from editorial.memory import memory_folder
from editorial.piece import Kind, Piece, digest_of
from editorial.plan import Plan
from editorial.vouching import proof_on

FOLDER = ".ligne/preview"


def preview(seen: LookedOver, shown: Sequence[Shown], on_progress: Progress) -> Built:
    """Write what pieces and editions would look like on every channel, all in one folder, with a page of contents.

    Raises EditorialError with the last preview left.
    """
    decision = seen.decision
    pieces = [one.target for one in shown if isinstance(one.target, Piece)]
    views = [_as_if_live(seen, pieces)] if pieces else []
    views += [_as_if_out(seen, one, one.target) for one in shown if isinstance(one.target, Edition)]
    artifacts = {artifact.path: artifact for view in reversed(views) for artifact in view.artifacts}
    contents = _contents(seen.brief, [one.target for one in shown], list(artifacts.values()))
    memory_folder(decision.site.root)
    folder = decision.site.root / FOLDER
    wanted = [*artifacts.values(), contents]
    printed = press(wanted, folder, {**_colophon(decision), "preview": True}, on_progress=on_progress)
    about = {piece.path for one in shown for piece in _pieces_of(one.target)}
    checked = (finding for view in views for finding in view.findings)
    findings = in_order(dict.fromkeys(f for f in (*decision.findings, *checked) if f.path in about))
    return built(decision.plan, folder, printed, tuple(findings))


@dataclass(frozen=True)
class _View:
    """What one plan shows of what is looked at, and what the channels say of it."""

    artifacts: Sequence[Artifact]
    findings: Sequence[Finding]


def _as_if_live(seen: LookedOver, pieces: Sequence[Piece]) -> _View:
    """View pieces as if they were all live now."""
    plan = seen.decision.plan
    own: list[Edition] = []
    for piece in pieces:
        plan = _with_piece(plan, seen.decision, piece)
        own += plan.editions
    return _view(seen, replace(plan, editions=tuple(own)), pieces)


def _as_if_out(seen: LookedOver, shown: Shown, edition: Edition) -> _View:
    """View an edition as if it were out, at its own instant."""
    return _view(seen, replace(shown.decision.plan, editions=(edition,)), [edition])


def _view(seen: LookedOver, plan: Plan, targets: Sequence[Piece | Edition]) -> _View:
    brief = replace(seen.brief, plan=plan, is_preview=True, _kept={})
    channels = channels_of(seen.decision.site.charter).values()
    findings = [finding for channel in channels for finding in channel.check(brief)]
    made = (artifact for channel in channels for artifact in channel.render(brief))
    return _View([one for one in made if any(_is_of(one, target) for target in targets)], findings)


def _pieces_of(target: Piece | Edition) -> tuple[Piece, ...]:
    if isinstance(target, Piece):
        return (target,)
    return (*target.pieces, *((target.frame,) if target.frame else ()))


def _with_piece(plan: Plan, decision: Decision, piece: Piece) -> Plan:
    """Give the plan as if the piece were live now, with one edition of it on each channel that would take it."""
    if piece.kind is Kind.PAGE:
        return replace(plan, pages=(*(page for page in plan.pages if page.id != piece.id), piece), editions=())
    others = tuple(appearance for appearance in plan.live if appearance.piece.id != piece.id)
    editions = tuple(
        Edition(piece.id, channel, plan.at, (piece,), lang=piece.lang)
        for channel in decision.site.charter.channels
        if channel != BLOG and not _skips(piece, channel)
    )
    return replace(plan, live=(Appearance(piece, plan.at), *others), editions=editions)


def _skips(piece: Piece, channel: str) -> bool:
    note = piece.social.get(channel)
    return piece.newsletter.skip if channel == "newsletter" else note is not None and note.skip


def _is_of(artifact: Artifact, target: Piece | Edition) -> bool:
    """Say whether an artifact is of what is looked at, or something its pages need to be seen."""
    if isinstance(target, Edition):
        return artifact.edition == target.id or artifact.media_type in ("text/css", "image/svg+xml")
    if target.id in artifact.pieces:
        # A list shows other pieces too, but a picture that several share is needed by each.
        is_alone = len(artifact.pieces) == 1 or artifact.edition == target.id
        return is_alone or artifact.media_type.startswith("image/")
    return artifact.media_type in ("text/css", "image/svg+xml") and not artifact.pieces


def _contents(brief: Brief, targets: Sequence[Piece | Edition], artifacts: Sequence[Artifact]) -> Artifact:
    """Give the page that shows everything at a glance: links to pages and mails, the texts and pictures of posts."""
    lang = brief.site.charter.lang
    shown = [{"title": _title(target), "channels": _glance(target, artifacts)} for target in targets]
    title = _title(targets[0]) if len(targets) == 1 else _SEVERAL.fill(count=len(targets)).read(lang)
    words = {"title": _TITLE.read(lang), "mark": _MARK.read(lang)}

    def make() -> bytes:
        page = brief.look.render("preview", "index.html.j2", lang=lang, title=title, words=words, targets=shown)
        return page.encode()

    inputs = digest_of(brief.look.digest("preview"), repr((title, words, shown)))
    return Artifact("index.html", "text/html", "preview", inputs, make, audience=Audience.TEAM)


def _glance(target: Piece | Edition, artifacts: Sequence[Artifact]) -> list[dict[str, object]]:
    """Give what there is of one target on each channel."""
    shown: list[dict[str, object]] = []
    mine = [artifact for artifact in artifacts if _is_of(artifact, target)]
    for channel in dict.fromkeys(artifact.channel for artifact in mine):
        own = [artifact for artifact in mine if artifact.channel == channel]
        pages = [artifact.path for artifact in own if artifact.media_type == "text/html"]
        posts = [artifact for artifact in own if artifact.path.endswith("post.txt")]
        images = [artifact.path for artifact in own if posts and artifact.media_type.startswith("image/")]
        if pages or posts:
            texts = [post.make().decode() for post in posts]
            shown.append({"name": channel, "links": pages, "texts": texts, "images": images})
    return shown


def _title(target: Piece | Edition) -> str:
    return target.title if isinstance(target, Piece) else target.id


def _colophon(decision: Decision) -> dict[str, object]:
    return colophon(
        decision.site.root, decision.site.charter.version, decision.plan.at, str(proof_on(decision.site) or "")
    )


_TITLE = Phrase("Aperçu", "Preview")
_SEVERAL = Phrase("{count} aperçus", "{count} previews")
_MARK = Phrase("Aperçu, jamais publié", "Preview, never published")
