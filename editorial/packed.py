"""Values of ours as bytes and back, for the memory of a site: nothing but plain values can come out of them."""

from __future__ import annotations

import io
import pickle
from enum import Enum
from typing import Any

from editorial.finding import Edit, Finding, Phrase, Span

_PLAIN = frozenset(
    {
        "datetime datetime", "datetime date", "datetime time", "datetime timedelta", "datetime timezone",
        "builtins frozenset", "builtins set", "pathlib PosixPath", "pathlib WindowsPath",
        "pathlib._local PosixPath", "pathlib._local WindowsPath",
        "editorial.fields Complaint", "editorial.finding Edit", "editorial.finding Finding", "editorial.finding Level",
        "editorial.finding Phrase", "editorial.finding Span", "editorial.gist Gist", "editorial.gist KeptText",
        "editorial.gist Lead", "channels.manifest Row", "channels.blog.needs Need",
        "channels.built Built", "channels.standstill Last", "channels.retouch Shown", "channels.blog.ripple Around",
        "editorial.edition Earlier", "editorial.edition Edition", "editorial.edition Erratum",
        "editorial.segment Frequency", "editorial.segment Segment",
        "editorial.index Known", "editorial.link Link", "editorial.piece Correction", "editorial.piece CuratedLink",
        "editorial.piece Exemption", "editorial.piece Focus", "editorial.piece Kind",
        "editorial.piece NewsletterNote", "editorial.piece Picture", "editorial.piece Piece",
        "editorial.piece Quote", "editorial.piece SocialNote", "editorial.piece Sponsor", "editorial.piece Status",
        "editorial.prose Footnote", "editorial.prose Heading", "editorial.source Unreadable",
        "editorial.rules.kind Judged",
    }
)  # fmt: skip
"""All that is ever kept (Python 3.13 knows paths by another module).

Pickle runs whatever it names, and a memory may come with a stranger's branch."""

_MANY = (Edit, Finding, Phrase, Span)
"""What a memory holds by the thousand, made of all that its slots hold."""


class Unpackable(Exception):
    """Bytes that are not a value of ours."""


class _Pickler(pickle.Pickler):
    def reducer_override(self, obj: object) -> Any:  # noqa: ANN401 (pickle's own protocol)
        if isinstance(obj, Enum):
            # Before 3.11.4 (Debian 12 has 3.11.2) an enum goes by `getattr`, which must never come out of here.
            return type(obj), (obj.value,)
        if isinstance(obj, _MANY):
            # What dataclasses with slots do by themselves takes three times as long to read.
            return type(obj), tuple([getattr(obj, name) for name in obj.__slots__])
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        if f"{module} {name}" not in _PLAIN:
            raise Unpackable(f"{module}.{name}")
        return super().find_class(module, name)


def packed(value: object) -> bytes:
    """Give the bytes of a value."""
    made = io.BytesIO()
    _Pickler(made, pickle.HIGHEST_PROTOCOL).dump(value)
    return made.getvalue()


def unpacked(raw: bytes | memoryview) -> object:
    """Give the value of some bytes; raises Unpackable for any that `packed` did not make."""
    try:
        return _Unpickler(io.BytesIO(raw)).load()
    except Unpackable:
        raise
    except Exception as problem:  # noqa: BLE001 (broken bytes raise nearly anything)
        raise Unpackable(str(problem)) from None
