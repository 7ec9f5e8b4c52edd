"""The built-in wordings in Dutch, written in Dutch and not translated from the English ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

# By kind: the subject of the mail and its first sentences, which a chat shows as well.
DUTCH: Final[Mapping[str, Sequence[tuple[str, str]]]] = {
    "neutral": (
        (
            "Een verhaal voor als je even hebt",
            (
                "“{story}” ligt voor je klaar. Kopieer het, maak het van jezelf of sla het "
                "over: alle drie prima."
            ),
        ),
        (
            "Deze staat klaar voor {network}",
            "“{story}” is al uitgeschreven. Lees het rustig en kijk of het iets voor je is.",
        ),
        (
            "Wat doe jij met “{story}”?",
            (
                "Delen zoals het is, in je eigen woorden, of laten liggen. Jij kent je mensen "
                "het best."
            ),
        ),
    ),
    "social_proof": (
        (
            "{Colleagues} collega's deelden dit verhaal",
            (
                "“{story}” gaat rond: {colleagues} collega's zetten het op een netwerk van "
                "henzelf. Past het ook op dat van jou?"
            ),
        ),
        (
            "Dit kozen {colleagues} collega's",
            (
                "“{story}” is tot nu toe door {colleagues} collega's gedeeld. Kijk eens of het "
                "bij je past."
            ),
        ),
        (
            "Een verhaal dat al rondgaat",
            (
                "{Colleagues} collega's deelden “{story}”. Zouden de mensen die jij kent het "
                "ook willen lezen?"
            ),
        ),
    ),
    "streak": (
        (
            "Deel voor zondagnacht één bericht en het zijn er {next}",
            "Je ketting telt nu {weeks}. Met “{story}” kan deze week erbij.",
        ),
        (
            "Deze week van je ketting is nog open",
            (
                "Je zit op {weeks}. Deel voor zondagnacht één bericht en het zijn er {next}; "
                "“{story}” staat klaar als het je wat lijkt."
            ),
        ),
        (
            "Er is plek voor deze week in je ketting",
            "Hij telt {weeks}. Spreekt “{story}” je aan, dan hoort deze week er ook bij.",
        ),
    ),
    "personal_benefit": (
        (
            "Laat zien waar je mee bezig bent",
            (
                "Met een bericht af en toe weten de mensen die je kent waar je aan werkt. "
                "“{story}” kun je helemaal van jezelf maken."
            ),
        ),
        (
            "Een reden om weer eens hallo te zeggen",
            (
                "Met een bericht groet je mensen die je een tijd niet sprak. “{story}” kan er "
                "zo een zijn."
            ),
        ),
        (
            "Jouw vak, in jouw woorden",
            (
                "Vertel iets over je werk waar een ander wat aan heeft. “{story}” is een begin; "
                "de woorden mogen allemaal van jou zijn."
            ),
        ),
    ),
    "success_story": (
        (
            "Iets wat goed uitpakte",
            (
                "“{example}” gaat over iets wat hier goed ging. Lees het, en kijk of jij ook "
                "iets te vertellen hebt."
            ),
        ),
        (
            "Goed nieuws van de mensen om je heen",
            (
                "In “{example}” lees je hoe het lukte. Wil jij deze week ook iets laten horen, "
                "dan staat “{story}” klaar."
            ),
        ),
        (
            "Zo kan het ook gaan",
            "“{example}” laat zien wat ervan kwam. Wat zou jij willen vertellen?",
        ),
    ),
    "expert_example": (
        (
            "Kijk hoe een expert het doet",
            (
                "“{example}” is een voorbeeld. Neem eruit mee wat je bevalt, en maak van dit "
                "verhaal een bericht van jezelf."
            ),
        ),
        (
            "Begin met een voorbeeld",
            (
                "Je hoeft niet met een leeg vel te beginnen: “{example}” laat zien hoe het kan. "
                "Verander hier een zin tot hij van jou is."
            ),
        ),
        (
            "Eerst een expert, dan jij",
            "In “{example}” doet een expert het voor. Pas “{story}” aan tot het klinkt zoals jij.",
        ),
    ),
    "recognition": (
        (
            "Iemand las wat je deelde",
            "{Expert} schreef je er iets over. Heb je zin in nog een, dan staat “{story}” klaar.",
        ),
        (
            "Wat je deelde is opgevallen",
            (
                "{Expert} nam de tijd om je erover te schrijven. “{story}” ligt klaar als je "
                "verder wilt."
            ),
        ),
        (
            "Met aandacht gelezen",
            (
                "Je kreeg een woord van {expert} over een bericht van je. Dit kan een volgende "
                "zijn, als je wilt: “{story}”."
            ),
        ),
    ),
    "fresh_story": (
        (
            "Nieuw: {story}",
            "Het is net uit en staat klaar om te delen. Kijk eens of het iets voor je is.",
        ),
        (
            "Net binnen, en klaar voor {network}",
            "“{story}” is nieuw. Kopieer het, maak het van jezelf of laat het liggen.",
        ),
        (
            "Iets nieuws om te vertellen",
            "“{story}” is pas uit. Zouden de mensen die jij kent het willen horen?",
        ),
    ),
    "fresh_start": (
        (
            "Een mooi moment om weer te beginnen",
            "Er valt niets in te halen. “{story}” staat klaar, en één bericht is al genoeg.",
        ),
        (
            "Welkom terug, wanneer je maar wilt",
            (
                "Je deelde een tijdje niets, en dat is prima. “{story}” ligt klaar als je er "
                "zin in hebt."
            ),
        ),
        (
            "Begin zo klein als je wilt",
            "“{story}” is al uitgeschreven. Lezen is genoeg om te weten of je het wilt delen.",
        ),
    ),
}
