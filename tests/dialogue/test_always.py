"""Expressions that always mean the same, and the ordinary sentences that have the same words."""

import pytest
from pydantic import ValidationError

from accessibility.hearing import fold
from dialogue.catalogue import Catalogue, Intent
from dialogue.understanding.always import Expressions
from dialogue.understanding.request import PLAIN, Act, RequestUnderstanding, decide

VISIT, NUMBER = "intent:visite_suspecte", "intent:chat_numero"
LANGUAGE = "intent:chat_langue"
NOTE = "intent:rdv_mot"
COMPLAINT, WITHDRAWN = "intent:porter_plainte", "intent:evenement_annuler"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("un monsieur s'est présenté chez moi il m'a demandé de l'argent", VISIT),
        ("on a sonné chez moi et on m'a demandé de l'argent pour la mairie", VISIT),
        ("quelqu'un sonne chez moi et dit qu'il vient de la mairie", VISIT),
        ("un homme est à ma porte il dit qu'il vient de la mairie pour vérifier mes tuyaux", VISIT),
        ("il y a des gens qui vendent des calendriers de la part de la mairie", VISIT),
        ("une dame est venue chez ma mère elle se dit de la mairie", VISIT),
        ("un homme a frappé à ma porte il réclame vingt euros", VISIT),
        ("un monsieur veut entrer chez moi pour vérifier l'eau", VISIT),
        ("quelqu'un se fait passer pour un agent de la mairie", VISIT),
        ("je veux porter plainte contre mon gendre", COMPLAINT),
        ("où est-ce que je peux déposer plainte", COMPLAINT),
        ("finalement on ne viendra pas au repas dimanche", WITHDRAWN),
        ("décommandez-nous pour le spectacle", WITHDRAWN),
        ("j'ai rendez-vous demain mais je serai en retard de dix minutes", NOTE),
        ("je viens en fauteuil roulant à mon rendez-vous", NOTE),
        ("ma nièce est norvégienne elle voudrait voter", "intent:liste_electorale"),
        ("il faudrait des barres de maintien pour mon père", "intent:adaptation_logement"),
        ("ma fille part au Portugal avec sa marraine il lui faut un papier", "intent:sortie_territoire"),
        ("la préfecture a perdu ma demande de titre de séjour", "intent:titre_sejour"),
        ("buenas tardes necesito ayuda", LANGUAGE),
        ("moi pas parler français", LANGUAGE),
        ("je ne parle pas bien le français", LANGUAGE),
        ("est-ce qu'il y a quelqu'un qui parle anglais", LANGUAGE),
        ("do you speak english", LANGUAGE),
        ("sorry i don't speak french", LANGUAGE),
        ("guten tag ich brauche hilfe", LANGUAGE),
        ("vos bureaux c'est où", "intent:adresse_service"),
        ("le lampadaire n'est plus en panne merci", "intent:suivi_repare"),
        ("le chien n'est plus perdu il est revenu tout seul", "intent:suivi_repare"),
        ("on n'est pas mariés et on attend un bébé", "intent:reconnaissance"),
        ("mariée ici en 1962 je voudrais le papier", "intent:acte_mariage"),
        ("j'ai retrouvé mon passeport", "intent:passeport"),
        ("l'auxiliaire de vie de mon père se sert de sa carte elle prend de l'argent", "intent:abus_aide"),
        ("on ne m'a pas envoyé je n'ai pas reçu l'avis d'imposition", "intent:avis_impot"),
        ("je viens de trouver un passeport sur le trottoir", "intent:objets_trouves"),
        ("j'ai un contretemps pour vendredi matin", "intent:rdv_deplacer"),
        ("mes robinets ne coulent plus", "intent:eau_chez_soi"),
        ("j'ai loupé le camion des poubelles", "intent:collecte"),
        ("laissez-moi votre numéro", NUMBER),
        ("c'est quoi votre numéro pour que je rappelle", NUMBER),
    ],
)
def test_what_is_meant_for_sure(understanding: RequestUnderstanding, text: str, meaning: str) -> None:
    assert decide(understanding.request([text])) == Act(meaning, PLAIN)


@pytest.mark.parametrize(
    "text",
    [
        "les cloches sonnent toute la nuit à côté de la mairie",
        "ça sonne occupé au standard de la mairie",
        "l'éclairage à la porte d'entrée de la mairie est cassé",
        "il y a un tas d'ordures à la porte de la salle de la mairie",
        "on a sonné chez moi pour le recensement de la mairie",
        "un chat veut entrer chez moi",
        "vous avez un numéro pour la piscine",
        "vous avez un numéro pour le médecin de garde",
        "vous avez un numéro pour l'école",
        "un rat veut entrer chez moi par la cave",
        "l'alarme sonne sans arrêt derrière le parking de la mairie",
        "un agent de la mairie est passé chez moi relever le compteur",
        "il y a de l'argent par terre devant la porte de la mairie",
        "un monsieur dort devant la porte de la mairie",
        "la dame de la mairie m'a dit de venir avec de l'argent",
        "c'est quoi votre numéro pour le médecin de garde",
    ],
)
def test_what_only_has_the_words(understanding: RequestUnderstanding, text: str) -> None:
    assert not {VISIT, NUMBER} & {each.label for each in understanding.request([text]) if each.score >= PLAIN}


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("ma voisine anglaise vote par procuration", "intent:liste_electorale"),
        ("la rampe de l'escalier de l'église est cassée", "intent:adaptation_logement"),
        ("ma mère est coincée dans son monte-escalier", "intent:adaptation_logement"),
        ("j'ai la double nationalité et je voudrais avoir la nationalité sur ma carte", "intent:titre_sejour"),
        ("mon fils a besoin de cours d'anglais", LANGUAGE),
        ("mon mari parle un peu français il veut la nationalité", LANGUAGE),
        ("mon voisin parle anglais et il fait du bruit la nuit", LANGUAGE),
        ("il me faut un rendez-vous, je suis en fauteuil roulant", NOTE),
        ("j'ai du retard, il faut décaler mon rendez-vous", NOTE),
        ("j'ai rendez-vous chez le docteur et le bus est en retard", NOTE),
        ("décommandez-le à la cantine pour le repas de jeudi", WITHDRAWN),
        ("je voudrais une aide ménagère pour ma mère", "intent:abus_aide"),
        ("on m'a volé mon sac à main dans le bus", "intent:abus_aide"),
        ("faut-il l'avis d'impôt pour la cantine", "intent:avis_impot"),
        ("je n'ai pas trouvé un passeport à ce prix", "intent:objets_trouves"),
        ("j'ai un empêchement pour le repas des aînés", "intent:rdv_deplacer"),
        ("guten tag sur mon mur", LANGUAGE),
        ("il y a écrit guten tag sur mon mur", LANGUAGE),
        ("il y a écrit can i sur la porte de la poste", LANGUAGE),
        ("le magasin do you know a laissé ses poubelles", LANGUAGE),
        ("mon fils part au collège en bus", "intent:sortie_territoire"),
    ],
)
def test_what_is_not_meant(understanding: RequestUnderstanding, text: str, meaning: str) -> None:
    assert meaning not in {each.label for each in understanding.request([text]) if each.score >= PLAIN}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("le réverbère est cassé devant chez moi un homme me demande de payer la réparation", "incident:lampadaire"),
        ("un nid de poule devant chez moi un monsieur m'a demandé de payer son pneu", "incident:nid_de_poule"),
    ],
)
def test_a_clear_incident_wins(catalogue: Catalogue, understanding: RequestUnderstanding, text: str, kind: str) -> None:
    assert Expressions.of(catalogue.intents["visite_suspecte"]).said(fold(text))
    decision = decide(understanding.request([text]))
    assert isinstance(decision, Act)
    assert decision.meaning == kind


def test_an_unknown_group_is_one_sentence() -> None:
    with pytest.raises(ValidationError, match="qui"):
        Intent(label="x", flow="advice", surely_together=(("qui",),), examples=("x",))


def test_refused_it_is_not_meant_again(understanding: RequestUnderstanding) -> None:
    ranking = understanding.request(["laissez-moi votre numéro"], {NUMBER})
    assert NUMBER not in {each.label for each in ranking}


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("le docteur est passé ce matin", "intent:medecin_garde"),
        ("le médecin a signé le certificat", "intent:medecin_garde"),
        ("c'est moi sa mamie qui peux l'amener", "intent:chat_enfant"),
        ("je ne viendrai pas au rendez-vous à la fête", "intent:evenement_annuler"),
        ("je veux porter plainte contre la mairie", "intent:porter_plainte"),
    ],
)
def test_what_is_never_meant(understanding: RequestUnderstanding, text: str, meaning: str) -> None:
    assert meaning not in {each.label for each in understanding.request([text])}
