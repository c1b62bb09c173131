"""By what a finding is known again in another run, whatever stands around its line."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

from channels.formats.setting import Setting
from editorial.finding import Finding


def fingerprint(finding: Finding, setting: Setting, seen: Counter[str]) -> str:
    """Give a digest that does not change with what stands around the line; twins on like lines are numbered."""
    line = setting.line(finding.path, finding.span.line) or ""
    found = line[finding.span.column - 1 : finding.span.end_column - 1]
    about = "\0".join((finding.rule, finding.path, " ".join(line.split()), found))
    seen[about] += 1
    return sha256(f"{about}\0{seen[about]}".encode()).hexdigest()[:32]
