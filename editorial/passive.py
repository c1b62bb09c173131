"""Whether a sentence is in the passive voice, in French and in English."""

from __future__ import annotations

import re
from typing import Final

_BE_FR: Final = (
    r"(?:est|sont|était|étaient|sera|seront|serait|seraient|fut|furent|soit|soient|être|été|étant|suis|sommes|êtes|es)"
)
_BETWEEN_FR: Final = (
    r"(?:(?:ne|pas|plus|jamais|rien|bien|mal|déjà|encore|toujours|souvent|parfois|aussi|ainsi|enfin|alors|donc|"
    r"tous|toutes|très|"
    r"peu|mieux|ensuite|également|\w{4,}ment)\s+){0,2}"
)
_IRREGULAR_FR: Final = (
    r"(?:mi|pri|repri|compri|appri|surpri|promi|admi|permi|soumi|transmi|remi|omi|émi|acqui|conqui|requi|"
    r"assi)s(?:es?)?|"
    r"(?:fai|refai|di|écri|décri|inscri|prescri|produi|condui|construi|rédui|traduit|tradui|introdui|détrui|"
    r"déduit|cui|instrui|"
    r"souscri|interdi|prédi|couver|ouver|offer|découver|recouver|souffer|peint|join|attein|contrain|restrein|"
    r"plain|étein|crain)"
    r"t(?:es?|s)?|"
    r"(?:re|ré|pré)?(?:v|l|él|re[çc]|aper[çc]|con[çc]|per[çc]|prév|rev|t|reconn|conn|d|résol|conclu|incl|excl|rend|vend|perd|"
    r"défend|attend|"
    r"entend|étend|répand|tend|suspend|command|retenu|ten|reten|maintenu|mainten|obten|souten|conten|détenu|"
    r"b|batt|abatt|combatt|promu|prom|voul|vêt|cousu|mord|fond|confond|tord)u(?:es?|s)?|"
    r"(?:défin|fin|chois|rempl|établ|garant|fourn|nourr|bât|grand|avert|pun|bann|rafraîch|réun|sais|saisi|serv|suiv|"
    r"poursuiv|trah|envah|accompl|investi|conv|un)i(?:es?|s)?"
)
_PASSIVE_FR = re.compile(
    rf"(?<![\w’'-])(?P<before>(?:\S{1, 30}\s+)?)(?:n['’]|qu['’])?(?<![\w-]){_BE_FR}\s+{_BETWEEN_FR}"
    rf"(?P<participle>\w{{2,}}(?:é|ée|és|ées)|{_IRREGULAR_FR})(?![\w-])",
    re.IGNORECASE,
)
_ACTIVE_FR = re.compile(
    r"(?:all|arriv|entr|rentr|mont|remont|rest|tomb|retomb|retourn|pass|repass|dem[e]ur|décéd|n|déc[éè]d|d[ée]barqu)"
    r"(?:é|ée|és|ées)|(?:ven|reven|deven|parven|interven|surven|proven)u(?:es?|s)?|part(?:i|is|ie|ies)|sort(?:i|"
    r"is|ie|ies)",
    re.IGNORECASE,
)
_ADJECTIVES_FR = re.compile(
    r"(?:âgé|aisé|malaisé|carré|doué|éloigné|épicé|fatigué|motivé|passionné|énervé|désolé|ravi|privé|varié|"
    r"compliqué|sensé|"
    r"censé|élevé|réputé|approprié|adapté|adéquat|avancé|développé|modéré|déterminé|décidé|habitué|intéressé|persuadé|"
    r"convaincu|illimité|limité|obligé|pressé|préoccupé|situé|opposé|prédestiné|qualifié|spécialisé|expérimenté|animé|"
    r"côté|clé|été|blé|pré|thé|café|marché|métier|société|unité|qualité|santé|année|idée|journée|"
    r"dépité|paumé|surpri[st]|voué|étonné|né|zélé|doré|salé|sucré|rusé|raté|attitré|inné|usé|déplacé|posé|"
    r"réservé|résumé|dédié)(?:e|s|es)?",
    re.IGNORECASE,
)
_PRONOMINAL_FR = re.compile(r"(?:^|\s)(?:me|te|se|nous|vous|s['’]|m['’]|t['’])\s*$", re.IGNORECASE)

_BE_EN: Final = r"(?:am|is|are|was|were|be|been|being|['’]s|['’]re|gets?|got|getting)"
_BETWEEN_EN: Final = (
    r"(?:(?:not|never|always|often|also|then|now|still|already|usually|sometimes|only|just|well|badly|being|been|"
    r"\w{3,}ly)\s+){0,2}"
)
_IRREGULAR_EN: Final = (
    r"(?:re|un|over|mis)?(?:made|done|given|taken|written|seen|shown|known|found|held|kept|left|lost|meant|met|paid|put|read|said|"
    r"sent|set|sold|told|"
    r"thought|understood|won|built|bought|brought|caught|chosen|cut|drawn|driven|eaten|fed|felt|forgotten|"
    r"forgiven|hidden|hit|"
    r"hurt|laid|led|lent|lit|overridden|proven|run|sought|shut|spent|split|spoken|spread|stolen|struck|sworn|"
    r"swept|taught|"
    r"thrown|torn|woken|worn|woven|begun|beaten|bound|broken|blown|burnt|cast|dealt|fought|flown|frozen|ground|"
    r"grown|heard|"
    r"hung|ridden|rung|shaken|shot|sung|sunk|stuck|undone|overseen|rewritten|withdrawn)"
)
_PASSIVE_EN = re.compile(
    rf"(?:\b|(?<=\w)){_BE_EN}\s+{_BETWEEN_EN}(?P<participle>[a-z]{{2,}}(?<!e)ed|{_IRREGULAR_EN})\b", re.IGNORECASE
)
_ADJECTIVES_EN = re.compile(
    r"(?:interested|tired|excited|worried|pleased|supposed|concerned|bored|scared|surprised|delighted|ashamed|advanced|"
    r"married|qualified|talented|complicated|detailed|dedicated|determined|experienced|limited|need|indeed|red|"
    r"used|bed|"
    r"convinced|committed|disappointed|confused|satisfied|relaxed|retired|skilled|sophisticated|unexpected|"
    r"unlimited|naked|"
    r"rugged|wicked|sacred|hundred|kindred|left|lit|stuck|well-known)",
    re.IGNORECASE,
)


def is_passive(sentence: str, lang: str) -> bool:
    """Say whether a sentence holds a form of `être` or `be` with the past participle that makes it passive.

    Participles that have become adjectives, the compound tenses of French verbs of movement and pronominal verbs do
    not count; `lang` other than `en` is read as French.
    """
    if lang.split("-")[0] == "en":
        return any(not _ADJECTIVES_EN.fullmatch(match["participle"]) for match in _PASSIVE_EN.finditer(sentence))
    return any(_is_passive_fr(match) for match in _PASSIVE_FR.finditer(sentence))


def _is_passive_fr(match: re.Match[str]) -> bool:
    participle = match["participle"]
    if match[0].lower().endswith("étant donné"):
        return False
    if _ACTIVE_FR.fullmatch(participle) or _ADJECTIVES_FR.fullmatch(participle):
        return False
    return not _PRONOMINAL_FR.search(match["before"])
