"""Previews a draft, future piece or edition on every channel, in `.ligne/preview/`, marked so that nothing sends it."""

from __future__ import annotations

from dataclasses import replace

from channels.build import LookedOver, Progress
from channels.built import Built, built
from channels.channel import Artifact, Audience, Brief
from channels.colophon import colophon
from channels.press import press
from channels.registry import channels_of
from editorial.desk import Decision
from editorial.edition import Appearance, Edition
from editorial.finding import Phrase, in_order
from editorial.inquiry import Shown
from editorial.memory import memory_folder
from editorial.piece import CHANNELS as CHANNEL_IDS
from editorial.piece import Kind, Piece, digest_of
from editorial.plan import Plan
from editorial.vouching import proof_on

FOLDER = ".ligne/preview"


def preview(seen: LookedOver, shown: Shown, on_progress: Progress) -> Built:
    """Write what a piece or edition would look like on every channel; raises EditorialError with the last one left."""
    decision, target = shown.decision, shown.target
    plan = _with_edition(decision.plan, target) if isinstance(target, Edition) else _with_piece(decision, target)
    brief = replace(seen.brief, plan=plan, is_preview=True, _kept={})
    channels = channels_of(decision.site.charter).values()
    checked = [finding for channel in channels for finding in channel.check(brief)]
    made = [artifact for channel in channels for artifact in channel.render(brief)]
    wanted = [artifact for artifact in made if _is_of(artifact, target)]
    wanted.append(_contents(brief, target, wanted))
    memory_folder(decision.site.root)
    folder = decision.site.root / FOLDER
    printed = press(wanted, folder, {**_colophon(decision), "preview": True}, on_progress=on_progress)
    shown_pieces = (*target.pieces, target.frame) if isinstance(target, Edition) else (target,)
    about = {piece.path for piece in shown_pieces if piece}
    findings = in_order(f for f in (*decision.findings, *checked) if f.path in about)
    return built(decision.plan, folder, printed, tuple(findings))


def _with_edition(plan: Plan, edition: Edition) -> Plan:
    return replace(plan, editions=(edition,))


def _with_piece(decision: Decision, piece: Piece) -> Plan:
    """Give the plan as if the piece were live now, with one edition of it on each channel that would take it."""
    plan = decision.plan
    if piece.kind is Kind.PAGE:
        return replace(plan, pages=(*(page for page in plan.pages if page.id != piece.id), piece), editions=())
    others = tuple(appearance for appearance in plan.live if appearance.piece.id != piece.id)
    editions = tuple(
        Edition(piece.id, channel, plan.at, (piece,), lang=piece.lang)
        for channel in CHANNEL_IDS[1:]
        if channel in decision.site.charter.channels and not _skips(piece, channel)
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


def _contents(brief: Brief, target: Piece | Edition, artifacts: list[Artifact]) -> Artifact:
    """Give the page that shows everything at a glance: links to pages and mails, the texts and pictures of posts."""
    lang = brief.site.charter.lang
    shown = []
    for channel in dict.fromkeys(artifact.channel for artifact in artifacts):
        own = [artifact for artifact in artifacts if artifact.channel == channel]
        pages = [artifact.path for artifact in own if artifact.media_type == "text/html"]
        posts = [artifact for artifact in own if artifact.path.endswith("post.txt")]
        images = [artifact.path for artifact in own if posts and artifact.media_type.startswith("image/")]
        if pages or posts:
            texts = [post.make().decode() for post in posts]
            shown.append({"name": channel, "links": pages, "texts": texts, "images": images})
    title = target.title if isinstance(target, Piece) else target.id
    words = {"title": _TITLE.read(lang), "mark": _MARK.read(lang)}

    def make() -> bytes:
        page = brief.look.render("preview", "index.html.j2", lang=lang, title=title, words=words, channels=shown)
        return page.encode()

    inputs = digest_of(brief.look.digest("preview"), repr((title, words, shown)))
    return Artifact("index.html", "text/html", "preview", inputs, make, audience=Audience.TEAM)


def _colophon(decision: Decision) -> dict[str, object]:
    return colophon(
        decision.site.root, decision.site.charter.version, decision.plan.at, str(proof_on(decision.site) or "")
    )


_TITLE = Phrase("Aperçu", "Preview")
_MARK = Phrase("Aperçu, jamais publié", "Preview, never published")
