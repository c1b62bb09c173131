"""MJML's components as a letter may use them: their attributes, what stands in them, and what is refused, and why.

The attributes and what stands in what are those of MJML 4.18 (npm, `mjml-preset-core`); mrml takes any name in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from editorial.finding import Phrase


@dataclass(frozen=True, slots=True)
class Component:
    """One component; `holds` are the components that stand in it, None where what stands in it is HTML or text."""

    attributes: frozenset[str]
    holds: frozenset[str] | None = None


def _sides(name: str) -> str:
    return " ".join((name, *(f"{name}-{side}" for side in ("top", "right", "bottom", "left"))))


def _part(attributes: str, holds: str | None = None) -> Component:
    """Give a component of the body: it may have a class of MJML's, and one of the style sheet's."""
    named = frozenset(f"{attributes} css-class mj-class".split())
    return Component(named, None if holds is None else frozenset(f"{holds} mj-raw".split() if holds else ()))


_PADDING, _BORDER = _sides("padding"), f"{_sides('border')} border-radius"
_FACE = "color font-family font-size font-style font-weight line-height letter-spacing text-decoration text-transform"
_BOX = f"{_PADDING} container-background-color"
_GROUND = (
    f"{_PADDING} {_BORDER} direction full-width text-align text-padding background-color background-url "
    "background-repeat background-size background-position background-position-x background-position-y"
)
_LINK = "href name rel target"
_ICON = "icon-height icon-padding icon-size text-padding border-radius"
_CONTENT = "mj-button mj-divider mj-image mj-navbar mj-social mj-spacer mj-table mj-text"

COMPONENTS: Final[Mapping[str, Component]] = {
    "mjml": Component(frozenset(("lang", "dir", "owa")), frozenset(("mj-head", "mj-body"))),
    "mj-head": Component(
        frozenset(), frozenset("mj-attributes mj-breakpoint mj-preview mj-raw mj-style mj-title".split())
    ),
    "mj-attributes": Component(frozenset(), frozenset()),
    "mj-title": Component(frozenset()),
    "mj-preview": Component(frozenset()),
    "mj-style": Component(frozenset()),
    "mj-raw": Component(frozenset()),
    "mj-breakpoint": Component(frozenset(("width",)), frozenset()),
    "mj-body": _part("width background-color", "mj-section mj-wrapper mj-hero"),
    "mj-wrapper": _part(f"{_GROUND} gap", "mj-section mj-hero"),
    "mj-section": _part(_GROUND, "mj-column mj-group"),
    "mj-group": _part("background-color direction vertical-align width", "mj-column"),
    "mj-column": _part(
        f"{_PADDING} {_BORDER} {_sides('inner-border')} inner-border-radius background-color inner-background-color "
        "direction vertical-align width",
        _CONTENT,
    ),
    "mj-hero": _part(
        f"{_BOX} {_sides('inner-padding')} mode height background-color background-url background-width "
        "background-height background-position border-radius inner-background-color vertical-align",
        _CONTENT,
    ),
    "mj-text": _part(f"{_BOX} {_FACE} align background-color height vertical-align"),
    "mj-button": _part(
        f"{_BOX} {_BORDER} {_FACE} {_LINK} title align background-color height inner-padding text-align "
        "vertical-align width"
    ),
    "mj-table": _part(
        f"{_BOX} align border cellpadding cellspacing color font-family font-size font-weight line-height role "
        "table-layout vertical-align width"
    ),
    "mj-image": _part(
        f"{_BOX} {_BORDER} {_LINK} title align alt fluid-on-mobile font-size height max-height src srcset sizes "
        "usemap width",
        "",
    ),
    "mj-divider": _part(f"{_BOX} align border-color border-style border-width width", ""),
    "mj-spacer": _part(f"{_BOX} {_sides('border')} height", ""),
    "mj-navbar": _part(f"{_PADDING} align base-url", "mj-navbar-link"),
    "mj-navbar-link": _part(f"{_PADDING} {_FACE} {_LINK}"),
    "mj-social": _part(
        f"{_BOX} {_ICON} inner-padding align color font-family font-size font-style font-weight "
        "line-height mode table-layout text-decoration vertical-align",
        "mj-social-element",
    ),
    "mj-social-element": _part(
        f"{_PADDING} {_LINK} {_ICON} title align alt background-color color font-family font-size font-style "
        "font-weight line-height icon-position src srcset sizes text-decoration vertical-align"
    ),
}
_OF_ALL = frozenset(name for component in COMPONENTS.values() for name in component.attributes)
DEFAULTS: Final[Mapping[str, Component]] = {
    "mj-all": Component(_OF_ALL, frozenset()),
    "mj-class": Component(_OF_ALL | {"name"}, frozenset()),
    **{name: Component(component.attributes, frozenset()) for name, component in COMPONENTS.items()},
}
"""What stands in `mj-attributes`, where nothing holds anything."""
_ELSEWHERE = Phrase(
    "il va chercher ses images ailleurs que chez vous, et la plupart des messageries le montrent mal",
    "it takes its pictures from elsewhere than your site, and most mailboxes show it badly",
)
REFUSED: Final[Mapping[str, Phrase]] = {
    "mj-include": Phrase(
        "mrml tait les fichiers qui manquent : écrivez {% include %} ou {% import %}",
        "mrml is silent about files that are missing: write {% include %} or {% import %}",
    ),
    "mj-font": Phrase(
        "une police prise ailleurs dit à qui l’héberge quand on vous lit : employez les polices du système",
        "a font taken from elsewhere tells its host when one reads you: use the system's fonts",
    ),
    "mj-html-attributes": Phrase(
        "mrml ne le lit pas : écrivez l’attribut sur l’élément même",
        "mrml does not read it: write the attribute on the element itself",
    ),
    "mj-accordion": _ELSEWHERE,
    "mj-carousel": _ELSEWHERE,
}
LOST: Final[Mapping[tuple[str, str], Phrase]] = {
    ("mj-style", "inline"): Phrase(
        "mrml ne la pose pas sur les éléments : écrivez leur style sur eux-mêmes",
        "mrml does not lay it on the elements: write their style on themselves",
    ),
    ("mj-raw", "position"): Phrase("mrml ne met rien avant le document", "mrml puts nothing before the document"),
}
"""Attributes of MJML's own that mrml does not read."""
