"""French sentences by the thousand for the bench's corpus: a small grammar, so that texts weigh what a team's weigh."""

from __future__ import annotations

from itertools import accumulate
from random import Random

_SUBJECTS = (
    "la médiathèque", "le service des sports", "l’équipe d’accueil", "une coopérative de quartier", "le musée",
    "la maison des associations", "le théâtre municipal", "une petite commune", "l’office de tourisme",
    "la régie des eaux", "le conservatoire", "la mission locale", "un collectif d’habitants", "le centre social",
    "l’école de musique", "la bibliothèque universitaire", "le bureau de l’association",
    "la direction de la communication", "un club d’échecs", "le réseau des ludothèques", "la chargée de projet",
    "le régisseur", "une bénévole", "l’élue à la culture",
)  # fmt: skip
_VERBS = (
    "répond aux messages", "tient un registre", "relit chaque légende", "prépare le calendrier", "compte les retours",
    "reformule la question", "publie une réponse", "garde une heure libre", "note les mots employés",
    "écarte les doublons", "demande un second avis", "range ses photographies", "corrige la fiche pratique",
    "remercie les premiers venus", "ferme les sujets résolus", "partage ses sources", "annonce la prochaine date",
    "met à jour la page d’accueil", "classe les demandes", "explique ses choix", "vérifie les horaires",
    "reporte la publication", "cite ses partenaires", "mesure le temps passé",
)  # fmt: skip
_OPENINGS = (
    "Chaque lundi,", "En pratique,", "À la rentrée,", "Pendant les vacances,", "Quand tout va bien,",
    "Le plus souvent,", "Depuis l’an dernier,", "Avant midi,", "Après chaque réunion,", "Faute de temps,",
    "Par prudence,", "À l’inverse,", "Dans les faits,", "Pour commencer,", "En fin de mois,", "Sans attendre,",
)  # fmt: skip
_ENDINGS = (
    "sans rien promettre de plus", "avant la fin de la matinée", "avec l’accord des personnes concernées",
    "même lorsque personne ne le demande", "dans un langage que tout le monde comprend",
    "pour que la suite soit claire", "à partir de notes prises sur place", "en gardant la trace de la décision",
    "au rythme d’une fois par semaine", "comme convenu avec le bureau", "sur le canal où la question est née",
    "en deux ou trois phrases seulement", "afin que chacun retrouve l’information",
    "parce que l’habitude compte plus que l’élan", "et le dit dans le compte rendu suivant",
    "puis vérifie que le message a été lu",
)  # fmt: skip
_ASIDES = (
    "C’est peu, et c’est suffisant.", "Personne ne s’en plaint.", "La règle tient en une ligne.",
    "Rien n’oblige à faire plus.", "L’essentiel est ailleurs.", "Il faut parfois y revenir.", "Cela se prépare.",
    "Le reste attendra demain.", "Faut-il tout dire ? Non, mais il faut tout noter.",
    "Qui relit ? La question mérite une réponse écrite.", "Voici l’ordre dans lequel nous procédons.",
    "Les chiffres viennent après.", "Un exemple vaut mieux qu’un principe.",
)  # fmt: skip
_THINGS = (
    "calendrier", "registre", "compte rendu", "brief", "carnet", "rapport", "portrait", "questionnaire", "guide",
    "tableau", "atelier", "annuaire", "entretien", "inventaire", "journal", "récit", "sommaire", "modèle",
    "protocole", "dossier",
)  # fmt: skip
_QUALITIES = (
    "mensuel", "partagé", "tenu à jour", "de rentrée", "sans jargon", "en trois colonnes", "de poche", "à voix haute",
    "pour débuter", "de quartier", "de fin d’année", "à deux mains", "en une page", "du samedi", "hors saison",
    "collectif",
)  # fmt: skip
_ACTS = (
    "Tenir", "Relire", "Préparer", "Partager", "Commencer", "Corriger", "Ouvrir", "Présenter", "Abandonner",
    "Reprendre", "Simplifier", "Transmettre", "Éprouver", "Dater", "Illustrer", "Confier",
)  # fmt: skip
_HEADINGS = (
    "Avant de commencer", "Ce que l’on observe", "Une semaine ordinaire", "Les cas difficiles", "Qui décide",
    "Ce qui se mesure", "Les erreurs utiles", "Un exemple complet", "La part du hasard", "Ce que disent les lecteurs",
    "Quand s’arrêter", "Les outils du bord", "Un premier essai", "La relecture", "Après coup", "Questions en suspens",
)  # fmt: skip
_TAGS = (
    "accueil", "annonce", "archive", "atelier", "audience", "bilan", "brief", "budget", "calendrier", "charte",
    "concours", "courriel", "crise", "débat", "écoute", "écriture", "enquête", "entretien", "fréquence", "groupe",
    "image", "légende", "lettre", "mesure", "métier", "modération", "réponse", "rythme", "sondage", "source",
    "témoignage", "veille",
)  # fmt: skip
_FIELDS = (
    "associatif", "culturel", "de proximité", "de quartier", "en ligne", "interne", "jeunesse", "local", "municipal",
    "numérique", "participatif", "pratique", "public", "régional", "rural", "scientifique", "scolaire", "social",
    "sportif", "universitaire", "bénévole", "collectif", "durable", "mensuel", "quotidien", "saisonnier", "solidaire",
    "technique", "thématique", "trimestriel",
)  # fmt: skip
_NAMES = ("calendrier", "slot", "piece_id", "max_chars", "parution", "charte.yaml", "brouillon", "compte", "zone")
_CODE = (
    ("yaml", '{name}: {{debut: {number}, fin: "midi"}}  # à relire'),
    ("html", '<p class="{name}" data-rang="{number}">Une ligne</p>'),
    ("python", 'rangs["{name}"] = [rang for rang in range({number}) if rang % 3]'),
)


class Writer:
    """Writes with the random numbers it is given: the same numbers, the same words; a technical one names code."""

    def __init__(self, random: Random, *, is_technical: bool = False, code_lines: int = 6):
        self._random, self._code_lines = random, code_lines
        self._code_share = 0.25 if is_technical else 0.01

    def sentence(self) -> str:
        """Give one sentence of 5 to 30 words, with Markdown emphasis now and then."""
        pick, chance = self._random.choice, self._random.random()
        if chance < 0.12:
            return pick(_ASIDES)
        said = f"{pick(_SUBJECTS)} {self._marked(pick(_VERBS))}"
        if chance < 0.45:
            said = f"{pick(_OPENINGS)} {said}"
        if chance > 0.30:
            said = f"{said}, {pick(_ENDINGS)}"
        if chance > 0.80:
            said = f"{said} ; {pick(_SUBJECTS)}, de son côté, {pick(_VERBS)}"
        return said[0].upper() + said[1:] + "."

    def paragraph(self, sentences: int) -> str:
        """Give so many sentences in a row."""
        return " ".join(self.sentence() for _ in range(sentences))

    def title(self) -> str:
        """Give a title of 3 to 8 words."""
        pick = self._random.choice
        thing, quality = pick(_THINGS), pick(_QUALITIES)
        article = "l’" if thing[0] in "aei" else "le "
        if self._random.random() < 0.5:
            return f"{pick(_ACTS)} {article}{thing} {quality}"
        return f"{article}{thing} {quality} : {pick(_HEADINGS).lower()}".capitalize()

    def headings(self, count: int) -> list[str]:
        """Give so many different headings."""
        return self._random.sample(_HEADINGS, count)

    def words(self) -> str:
        """Give two or three words, as a link or a table cell has."""
        return f"{self._random.choice(_THINGS)} {self._random.choice(_QUALITIES)}"

    def code(self) -> str:
        """Give a fenced block of a few lines in one of three languages."""
        language, line = self._random.choice(_CODE)
        lines = [
            line.format(name=self._random.choice(_NAMES), number=self._random.randrange(100))
            for _ in range(self._code_lines)
        ]
        return "\n".join([f"```{language}", *lines, "```"])

    def _marked(self, words: str) -> str:
        chance = self._random.random()
        if chance > 1 - self._code_share:
            return f"{words} avec `{self._random.choice(_NAMES)}`"
        return f"**{words}**" if chance < 0.04 else f"*{words}*" if chance < 0.08 else words


class Tags:
    """The tags of a corpus, used as Zipf says: the second half as often as the first, the third a third as often."""

    def __init__(self, count: int):
        names = [*_TAGS, *(f"{tag} {field}" for field in _FIELDS for tag in _TAGS)]
        self.names = names[:count]
        self._weights = list(accumulate(1 / rank for rank in range(1, len(self.names) + 1)))

    def pick(self, random: Random, count: int) -> list[str]:
        """Give up to so many different tags, the first picked first."""
        return list(dict.fromkeys(random.choices(self.names, cum_weights=self._weights, k=count)))
