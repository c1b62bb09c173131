from __future__ import annotations

import pytest

from editorial.house.forms import MOST, form_of, forms_of

FORMS = {
    "a word": ("Log4j", ["Log4j"]),
    "a letter or none": ("OAuth2?", ["OAuth", "OAuth2"]),
    "one or the other": ("foo|bar", ["bar", "foo"]),
    "within a group": ("Docker(file|ize)", ["Dockerfile", "Dockerize"]),
    "a group that remembers nothing": ("Docker(?:file|ize)", ["Dockerfile", "Dockerize"]),
    "a group or none": ("Java(Script)?", ["Java", "JavaScript"]),
    "a sign as it is": (r"Wi\-Fi", ["Wi-Fi"]),
    "a phrase": ("mea culpa", ["mea culpa"]),
    "groups in groups": ("a(b(c|d)?)?", ["a", "ab", "abc", "abd"]),
    "a class": ("[Pp]ython", []),
    "without end": ("Go+gle", []),
    "any sign": ("Py.*", []),
    "a number of times": ("a{2,3}", []),
    "what stands around": ("a(?=b)", []),
    "a group that is open": ("(a", []),
    "a group that is not": ("a)", []),
    "too many": ("(a|b)" * 7, []),
}


@pytest.mark.parametrize(("written", "forms"), FORMS.values(), ids=FORMS)
def test_pattern_stands_for_its_forms_where_they_can_be_counted(written, forms):
    assert sorted(forms_of(written)) == forms


def test_as_many_forms_as_can_be_counted():
    assert len(forms_of("(a|b)" * 6)) == MOST


MEANT = {
    "the form of its letters": ("OAuth2?", "OAUTH2", "OAuth2"),
    "the shorter one": ("OAuth2?", "Oauth", "OAuth"),
    "with a sign": (r"Wi\-?Fi", "wi-fi", "Wi-Fi"),
    "without it": ("Wi-?Fi", "wifi", "WiFi"),
    "of two": ("Docker(file|ize)", "DOCKERIZE", "Dockerize"),
    "none of them": ("Docker(file|ize)", "docker", "Docker(file|ize)"),
    "what cannot be counted": ("[Oo]bservability", "oBservability", "[Oo]bservability"),
}


@pytest.mark.parametrize(("written", "found", "meant"), MEANT.values(), ids=MEANT)
def test_word_is_told_as_the_pattern_writes_it(written, found, meant):
    assert form_of(written, found) == meant
