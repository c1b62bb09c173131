"""Posts: the author's words untouched, composed ones always within the network's own count, cut only between words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.social.compose import Post, camel_case, compose
from channels.social.cut import cut
from channels.social.emoji import find_emoji
from channels.social.network import read_network
from editorial.channel_ids import SHIPPED
from editorial.charter import Expression, Length
from tests.channels.social.posts import NETWORKS, a_site, brief

LONG = "Avant de parler, on écoute ce qui se dit, où, avec quels mots\u00a0: c’est la moitié du travail, " * 12


def composed(root: Path, network: str, expression: dict[str, Any] | None = None, **front: Any) -> Post:
    builder = a_site(root, **{network: expression or {}}).piece("un", **front)
    work = brief(builder)
    piece = work.site.piece("un")
    assert piece is not None
    return compose(piece, read_network(network), work.site.charter.channels[network], work.addresses)


def test_a_post_is_the_standfirst_the_link_and_the_hashtags(tmp_path: Path) -> None:
    post = composed(tmp_path, "mastodon", {"hashtags": {"max": 2, "map": {"brief": "Brief", "veille": "Veille"}}},
                    tags=["veille", "autre", "brief"], standfirst="Écouter d’abord.")  # fmt: skip
    assert post.parts == ("Écouter d’abord.\n\nhttps://banc.example/un/\n#Veille #Brief",)
    assert (post.link, post.hashtags, post.is_own) == ("https://banc.example/un/", ("Veille", "Brief"), False)


def first_words(root: Path, body: str, network: str = "facebook") -> str:
    """Give the composed text, without its link, of a piece that has no standfirst."""
    work = brief(a_site(root, **{network: {}}).piece("un", body, standfirst=None))
    piece = work.site.piece("un")
    assert piece is not None
    post = compose(piece, read_network(network), work.site.charter.channels[network], work.addresses)
    return post.parts[0].removesuffix("\n\nhttps://banc.example/un/")


SECOND = ("Le second. " * 12).strip()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            f"## Un titre\n\nLe *premier*\nparagraphe.\n\n{SECOND}\n\nLe troisième.",
            f"Le premier paragraphe. {SECOND}",
        ),
        (f"{SECOND} Prenons\nune fonction :\n\n```js\nun()\n```\n\nElle compte.", SECOND),
        (f"{SECOND} On dit\u00a0:\n\nCeci.\n\nEt cela.", f"{SECOND} On dit\u00a0: Ceci."),
        (f"{SECOND}\n\n- un\n- deux", SECOND),
        ("Une phrase d’une longueur suffisante pour tenir seule sur un réseau.\n\n- un\n- deux",
         "Une phrase d’une longueur suffisante pour tenir seule sur un réseau."),
        ("Y participent :\n\n- Maxime\n- Mathieu\n\n### Liens\n\n- Yarn",
         "Y participent : Maxime, Mathieu, Yarn"),
        ("Prenons cette fonction :\n\n```js\nun()\n```", "Prenons cette fonction…"),
        ("- " + "un mot de trop " * 40, "un mot de trop " * 19 + "un mot de trop…"),
        ("![](un.png)", "Le titre de un"),
    ],
    ids=["paragraphs", "announces-code", "announces-a-paragraph", "list-left-out", "short-opening", "only-lists",
         "only-code", "long-list", "nothing"],
)  # fmt: skip
def test_without_a_standfirst_the_opening_speaks(tmp_path: Path, body: str, expected: str) -> None:
    assert first_words(tmp_path, body) == expected


@pytest.mark.parametrize("network", NETWORKS)
def test_a_composed_text_is_cut_to_the_network_s_own_count(tmp_path: Path, network: str) -> None:
    post = composed(
        tmp_path, network, {"length": {"max_chars": 260}, "hashtags": {"max": 1}}, standfirst=LONG, tags=["a b"]
    )
    profile = read_network(network)
    text = post.parts[0].partition("\n")[0]
    assert not profile.excess(post.parts[0], 260)
    assert profile.length(post.parts[0]) > 230
    link = "banc.example/un" if network == "bluesky" else "https://banc.example/un/"
    assert post.parts[0].endswith(f"{link}\n#AB")
    assert text.endswith("…")
    assert text[:-1] in LONG


def test_hashtags_give_way_before_words_do(tmp_path: Path) -> None:
    standfirst = "mot " * 59 + "fin."
    post = composed(
        tmp_path, "x", {"hashtags": {"max": 3}}, standfirst=standfirst, tags=["premier", "deuxième", "troisième"]
    )
    assert post.parts[0].startswith(standfirst)
    assert post.hashtags == ("Premier",)


def test_an_author_s_text_is_kept_to_the_letter(tmp_path: Path) -> None:
    text = "Première ligne.\n\n  Deuxième ligne\u00a0: « oui\u202f»."
    post = composed(tmp_path, "mastodon", social={"mastodon": {"text": text, "hashtags": ["#Brief", "Veille"]}})
    assert post.parts == (f"{text}\n\nhttps://banc.example/un/\n#Brief #Veille",)
    assert post.is_own


def test_an_author_s_text_is_never_cut_even_too_long(tmp_path: Path) -> None:
    post = composed(tmp_path, "x", social={"x": {"text": LONG, "hashtags": ["Brief"]}})
    assert post.parts[0] == f"{LONG.strip()}\n\nhttps://banc.example/un/\n#Brief"


def test_what_the_author_already_says_is_not_said_twice(tmp_path: Path) -> None:
    text = "À lire : https://banc.example/un/ #brief"
    post = composed(tmp_path, "mastodon", social={"mastodon": {"text": text, "hashtags": ["Brief", "Briefs"]}})
    assert post.parts == (f"{text}\n\n#Briefs",)


def test_a_thread_ends_on_the_link(tmp_path: Path) -> None:
    post = composed(tmp_path, "x", social={"x": {"thread": ["Un.", "Deux."], "hashtags": ["Brief"]}})
    assert post.parts == ("Un.", "Deux.\n\nhttps://banc.example/un/\n#Brief")


def test_a_thread_whose_last_part_is_full_gets_one_more(tmp_path: Path) -> None:
    full = "x" * 270
    post = composed(tmp_path, "x", social={"x": {"thread": ["Un.", full], "hashtags": ["Brief"]}})
    assert post.parts == ("Un.", full, "https://banc.example/un/\n#Brief")


@pytest.mark.parametrize(
    ("expression", "note", "link", "is_shown"),
    [
        ({}, {}, "https://banc.example/un/", True),
        ({"links": {"utm": True}}, {}, "https://banc.example/un/?utm_source=mastodon&utm_medium=social", True),
        ({"links": {"in_text": False}}, {}, "https://banc.example/un/", False),
        ({}, {"link": False}, "", False),
        ({}, {"link": "https://ailleurs.fr/a"}, "https://ailleurs.fr/a", True),
        ({"links": {"utm": True}}, {"link": "https://ailleurs.fr/a"}, "https://ailleurs.fr/a", True),
        (
            {"links": {"utm": True}},
            {"link": "/page/?a=1#b"},
            "https://banc.example/page/?a=1&utm_source=mastodon&utm_medium=social#b",
            True,
        ),
    ],
    ids=["plain", "utm", "not-in-text", "none", "elsewhere", "no-utm-elsewhere", "utm-beside-a-query"],
)
def test_the_link(tmp_path: Path, expression: dict[str, Any], note: dict[str, Any], link: str, is_shown: bool) -> None:
    post = composed(tmp_path, "mastodon", expression, social={"mastodon": note} if note else None)
    assert post.link == link
    assert (bool(link) and link in post.parts[0]) == is_shown


def test_a_plain_typography_has_no_no_break_spaces(tmp_path: Path) -> None:
    standfirst = "Vraiment\u202f? Oui\u00a0: «\u00a0vraiment\u00a0»."
    plain = composed(tmp_path, "x", {"typography": "plain"}, standfirst=standfirst)
    french = composed(tmp_path, "x", {"typography": "fr"}, standfirst=standfirst)
    assert plain.parts[0].startswith("Vraiment ? Oui : « vraiment ».")
    assert french.parts[0].startswith(standfirst)


@pytest.mark.parametrize(
    ("network", "typography", "expected"),
    [
        pytest.param("mastodon", "fr", "L’an~: «~vu~»~!", id="in full"),
        pytest.param("mastodon", "narrow", "L’an~: «~vu~»^!", id="narrow"),
        pytest.param("x", "narrow", "L’an~: «~vu~»~!", id="narrow where it weighs double"),
        pytest.param("x", {"spaces": "plain"}, "L’an : « vu » !", id="marks with plain spaces"),
        pytest.param("x", "plain", 'L\'an : "vu" !', id="plain"),
        pytest.param("x", "none", 'L\'an : "vu" !', id="as written"),
        pytest.param("x", None, 'L\'an : "vu" !', id="nothing asked"),
    ],
)
@pytest.mark.parametrize("is_own", [True, False], ids=["own", "composed"])
def test_a_post_is_set_as_the_charter_says_at_the_least_cost(
    tmp_path: Path, network: str, typography: Any, expected: str, is_own: bool
) -> None:
    text = 'L\'an : "vu" !'
    front: dict[str, Any] = {"social": {network: {"text": text}}} if is_own else {"standfirst": text}
    post = composed(tmp_path, network, {"typography": typography} if typography else {}, **front)
    assert post.parts[0].startswith(expected.replace("~", "\u00a0").replace("^", "\u202f"))


@pytest.mark.parametrize(
    ("expression", "network", "hashtags"),
    [
        ({"hashtags": {"max": 1, "map": {"brief": "Brief"}}}, "mastodon", ("Brief",)),
        ({"hashtags": {"max": 0}}, "mastodon", ()),
        ({}, "mastodon", ("GestionDeCrise", "Brief", "Été")),
        ({}, "threads", ("GestionDeCrise",)),
    ],
    ids=["map", "none", "from-tags", "network-s-own-limit"],
)
def test_the_hashtags(tmp_path: Path, expression: dict[str, Any], network: str, hashtags: tuple[str, ...]) -> None:
    tags = ["gestion de crise", "brief", "été", "quatre"]
    assert composed(tmp_path, network, expression, tags=tags).hashtags == hashtags


def test_hashtags_can_be_read_aloud() -> None:
    assert [camel_case(tag) for tag in ("gestion de crise", "l’écoute", "IA", "20 ans", "🎉")] == [
        "GestionDeCrise", "LÉcoute", "IA", "20Ans", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("un deux trois", 13, "un deux trois"),
        ("un deux trois", 12, "un deux…"),
        ("un deux, trois", 12, "un deux…"),
        ("anticonstitutionnellement", 10, ""),
        ("oui\u00a0: non oui", 10, "oui\u00a0: non…"),
        ("oui ; non : peut-être", 9, "oui…"),
        ("vraiment ? oui", 11, "vraiment…"),
        ("a « un mot » de trop", 5, "a…"),
        ("en tout 12 000 pas", 12, "en tout…"),
        ("un 👩\u200d🚀👩\u200d🚀 deux", 6, "un…"),
    ],
    ids=[
        "whole",
        "word",
        "comma",
        "no-room",
        "no-break",
        "plain-before-colon",
        "question",
        "quotes",
        "number",
        "emoji",
    ],
)
def test_a_cut_keeps_together_what_belongs_together(text: str, room: int, expected: str) -> None:
    assert cut(text, lambda short: len(short) <= room) == expected


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("Un mot. Deux mots. Trois mots de plus", 22, "Un mot. Deux mots."),
        ("Un mot. Deux mots qui font une longue phrase", 32, "Un mot. Deux mots qui font…"),
        ("Vraiment\u202f? Oui, vraiment", 16, "Vraiment\u202f?"),
        ("Puis elle a dit «\u00a0Un mot. Deux mots.\u00a0» et voilà", 30, "Puis elle a dit…"),
        ("Voici ce que la fonction fait", 16, "Voici…"),
        ("Voici comment la fonction fait", 16, "Voici comment…"),
        ("Une version de l’un de\u00a0: la liste", 25, "Une version…"),
        ("The end of the story", 14, "The end…"),
        ("Une API (celle de la doc) vaut", 20, "Une API…"),
        ("Une API [celle de la doc] vaut", 20, "Une API…"),
        ('Une API "celle de la doc" vaut', 20, "Une API…"),
        ('Il dit "celle de la doc" puis rien du tout', 35, 'Il dit "celle de la doc" puis rien…'),
        ('Il dit "celle de doc" puis rien', 27, 'Il dit "celle de doc" puis…'),
        ('Il dit "celle de doc" puis rien', 23, 'Il dit "celle de doc"…'),
        ("Bravo :( pour un écran 5\" bien plat (ou non)", 36, "Bravo :( pour un écran 5\" bien plat…"),
        ("Ah (voici une longue parenthèse qui ne finit pas) bon", 36, "Ah (voici une longue parenthèse…"),
        ("Deux mots. (Et une parenthèse) ici", 20, "Deux mots."),
        ("de la du le", 9, "de la du…"),
    ],
    ids=["sentence", "too-short-a-sentence", "sentence-with-a-space", "sentence-inside-quotes", "three-weak-words",
         "article", "elision-and-colon", "english", "bracket", "square-bracket", "straight-quotes", "after-quotes",
         "after-short-quotes", "on-a-quote", "smiley-and-inches", "a-bracket-too-long", "sentence-before-a-bracket",
         "only-weak-words"],
)  # fmt: skip
def test_a_cut_ends_where_a_reader_can_stop(text: str, room: int, expected: str) -> None:
    assert cut(text, lambda short: len(short) <= room) == expected


WORDS = st.lists(
    st.sampled_from(
        [
            "écouter",
            "日本語",
            "👩\u200d🚀",
            "#Brief",
            "https://exemple.fr/a",
            "«\u00a0oui\u00a0»",
            "12\u202f000",
            "e\u0301t",
        ]
    ),
    max_size=120,
)


@given(WORDS, st.sampled_from(SHIPPED[2:]), st.integers(40, 600))
def test_whatever_the_words_a_composed_text_fits_and_holds_only_whole_ones(
    words: list[str], name: str, limit: int
) -> None:
    profile, text = read_network(name), " ".join(words)
    expression = Expression(name, length=Length(max_chars=limit))
    most = min(limit, profile.max_length)
    shortened = cut(text, lambda short: not profile.excess(short, most))
    assert not profile.excess(shortened, most)
    assert expression.length.max_chars == limit
    kept = [word for word in shortened.rstrip("…").split(" ") if word]
    assert [word.rstrip("\u00a0») ") for word in kept] == [word.rstrip("\u00a0») ") for word in words[: len(kept)]]
    assert len(find_emoji(shortened)) == sum(word == "👩\u200d🚀" for word in words[: len(kept)])


LONG_TEXT = " ".join(f"Phrase numéro {number}, qui prend un peu de place." for number in range(30))


def test_a_text_too_long_becomes_a_thread_where_the_charter_says_so(tmp_path: Path) -> None:
    post = composed(tmp_path, "bluesky", {"thread": "numbered"}, social={"bluesky": {"text": LONG_TEXT}})
    profile = read_network("bluesky")
    assert [part for part in post.parts if profile.excess(part, post.limit)] == []
    count = len(post.parts)
    assert all(f" {rank}/{count}" in part for rank, part in enumerate(post.parts, 1))
    assert "banc.example/un" in post.parts[-1]


def test_a_text_too_long_stays_whole_where_the_charter_says_nothing(tmp_path: Path) -> None:
    assert len(composed(tmp_path, "bluesky", social={"bluesky": {"text": LONG_TEXT}}).parts) == 1


def test_a_network_without_threads_gets_none(tmp_path: Path) -> None:
    text = LONG_TEXT * 3
    post = composed(tmp_path, "linkedin", {"thread": "split"}, social={"linkedin": {"text": text}})
    assert len(post.parts) == 1


def test_a_content_warning_takes_its_room(tmp_path: Path) -> None:
    social = {"mastodon": {"text": "Un.", "warning": "Deuil"}}
    post = composed(tmp_path, "mastodon", social=social)
    assert (post.warning, post.limit) == ("Deuil", 495)


def test_a_link_on_bluesky_is_shown_short_and_leads_all_the_way(tmp_path: Path) -> None:
    url = "https://www.exemple.example/une/adresse/bien/trop/longue"
    post = composed(tmp_path, "bluesky", social={"bluesky": {"text": f"Lire {url} d’abord.", "link": False}})
    assert post.parts == ("Lire exemple.example/une/adresse/b… d’abord.",)
    assert [one.value for one in post.facets[0]] == [url]


def test_linkedin_s_signs_are_escaped_and_its_hashtags_said_its_way() -> None:
    made = read_network("linkedin").escaped("Un (bon) brief_court #Brief *voilà*")
    assert made == "Un \\(bon\\) brief\\_court {hashtag|\\#|Brief} \\*voilà\\*"
