"""What is wrong with the words of a post, by the network's own count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from channels.social.compose import Post
from channels.social.emoji import find_emoji
from channels.social.facets import Facet, What
from channels.social.network import Network
from channels.social.place import eased, place_of
from channels.social.review_pictures import review_alt
from editorial.charter import Expression
from editorial.finding import Finding, Level, Phrase, Span
from editorial.piece import Piece
from editorial.rules.place import nearest
from editorial.site import Site

_FEW_EMOJI = 3


def review_post(site: Site, piece: Piece, post: Post, network: Network, expression: Expression) -> Iterator[Finding]:
    """Give what keeps a post from leaving (errors, but for an unfinished piece) and what would make it better."""
    yield from eased(piece, _length(piece, post, network, expression))
    yield from eased(piece, _thread(piece, post, network))
    yield from _warning(piece, post, network)
    yield from eased(piece, _hashtags(piece, post, network, expression))
    yield from _emoji(piece, post, expression)
    yield from eased(piece, _links(piece, post, network))
    yield from eased(piece, review_alt(site, piece, network))
    yield from _mentions(site, piece, post, network)
    yield from _missing_link(piece, post, network, expression)


def review_together(posts: Iterable[tuple[Piece, datetime, Network, Post]]) -> Iterator[Finding]:
    """Give the posts that say the same, word for word, on two networks in the same minute."""
    said: dict[tuple[datetime, tuple[str, ...]], Network] = {}
    for piece, instant, network, post in posts:
        words = tuple(_words_alone(part, live) for part, live in zip(post.parts, post.facets, strict=True))
        first = said.setdefault((instant.replace(second=0, microsecond=0), words), network)
        if first is not network and any(words):
            message = _TWICE.fill(network=network.name, other=first.name)
            fix = _TWICE_FIX.fill(id=network.id)
            yield Finding("social.same", Level.SUGGESTION, piece.path, place_of(piece, network.id), message, fix=fix)


def review_profile(network: Network, day: date) -> Iterator[Finding]:
    """Give a warning for a profile that has expired: networks move their limits about once a year."""
    if day >= network.expires:
        span = network.source.span(("expires",))
        message = _OLD.fill(network=network.name, day=network.checked.isoformat())
        yield Finding("social.profile", Level.WARNING, network.path, span, message, fix=_OLD_FIX)


def _length(piece: Piece, post: Post, network: Network, expression: Expression) -> Iterator[Finding]:
    for number, part in enumerate(post.parts):
        excess = network.excess(part, post.limit)
        if excess:
            message = _LONG.fill(network=network.name, length=network.length(part), limit=post.limit, excess=excess)
            from_charter = post.limit < network.max_length
            clause = f"channels.{expression.channel}.length.max_chars" if from_charter else None
            fix = (_LONG_FIX if post.is_own else _TIGHT_FIX).fill(excess=excess)
            place = place_of(piece, network.id, post.origin(number))
            yield Finding("social.too-long", Level.ERROR, piece.path, place, message, clause=clause, fix=fix)


def _thread(piece: Piece, post: Post, network: Network) -> Iterator[Finding]:
    count = len(post.parts)
    if count > network.max_parts:
        place = place_of(piece, network.id, post.origin(network.max_parts))
        if network.max_parts == 1:
            message, fix = _NO_THREAD.fill(network=network.name, count=count), _NO_THREAD_FIX.fill(id=network.id)
        else:
            message, fix = _THREAD.fill(network=network.name, count=count, limit=network.max_parts), _THREAD_FIX
        yield Finding("social.thread", Level.ERROR, piece.path, place, message, fix=fix)


def _warning(piece: Piece, post: Post, network: Network) -> Iterator[Finding]:
    """What a reader was to be told before the text is lost where the network has no place for it."""
    if post.warning and not network.shows_warning:
        span = piece.source.front.span(("social", network.id, "warning"))
        message = _NO_WARNING.fill(network=network.name, warning=post.warning)
        yield Finding("social.warning", Level.WARNING, piece.path, span, message, fix=_NO_WARNING_FIX)


def _hashtags(piece: Piece, post: Post, network: Network, expression: Expression) -> Iterator[Finding]:
    def span() -> Span:
        return piece.source.front.span(("social", network.id, "hashtags"))

    tags = (one.value for live in post.facets for one in live if one.what is What.TAG)
    written = [tag for tag in tags if not tag.startswith("$")]
    limits = [most for most in (expression.max_hashtags, network.max_hashtags) if most is not None]
    if limits and len(written) > min(limits):
        message = _HASHTAGS.fill(network=network.name, count=len(written), limit=min(limits))
        clause = f"channels.{network.id}.hashtags.max" if expression.max_hashtags == min(limits) else None
        fix = _HASHTAGS_FIX.fill(excess=len(written) - min(limits))
        yield Finding("social.hashtags", Level.ERROR, piece.path, span(), message, clause=clause, fix=fix)
    allowed = {tag.casefold() for tag in expression.hashtags.values()}
    for tag in dict.fromkeys(written) if allowed else ():
        if tag.casefold() not in allowed:
            message = _UNKNOWN_HASHTAG.fill(tag=tag)
            clause = f"channels.{network.id}.hashtags.map"
            yield Finding("social.hashtag-unknown", Level.WARNING, piece.path, span(), message, clause=clause)


def _emoji(piece: Piece, post: Post, expression: Expression) -> Iterator[Finding]:
    most = {"none": 0, "few": _FEW_EMOJI}.get(expression.emoji)
    for number, part in enumerate(post.parts if most is not None else ()):
        found = len(find_emoji(part))
        if most is not None and found > most:
            message = _EMOJI.fill(count=found, limit=most)
            place = place_of(piece, expression.channel, post.origin(number))
            clause = f"channels.{expression.channel}.emoji"
            yield Finding("social.emoji", Level.WARNING, piece.path, place, message, clause=clause)


def _links(piece: Piece, post: Post, network: Network) -> Iterator[Finding]:
    counts = [sum(one.what is What.LINK for one in live) for live in post.facets]
    if network.max_links is not None and sum(counts) > network.max_links:
        message = _LINKS.fill(network=network.name, count=sum(counts), limit=network.max_links)
        fix = _LINKS_OWN_FIX if post.is_own else _LINKS_STANDFIRST_FIX if piece.standfirst else _LINKS_BODY_FIX
        fix = fix.fill(excess=sum(counts) - network.max_links, network=network.name, id=network.id)
        place = place_of(piece, network.id, post.origin(counts.index(max(counts))))
        yield Finding("social.links", Level.ERROR, piece.path, place, message, fix=fix)


def _mentions(site: Site, piece: Piece, post: Post, network: Network) -> Iterator[Finding]:
    known = {handle.casefold() for handle in site.charter.mentions}
    for number, live in enumerate(post.facets if known else ()):
        for one in live:
            if one.what is What.MENTION and one.value.partition("/")[0].casefold() not in known:
                near = nearest(one.value, site.charter.mentions)
                span = place_of(piece, network.id, post.origin(number))
                message = _MENTION.fill(handle=one.value)
                yield Finding(
                    "social.mention", Level.WARNING, piece.path, span, message, clause="masthead.mentions", fix=near
                )


def _missing_link(piece: Piece, post: Post, network: Network, expression: Expression) -> Iterator[Finding]:
    """An author's text may do without, but should say so to itself: a reader cannot go on from there."""
    leads = post.link or any(one.what is What.LINK for live in post.facets for one in live)
    if post.is_own and not leads and expression.link_in_text:
        span = piece.source.front.span(("social", network.id, "link"))
        message = _NO_LINK.fill(network=network.name)
        yield Finding("social.no-link", Level.SUGGESTION, piece.path, span, message, fix=_NO_LINK_FIX)


def _words_alone(text: str, live: Iterable[Facet]) -> str:
    """Give a text without its links and hashtags, which differ from network to network."""
    for one in sorted(live, reverse=True):
        text = text[: one.start] + text[one.end :] if one.what is not What.MENTION else text
    return " ".join(text.split())


_MENTION = Phrase(
    "@{handle} n’est pas parmi les comptes que l’ours permet de nommer",
    "@{handle} is not among the accounts that the masthead lets posts name",
)
_NO_LINK = Phrase(
    "ce texte ne mène nulle part : {network} n’en montre pas l’article",
    "this text leads nowhere: on {network} nothing shows the piece",
)
_NO_LINK_FIX = Phrase(
    "retirez link: false, ou gardez-le si ce texte se suffit", "remove link: false, or keep it if this text is enough"
)
_TWICE = Phrase(
    "le même texte part à la même minute sur {other} et sur {network}",
    "the same text leaves in the same minute on {other} and on {network}",
)
_TWICE_FIX = Phrase(
    "écrivez un texte pour ce réseau (social: {id}: text), ou décalez l’un des deux (offsets)",
    "write a text for this network (social: {id}: text), or shift one of them (offsets)",
)
_LONG = Phrase(
    "texte trop long pour {network} : {length} au lieu de {limit}, lien et mots-dièse compris ({excess} de trop)",
    "text too long for {network}: {length} instead of {limit}, link and hashtags included ({excess} over)",
)
_LONG_FIX = Phrase(
    "retirez {excess} signe{excess:|s}, ou écrivez un fil (thread)",
    "cut {excess} character{excess:|s}, or write a thread",
)
_TIGHT_FIX = Phrase("donnez plus de place à ce canal dans la charte", "give this channel more room in the charter")
_THREAD = Phrase(
    "fil de {count} publications sur {network}, {limit} au plus",
    "a thread of {count} posts on {network}, at most {limit}",
)
_THREAD_FIX = Phrase("raccourcissez ce texte", "shorten this text")
_NO_THREAD = Phrase(
    "{network} n’a pas de fils, et celui-ci a {count} publications",
    "{network} has no threads, and this one has {count} posts",
)
_NO_THREAD_FIX = Phrase("écrivez un seul texte (social: {id}: text)", "write one text (social: {id}: text)")
_NO_WARNING = Phrase(
    "{network} ne montre pas d’avertissement : « {warning} » n’y sera pas dit",
    "{network} shows no content warning: “{warning}” will not be said there",
)
_NO_WARNING_FIX = Phrase("dites-le au début du texte", "say it at the beginning of the text")
_HASHTAGS = Phrase(
    "{count} {count:mot-dièse|mots-dièse} sur {network}, {limit} au plus",
    "{count} hashtag{count:|s} on {network}, at most {limit}",
)
_HASHTAGS_FIX = Phrase("retirez-en {excess}", "remove {excess}")
_UNKNOWN_HASHTAG = Phrase("#{tag} n’est pas un mot-dièse de la charte", "#{tag} is not one of the charter’s hashtags")
_LINKS = Phrase(
    "{count} lien{count:|s} sur {network}, {limit} au plus", "{count} link{count:|s} on {network}, at most {limit}"
)
_LINKS_OWN_FIX = _HASHTAGS_FIX
_LINKS_STANDFIRST_FIX = Phrase(
    "retirez-en {excess}, ou écrivez un texte pour {network} (social: {id}: text)",
    "remove {excess}, or write a text for {network} (social: {id}: text)",
)
_LINKS_BODY_FIX = Phrase(
    "écrivez un chapô (standfirst), ou un texte pour {network} (social: {id}: text)",
    "write a standfirst, or a text for {network} (social: {id}: text)",
)
_EMOJI = Phrase("{count} emoji, {limit} au plus sur ce canal", "{count} emoji, at most {limit} on this channel")
_OLD = Phrase(
    "les limites de {network} n’ont pas été vérifiées depuis le {day}",
    "{network}’s limits have not been checked since {day}",
)
_OLD_FIX = Phrase(
    "relisez les sources citées, puis écrivez « checked » et « expires » dans ce fichier, celui de votre site",
    "read the sources it names again, then write “checked” and “expires” in this file, in your site",
)
