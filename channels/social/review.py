"""What is wrong with a post, by the network's own count and with its pixels in hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from channels.picture import Photo, PictureProblem, crop_size, probe, problems
from channels.social.compose import Post
from channels.social.emoji import find_emoji
from channels.social.facets import Facet, What
from channels.social.network import Network
from channels.social.shown import find_shown, photo_path
from channels.subject import SURVIVES
from editorial.charter import Expression
from editorial.finding import Finding, Level, Phrase, Span
from editorial.piece import Piece, Status
from editorial.rules.place import body_start, nearest
from editorial.site import Site
from editorial.source import Keys

_FEW_EMOJI = 3
_NEAR = 0.9
"""A photo this near the size asked looks the same."""
_UNFINISHED = (Status.PITCH, Status.DRAFT)


def review_post(site: Site, piece: Piece, post: Post, network: Network, expression: Expression) -> Iterator[Finding]:
    """Give what keeps a post from leaving (errors, but for an unfinished piece) and what would make it better."""
    yield from _eased(piece, _length(piece, post, network, expression))
    yield from _eased(piece, _thread(piece, post, network))
    yield from _warning(piece, post, network)
    yield from _eased(piece, _hashtags(piece, post, network, expression))
    yield from _emoji(piece, post, expression)
    yield from _eased(piece, _links(piece, post, network))
    yield from _eased(piece, _alt(site, piece, network))
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
            yield Finding("social.same", Level.SUGGESTION, piece.path, _place(piece, network.id), message, fix=fix)


def review_photo(site: Site, piece: Piece, networks: Sequence[Network]) -> Iterator[Finding]:
    """Give what is wrong with a piece's photos for all the networks that show them, each photo once."""
    yield from _eased(piece, _photos(site, piece, networks))


def _eased(piece: Piece, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Give the findings; the errors of a pitch or a draft, which nothing sends, only warn."""
    for finding in findings:
        is_eased = finding.level is Level.ERROR and piece.status in _UNFINISHED
        yield replace(finding, level=Level.WARNING) if is_eased else finding


def _photos(site: Site, piece: Piece, networks: Sequence[Network]) -> Iterator[Finding]:
    by_src: dict[str, list[Network]] = {}
    for network in networks:
        src, path = photo_path(site, piece, network.id)
        if path is not None:
            by_src.setdefault(src, []).append(network)
    for src, showing in by_src.items():
        is_own = not (piece.image and piece.image.src == src)
        keys = ("social", showing[0].id, "image") if is_own else ("image", "src")
        _, path = photo_path(site, piece, showing[0].id)
        if path is None:
            continue
        try:
            photo = probe(path)
        except PictureProblem as problem:
            if is_own:
                span = piece.source.front.span(keys)
                message = _UNUSABLE.fill(src=src, why=problem.message)
                yield Finding("social.picture", Level.ERROR, piece.path, span, message)
            continue
        for said in problems(path) if is_own else ():
            span = piece.source.front.span(keys)
            message = _DOUBTFUL.fill(src=src, why=said)
            yield Finding("social.picture", Level.WARNING, piece.path, span, message)
        yield from _small(site, piece, photo, showing, src, keys)
        yield from _cut(site, piece, showing, keys)


def _cut(site: Site, piece: Piece, showing: Sequence[Network], keys: Keys) -> Iterator[Finding]:
    """Give whether nothing says what the crops must keep, and the face or box that one of them cuts."""
    span = piece.source.front.span(keys)
    cuts: dict[int, list[str]] = {}
    for network in showing:
        shown = find_shown(site, piece, network.id)
        if shown is None:
            continue
        if not shown.subject:
            yield Finding("social.no-focus", Level.WARNING, piece.path, span, _NO_FOCUS, fix=_NO_FOCUS_FIX)
            return
        kept = shown.subject.cut(shown.photo, *network.size)
        if kept < SURVIVES:
            cuts.setdefault(round(100 * kept), []).append(network.name)
    if cuts:
        said = " ; ".join(f"{kept} % ({', '.join(names)})" for kept, names in sorted(cuts.items()))
        message = _CUT.fill(said=said, most=round(100 * SURVIVES))
        yield Finding("social.cut", Level.WARNING, piece.path, span, message, fix=_CUT_FIX)


def _small(
    site: Site, piece: Piece, photo: Photo, showing: Sequence[Network], src: str, keys: Keys
) -> Iterator[Finding]:
    """A photo the charter's own least width admits is only worth a suggestion."""
    names: dict[tuple[int, int], list[str]] = {}
    for network in showing:
        if crop_size(photo, *network.size)[0] < _NEAR * network.size[0]:
            names.setdefault(network.size, []).append(network.name)
    if names:
        sizes = " ; ".join(f"{width} × {height} ({', '.join(of)})" for (width, height), of in names.items())
        message = _SMALL.fill(src=src, width=photo.width_px, height=photo.height_px, sizes=sizes)
        least = site.charter.images.min_width_px
        level = Level.SUGGESTION if least and photo.width_px >= least else Level.WARNING
        clause = "images.min_width_px" if least else None
        span = piece.source.front.span(keys)
        yield Finding("social.small-photo", level, piece.path, span, message, clause=clause, fix=_SMALL_FIX)


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
            place = _place(piece, network.id, post.origin(number))
            yield Finding("social.too-long", Level.ERROR, piece.path, place, message, clause=clause, fix=fix)


def _thread(piece: Piece, post: Post, network: Network) -> Iterator[Finding]:
    count = len(post.parts)
    if count > network.max_parts:
        place = _place(piece, network.id, post.origin(network.max_parts))
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
            place = _place(piece, expression.channel, post.origin(number))
            clause = f"channels.{expression.channel}.emoji"
            yield Finding("social.emoji", Level.WARNING, piece.path, place, message, clause=clause)


def _links(piece: Piece, post: Post, network: Network) -> Iterator[Finding]:
    counts = [sum(one.what is What.LINK for one in live) for live in post.facets]
    if network.max_links is not None and sum(counts) > network.max_links:
        message = _LINKS.fill(network=network.name, count=sum(counts), limit=network.max_links)
        fix = _LINKS_OWN_FIX if post.is_own else _LINKS_STANDFIRST_FIX if piece.standfirst else _LINKS_BODY_FIX
        fix = fix.fill(excess=sum(counts) - network.max_links, network=network.name, id=network.id)
        place = _place(piece, network.id, post.origin(counts.index(max(counts))))
        yield Finding("social.links", Level.ERROR, piece.path, place, message, fix=fix)


def _mentions(site: Site, piece: Piece, post: Post, network: Network) -> Iterator[Finding]:
    known = {handle.casefold() for handle in site.charter.mentions}
    for number, live in enumerate(post.facets if known else ()):
        for one in live:
            if one.what is What.MENTION and one.value.partition("/")[0].casefold() not in known:
                near = nearest(one.value, site.charter.mentions)
                span = _place(piece, network.id, post.origin(number))
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


def _alt(site: Site, piece: Piece, network: Network) -> Iterator[Finding]:
    shown = find_shown(site, piece, network.id)
    if shown is None:
        return
    note = piece.social.get(network.id)
    is_own = bool(note and note.image and not (piece.image and piece.image.src == note.image))
    level = {"required": Level.ERROR, "advised": Level.WARNING}.get(site.charter.images.alt)
    # The lead picture's own alt text is the editorial line's to ask for.
    if not shown.alt and is_own and level:
        span = piece.source.front.span(("social", network.id, "image"))
        yield Finding("social.alt", level, piece.path, span, _NO_ALT, clause="images.alt", fix=_NO_ALT_FIX)
    if len(shown.alt) > network.max_alt_chars:
        span = piece.source.front.span(("image", "alt"))
        message = _LONG_ALT.fill(network=network.name, count=len(shown.alt), limit=network.max_alt_chars)
        yield Finding("social.alt-long", Level.WARNING, piece.path, span, message)


def _place(piece: Piece, channel: str, number: int = 0) -> Span:
    """Give where the words of a post's part were written: for the network, in the standfirst or in the body."""
    note = piece.social.get(channel)
    if note is None or not note.texts:
        return piece.source.front.span(("standfirst",)) if piece.standfirst else body_start(piece)
    is_thread = len(note.texts) > 1
    keys = ("social", channel, "thread", min(number, len(note.texts) - 1)) if is_thread else ("social", channel, "text")
    return piece.source.front.span(keys)


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
_LONG_FIX = Phrase("retirez {excess} signes, ou écrivez un fil (thread)", "cut {excess} characters, or write a thread")
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
    "{count} mots-dièse sur {network}, {limit} au plus", "{count} hashtags on {network}, at most {limit}"
)
_HASHTAGS_FIX = Phrase("retirez-en {excess}", "remove {excess}")
_UNKNOWN_HASHTAG = Phrase("#{tag} n’est pas un mot-dièse de la charte", "#{tag} is not one of the charter’s hashtags")
_LINKS = Phrase("{count} liens sur {network}, {limit} au plus", "{count} links on {network}, at most {limit}")
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
_NO_ALT = Phrase(
    "l’image de cette publication n’a pas de texte de remplacement", "the picture of this post has no alternative text"
)
_NO_ALT_FIX = Phrase(
    "montrez-la aussi dans le texte, avec son texte de remplacement : ![…](…)",
    "show it in the text too, with its alternative text: ![…](…)",
)
_LONG_ALT = Phrase(
    "texte de remplacement trop long pour {network} : {count} signes, {limit} au plus",
    "alternative text too long for {network}: {count} characters, at most {limit}",
)
_UNUSABLE = Phrase("« {src} » : {why}", "“{src}”: {why}")
_DOUBTFUL = _UNUSABLE
_SMALL = Phrase(
    "« {src} » fait {width} × {height} px, moins que {sizes} : elle partira plus petite",
    "“{src}” is {width} × {height} px, less than {sizes}: it will leave smaller",
)
_SMALL_FIX = Phrase("prenez une photo plus grande si vous l’avez", "take a larger photo if you have one")
_NO_FOCUS = Phrase(
    "cette photo n’a pas de point focal : elle sera recadrée au centre",
    "this photo has no focal point: it will be cropped at its centre",
)
_NO_FOCUS_FIX = Phrase(
    'ajoutez focus: "50% 30%" (depuis la gauche, puis depuis le haut)',
    'add focus: "50% 30%" (from the left, then from the top)',
)
_CUT = Phrase(
    "un visage ou le cadre du sujet est coupé : il en reste {said}, il en faudrait {most} %",
    "a face or the box of the subject is cut: {said} of it is left, {most} % is needed",
)
_CUT_FIX = Phrase(
    "déplacez focus, donnez à ce réseau le sien (social: …: focus), ou prenez une photo qui laisse de l’air",
    "move focus, give this network one of its own (social: …: focus), or take a photo with more room around",
)
_OLD = Phrase(
    "les limites de {network} n’ont pas été vérifiées depuis le {day}",
    "{network}’s limits have not been checked since {day}",
)
_OLD_FIX = Phrase(
    "relisez les sources citées, puis écrivez « checked » et « expires » dans ce fichier, celui de votre site",
    "read the sources it names again, then write “checked” and “expires” in this file, in your site",
)
