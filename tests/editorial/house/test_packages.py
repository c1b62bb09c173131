from __future__ import annotations

from pathlib import Path

import pytest

STYLES = Path(__file__).resolve().parents[4] / "shared/styles"

pytestmark = pytest.mark.skipif(not STYLES.is_dir(), reason="../shared/styles is not beside the checkout")

SEEN = {
    "Microsoft.AMPM": ("Meet at 10am.", "1:9 “10am” Use 'AM' or 'PM' (preceded by a space)."),
    "Microsoft.Accessibility": (
        "A **crippled** user.",
        "1:5 “crippled” Don't use language (such as 'crippled') that defines people by their disability.",
    ),
    "Microsoft.Acronyms": ("The WHO says so.", "1:5 “WHO” 'WHO' has no definition."),
    "Microsoft.Adverbs": (
        "It was done *quickly*.",
        "1:14 “quickly” Remove 'quickly' if it's not important to the meaning of the statement.",
    ),
    "Microsoft.Auto": ("Use auto-save now.", "1:5 “auto-save” In general, don't hyphenate 'auto-save'."),
    "Microsoft.Avoid": (
        "The backend is down.",
        "1:5 “backend” Don't use 'backend'. See the A-Z word list for details.",
    ),
    "Microsoft.Contractions": ("You cannot go.", "1:5 “cannot” Use 'can't' instead of 'cannot'."),
    "Microsoft.Dashes": ("One — two.", "1:4 “ — ” Remove the spaces around ' — '."),
    "Microsoft.DateFormat": (
        "On 31 July 2016 it came.",
        "1:4 “31 July 2016” Use 'July 31, 2016' format, not '31 July 2016'.",
    ),
    "Microsoft.DateNumbers": ("On May first it came.", "1:4 “May first” Don't use ordinal numbers for dates."),
    "Microsoft.DateOrder": ("On 12/31/2016 it came.", "1:4 “12/31/2016” Always spell out the name of the month."),
    "Microsoft.Ellipses": ("Wait...", "1:5 “...” In general, don't use an ellipsis."),
    "Microsoft.FirstPerson": ("Then I went.", "1:5 “ I” Use first person (such as ' I') sparingly."),
    "Microsoft.Foreign": ("Fruit, e.g. apples.", "1:8 “e.g. ” Use 'for example' instead of 'e.g. '."),
    "Microsoft.Gender": ("Ask if he/she came.", "1:8 “he/she” Don't use 'he/she'."),
    "Microsoft.GenderBias": (
        "The chairs of mankind.",
        "1:15 “mankind” Consider using 'human kind' instead of 'mankind'.",
    ),
    "Microsoft.GeneralURL": (
        "Type the URL here.",
        "1:10 “URL” For a general audience, use 'address' rather than 'URL'.",
    ),
    "Microsoft.HeadingAcronyms": ("## The API of it", "1:8 “API” Avoid using acronyms in a title or heading."),
    "Microsoft.HeadingColons": ("## Note: the end", "1:8 “: t” Capitalize ': t'."),
    "Microsoft.HeadingPunctuation": ("## The end.", "1:10 “d.” Don't use end punctuation in headings."),
    "Microsoft.Headings": (
        "## The Quick Brown Fox",
        "1:4 “The Quick Brown Fox” 'The Quick Brown Fox' should use sentence-style capitalization.",
    ),
    "Microsoft.Hyphens": ("A newly-made thing.", "1:3 “newly-made” 'newly-made' doesn't need a hyphen."),
    "Microsoft.Negative": (
        "It is -5 outside.",
        "1:7 “-5” Form a negative number with an en dash, not a hyphen.",
    ),
    "Microsoft.Ordinal": ("And firstly this.", "1:5 “firstly” Don't add -ly to an ordinal number."),
    "Microsoft.OxfordComma": (
        "Bread, milk, cheese and wine.",
        "1:8 “milk, cheese and wine.” Use the Oxford comma in 'milk, cheese and wine.'.",
    ),
    "Microsoft.Passive": ("The file was deleted.", "1:10 “was deleted” 'was deleted' looks like passive voice."),
    "Microsoft.Percentages": ("About fifty percent.", "1:7 “fifty percent” Use a numeral plus the units."),
    "Microsoft.Plurals": (
        "Your file(s) here.",
        "1:10 “(s)” Don't add '(s)' to a singular noun. Use plural instead.",
    ),
    "Microsoft.Quotes": ('He said "yes".', '1:9 “"yes".” Punctuation should be inside the quotes.'),
    "Microsoft.RangeTime": (
        "From 9 AM - 5 PM today.",
        "1:8 “AM - 5 PM” Use 'to' instead of a dash in 'AM - 5 PM'.",
    ),
    "Microsoft.Semicolon": ("One; two.", "1:4 “;” Try to simplify this sentence."),
    "Microsoft.SentenceLength": (
        "Short. " + " ".join(["Word"] * 31) + ".",
        "1:8 “Word” Try to keep sentences short (< 30 words).",
    ),
    "Microsoft.Spacing": ("One.Two.", "1:3 “e.T” 'e.T' should have one space."),
    "Microsoft.Suspended": (
        "Left- and right-handed.",
        "1:1 “Left- and right-” Don't use 'Left- and right-' unless space is limited.",
    ),
    "Microsoft.Terms": ("Plug the adaptor in.", "1:10 “adaptor” Prefer 'adapter' over 'adaptor'."),
    "Microsoft.URLFormat": (
        "The URL for it.",
        "1:5 “URL for” Use 'of' (not 'for') to describe the relationship of the word URL to a resource.",
    ),
    "Microsoft.Units": ("It is five pounds.", "1:7 “five pounds” Don't spell out the number in 'five pounds'."),
    "Microsoft.Vocab": ("See above.", "1:5 “above” Verify your use of 'above' with the A-Z word list."),
    "Microsoft.We": ("Then we left.", "1:6 “we” Try to avoid using first-person plural like 'we'."),
    "Microsoft.Wordiness": (
        "Do it in order to win.",
        "1:7 “in order to” Consider using 'to' instead of 'in order to'.",
    ),
    "write-good.Cliches": ("It was an acid test.", "1:11 “acid test” Try to avoid using clichés like 'acid test'."),
    "write-good.E-Prime": ("Nobody is here.", "1:8 “is” Try to avoid using 'is'."),
    "write-good.Illusions": ("See the the end.", "1:5 “the the” 'the' is repeated!"),
    "write-good.Passive": (
        "It was written down.",
        "1:4 “was written” 'was written' may be passive voice. Use active voice if you can.",
    ),
    "write-good.So": ("So what.", "1:1 “So ” Don't start a sentence with 'So '."),
    "write-good.ThereIs": ("There is one.", "1:1 “There is” Don't start a sentence with 'There is'."),
    "write-good.TooWordy": ("We utilize it.", "1:4 “utilize” 'utilize' is too wordy."),
    "write-good.Weasel": ("Clearly so.", "1:1 “Clearly” 'Clearly' is a weasel word!"),
}


def test_every_rule_of_both_packages_has_its_sentence():
    assert {f"{path.parent.name}.{path.stem}" for path in STYLES.glob("*/*.yml")} == set(SEEN)


@pytest.mark.parametrize("name", SEEN)
def test_rule_fires_at_its_column(bench, name):
    body, expected = SEEN[name]
    text = (STYLES / f"{name.replace('.', '/')}.yml").read_text()
    assert bench.run(text, body, name=name) == [expected]


@pytest.mark.parametrize("name", SEEN)
def test_rule_is_silent_on_plain_words(bench, name):
    text = (STYLES / f"{name.replace('.', '/')}.yml").read_text()
    assert bench.run(text, "## Plain words\n\nBread smells good today.\n", name=name) == []
