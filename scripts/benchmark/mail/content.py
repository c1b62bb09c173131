"""One letter of 48 KB, the same for whoever makes it, and its readers."""

from __future__ import annotations

from collections.abc import Iterator

SENDER = "lettre@exemple.org"
SUBJECT = "L’été des pages : douze lectures, et une pour la route"
LIST_ID = "lettre.exemple.org"
SERVICE = "https://abo.exemple.org"
ONE_CLICK = "List-Unsubscribe=One-Click"
DATE = "Thu, 05 Nov 2026 07:00:00 +0100"
DOMAIN, SELECTOR = "exemple.org", "banc"
NAME = "{first_name}"
LEAVE, PREFERENCES = f"{SERVICE}/u/{{leave}}", f"{SERVICE}/p/{{preferences}}"

_LINE = '<td style="padding: 0 24px; font-size: 16px">Une phrase simple dit une chose vraie, une fois.</td>\n'
_END = f'<p><a href="{LEAVE}">Partir</a> <a href="{PREFERENCES}">Choisir</a></p>\n'
HTML = f'<!doctype html>\n<html lang="fr">\n<p>Bonjour {NAME},</p>\n{_LINE * 430}{_END}</html>\n'
TEXT = f"Bonjour {NAME},\n\n{'Une phrase simple dit une chose vraie.' * 2}\n" * 20 + f"\nPartir : {LEAVE}\n"


def readers(count: int) -> Iterator[tuple[str, str, str, str]]:
    """Give address, first name and both tokens of so many readers, one after the other."""
    seal = "0" * 32
    for number in range(count):
        mask = f"{number:032x}"
        yield f"lecteur{number}@exemple.org", f"Zoé {number}", f"v1.k.l.{mask}.{seal}", f"v1.k.p.{mask}.{seal}"
