"""Values of ours as bytes and back, for the memory of a site: nothing but plain values can come out of them."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from enum import Enum
from typing import Any

_PLAIN = frozenset(
    {
        "datetime datetime", "datetime date", "datetime time", "datetime timedelta", "datetime timezone",
        "builtins frozenset", "builtins set", "pathlib PosixPath", "pathlib WindowsPath",
        "pathlib._local PosixPath", "pathlib._local WindowsPath",
        "editorial.fields Complaint", "editorial.finding Edit", "editorial.finding Finding", "editorial.finding Level",
        "editorial.finding Phrase", "editorial.finding Span", "editorial.gist Gist", "editorial.gist KeptText",
        "editorial.gist Lead", "channels.manifest Row", "channels.blog.needs Need",
        "channels.built Built", "channels.standstill Last", "channels.retouch Shown", "editorial.plan Plan",
        "editorial.edition Appearance", "editorial.edition Edition",
        "editorial.index Known", "editorial.link Link", "editorial.piece Correction", "editorial.piece CuratedLink",
        "editorial.piece Exemption", "editorial.piece Focus", "editorial.piece Kind",
        "editorial.piece NewsletterNote", "editorial.piece Picture", "editorial.piece Piece",
        "editorial.piece SocialNote", "editorial.piece Status", "editorial.prose Footnote",
        "editorial.prose Heading", "editorial.source Unreadable", "editorial.rules.kind Judged",
    }
)  # fmt: skip
"""All that is ever kept (Python 3.13 knows paths by another module).

Pickle runs whatever it names, and a memory may come with a stranger's branch."""


class Unpackable(Exception):
    """Bytes that are not a value of ours."""


class _Pickler(pickle.Pickler):
    def reducer_override(self, obj: object) -> Any:  # noqa: ANN401 (pickle's own protocol)
        # Before 3.11.4 (Debian 12 has 3.11.2) an enum goes by `getattr`, which must never come out of here.
        return (type(obj), (obj.value,)) if isinstance(obj, Enum) else NotImplemented


class _Namer(_Pickler):
    def __init__(self, file: io.BytesIO, name_of: Callable[[object], str | None]):
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._name_of = name_of

    def persistent_id(self, obj: object) -> str | None:
        return self._name_of(obj)


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, named: Callable[[str], object | None] | None):
        super().__init__(file)
        self._named = named

    def persistent_load(self, name: str) -> object:
        value = self._named(name) if self._named else None
        if value is None:
            raise Unpackable(name)
        return value

    def find_class(self, module: str, name: str) -> object:
        if f"{module} {name}" not in _PLAIN:
            raise Unpackable(f"{module}.{name}")
        return super().find_class(module, name)


def packed(value: object, name_of: Callable[[object], str | None] | None = None) -> bytes:
    """Give the bytes of a value; of what `name_of` gives a name for, inside of it, the name alone is kept."""
    made = io.BytesIO()
    (_Namer(made, name_of) if name_of else _Pickler(made, pickle.HIGHEST_PROTOCOL)).dump(value)
    return made.getvalue()


def unpacked(raw: bytes | memoryview, named: Callable[[str], object | None] | None = None) -> object:
    """Give the value of some bytes; raises Unpackable for any that `packed` did not make.

    `named` gives what stands for a name; without it, or where it gives None, nothing does.
    """
    try:
        return _Unpickler(io.BytesIO(raw), named).load()
    except Unpackable:
        raise
    except Exception as problem:  # noqa: BLE001 (broken bytes raise nearly anything)
        raise Unpackable(str(problem)) from None
