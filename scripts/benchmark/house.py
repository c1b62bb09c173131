"""A style of a hundred house rules in Vale's format, as large as those that teams share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

STYLE = "Banc"
_VERBS = ("make", "makes", "made", "making", "give", "gives", "gave", "carry out", "conduct", "perform")
_NOUNS = (
    "agreement", "analysis", "announcement", "arrangement", "assessment", "assumption", "attempt", "change", "choice",
    "claim", "comment", "comparison", "complaint", "conclusion", "connection", "contribution", "copy", "correction",
    "decision", "description", "difference", "discovery", "distinction", "effort", "enquiry", "estimate", "evaluation",
    "examination", "explanation", "guess", "improvement", "inspection", "investigation", "judgement", "list",
    "measurement", "mention", "mistake", "modification", "note", "observation", "offer", "payment", "plan",
    "prediction", "preparation", "presentation", "profit", "promise", "proposal", "purchase", "recommendation",
    "recording", "reduction", "reference", "repair", "reply", "report", "request", "review", "revision", "search",
    "selection", "statement", "study", "submission", "suggestion", "test", "translation", "use",
)  # fmt: skip
_SWAPS = (
    "utiliz(?:e|es|ed): use", "a number of: some", "in order to: to", "prior to: before", "subsequent to: after",
    "commenc(?:e|es|ed): begin", "terminat(?:e|es|ed): end", "facilitat(?:e|es|ed): help",
    "due to the fact that: because",
    "in the event that: if", "at this point in time: now", "for the purpose of: to", "with regard to: about",
    "in addition to: besides", "a majority of: most", "has the ability to: can", "is able to: can",
    "in close proximity to: near", "on a regular basis: often", "take into consideration: consider",
    "the reason why: the reason", "whether or not: whether", "each and every: each", "first and foremost: first",
    "end result: result", "past history: history", "future plans: plans", "basic fundamentals: basics",
    "advance warning: warning", "completely eliminate: eliminate", "join together: join", "repeat again: repeat",
    "revert back: revert", "close down: close", "click on: click", "fill out: fill in", "e-?mails?: message",
    "web-?site: site", "data-?base: database", "file-?name: file name", "log-?in to: sign in to",
    "drop-?down: list",
    "e\\.g\\.: for example", "i\\.e\\.: that is",
    "etc\\.: and so on", "via: through", "amongst: among", "whilst: while",
    "towards: toward", "afterwards: afterward",
)  # fmt: skip
_OTHERS = {
    "Intensifiers": "extends: existence\nmessage: \"Leave out '%s'.\"\nignorecase: true\n"
    "tokens: [very, really, quite, rather, extremely, clearly, obviously, 'simply', of course]\n",
    "Twice": "extends: repetition\nmessage: \"'%s' stands twice.\"\nalpha: true\ntokens: ['[^\\s]+']\n",
    "Commas": "extends: occurrence\nmessage: 'Fewer commas.'\nscope: sentence\nmax: 4\ntoken: ','\n",
    "Headings": "extends: capitalization\nmessage: \"'%s' has capitals.\"\nscope: heading\nmatch: $sentence\n",
    "Spaces": "extends: existence\nmessage: 'One space.'\nnonword: true\ntokens: ['[a-z][.?!] {2,}[A-Z]']\n",
}


def write_house(folder: Path) -> None:
    """Write the style into a folder of styles."""
    for name, rule in _rules():
        path = folder / STYLE / f"{name}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"level: suggestion\n{rule}", encoding="utf-8")


def _rules() -> Iterator[tuple[str, str]]:
    """Give a hundred rules by name: 70 with ten tokens, 25 that swap two words, and 5 of other kinds."""
    for noun in _NOUNS:
        tokens = "".join(f"  - '{verb} (?:an?|the) {noun}s?'\n" for verb in _VERBS)
        message = "\"Say '%s' by a verb.\""
        yield noun.capitalize(), f"extends: existence\nmessage: {message}\nignorecase: true\ntokens:\n{tokens}"
    for number in range(0, len(_SWAPS), 2):
        pairs = "".join(
            f"  '{found}': '{use}'\n" for found, use in (s.split(": ") for s in _SWAPS[number : number + 2])
        )
        message = "\"Write '%s' for '%s'.\""
        yield f"Swap{number}", f"extends: substitution\nmessage: {message}\nignorecase: true\nswap:\n{pairs}"
    yield from _OTHERS.items()
