"""What the guard in front of MJML finds, and how it says so."""

from __future__ import annotations

from dataclasses import dataclass

from editorial.finding import Phrase


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a letter's markup, and where: a template, a line and a column from 1; none where unknown."""

    message: Phrase
    place: tuple[str, int, int] | None


UNKNOWN = Phrase("« {name} » n’est pas un composant de MJML : {near}", "“{name}” is no component of MJML: {near}")
NEAREST = Phrase("vouliez-vous écrire « {near} » ?", "did you mean “{near}”?")
KNOWN = Phrase("ceux que l’on connaît : {known}", "those that are known: {known}")
NONE_KNOWN = Phrase("on n’en connaît aucun ici", "none is known here")
NO_ATTRIBUTE = Phrase(
    "« {name} » n’a pas d’attribut « {attribute} » : {near}", "“{name}” has no attribute “{attribute}”: {near}"
)
LOST = Phrase(
    "l’attribut « {attribute} » de « {name} » serait perdu : {near}",
    "the attribute “{attribute}” of “{name}” would be lost: {near}",
)
TWICE = Phrase(
    "« {name} » a deux fois l’attribut « {attribute} » : n’en gardez qu’un",
    "“{name}” has the attribute “{attribute}” twice: keep one",
)
UNREADABLE = Phrase(
    "les attributs de « {name} » ne se lisent pas à « {found} » : mettez chaque valeur entre guillemets droits",
    "the attributes of “{name}” cannot be read at “{found}”: put each value in straight double quotes",
)
NO_CLASS = Phrase("aucun mj-class ne s’appelle « {name} » : {near}", "no mj-class is called “{name}”: {near}")
REFUSED = Phrase("« {name} » n’a pas sa place ici : {why}", "“{name}” has no place here: {why}")
MISPLACED = Phrase("« {name} » ne se met pas dans « {above} » : {holds}", "“{name}” does not go in “{above}”: {holds}")
HOLDS = Phrase("on y met {known}", "what goes there: {known}")
HOLDS_NONE = Phrase("on n’y met pas de composant", "no component goes there")
NO_ROOT = Phrase(
    "« {name} » est hors de <mjml> : la lettre entière se met entre <mjml> et </mjml>",
    "“{name}” is outside <mjml>: the whole letter goes between <mjml> and </mjml>",
)
NO_HTML = Phrase(
    "« {name} » ne se met pas dans « {above} » : mettez-le dans un mj-text, ou un mj-raw",
    "“{name}” does not go in “{above}”: put it in an mj-text, or an mj-raw",
)
NOT_CLOSED = Phrase(
    "« {name} » n’est pas fermé : écrivez </{name}> où il finit",
    "“{name}” is not closed: write </{name}> where it ends",
)
NOT_OPEN = Phrase("</{name}> ne ferme rien : retirez-le", "</{name}> closes nothing: take it out")
NO_ALT = Phrase(
    '« {name} » n’a pas de texte de remplacement : écrivez alt="ce que montre l’image", ou alt="" si elle ne dit rien',
    '“{name}” has no alternative text: write alt="what the picture shows", or alt="" where it says nothing',
)
NO_ADDRESS = Phrase(
    "l’image de « {name} » n’a pas d’adresse entière (« {found} ») : écrivez https://…",
    "the picture of “{name}” has no whole address (“{found}”): write https://…",
)
LOST_TEXT = Phrase(
    "le texte « {found} » est hors de tout mj-text : il serait perdu, ou mal placé",
    "the text “{found}” is outside any mj-text: it would be lost, or misplaced",
)
REMOTE_FONT = Phrase(
    "« {found} » va chercher une police ou un style ailleurs : employez les polices du système",
    "“{found}” takes a font or a style from elsewhere: use the system's fonts",
)
REMOTE_STYLE = Phrase(
    "une feuille de style prise ailleurs ne se charge pas dans une lettre : écrivez-la dans un mj-style",
    "a style sheet from elsewhere does not load in a letter: write it in an mj-style",
)
NOT_ESCAPED = Phrase("« {found} » n’est pas protégé : écrivez {instead}", "“{found}” is not escaped: write {instead}")
NOT_READ = Phrase(
    "mrml ne lit pas « {found} » : retirez-le, il écrit lui-même ce qui ouvre le document",
    "mrml does not read “{found}”: take it out, it writes by itself what opens the document",
)
TOO_DEEP = Phrase(
    "ce gabarit imbrique plus de {most} éléments : MJML ne le supporterait pas",
    "this template nests more than {most} elements: MJML would not bear it",
)
