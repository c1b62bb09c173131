from __future__ import annotations

import pytest

from editorial.rules import addresses

CASES = {
    "right": ("[a](https://x.fr) [b](mailto:a@b.fr) [c](tel:+33) [d](../x.md) [e](#f) <https://x.fr> [g](/h/)\n", []),
    "an image as text": ("[![alt](i.png)](https://x.fr)\n", []),
    "no address": ("Été [ici]()\n", ["error addresses.empty at 7:5 “[ici]()”"]),
    "no text": ("Été [](https://x.fr)\n", ["warning addresses.no-text at 7:5 “[](https://x.fr)”"]),
    "code": ("👍 [ici](javascript:alert%281%29)\n", ["error addresses.scheme at 7:9 “javascript:alert%281%29”"]),
    "code in disguise": (
        "[a](<JAVA&#10;script:x>) [b](\u00a0&#x6A;avascript:x)\n",
        [
            "error addresses.scheme at 7:6 “JAVA&#10;script:x”",
            "error addresses.scheme at 7:30 “\u00a0&#x6A;avascript:x”",
        ],
    ),
    "data in an image": (
        "![a](data:image/png;base64,AAAA)\n",
        ["error addresses.scheme at 7:6 “data:image/png;base64,AAAA”"],
    ),
    "a scheme few programs open": ("[a](ftp://x.fr)\n", ["warning addresses.scheme at 7:5 “ftp://x.fr”"]),
    "by reference": ("[a]\n\n[a]: javascript:x\n", ["error addresses.scheme at 9:6 “javascript:x”"]),
    "in code": ("`[a](javascript:x)`\n", []),
}


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES.keys())
def test_addresses_that_lead_nowhere_are_found(desk, body, expected) -> None:
    assert desk.judge(addresses, body) == expected
