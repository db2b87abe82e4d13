"""What the page after a form says was done, or why it was not."""

from kb.accounts import AccountError, Reason
from kb.passwords import LONGEST, SHORTEST

NOTICES = {
    "mot-de-passe": "Votre mot de passe est changé. Vos autres sessions sont fermées.",
    "compte": "Le compte est enregistré.",
    "compte-cree": "Le compte est créé. Donnez à la personne son mot de passe provisoire : elle le changera.",
    "compte-mdp": "Le mot de passe provisoire est enregistré ; les sessions de ce compte sont fermées.",
    "etat": "Le nouvel état est enregistré.",
    "service": "Le service est changé.",
    "fusion": "Les deux signalements sont réunis.",
    "deplace": "Le rendez-vous est déplacé. La personne est prévenue par écrit.",
    "deplace-a-prevenir": "Le rendez-vous est déplacé. La personne n'est pas prévenue : appelez-la.",
    "annule": "Le rendez-vous est annulé. La personne est prévenue par écrit.",
    "annule-a-prevenir": "Le rendez-vous est annulé. La personne n'est pas prévenue : appelez-la.",
    "honore": "C'est noté : la personne est venue.",
    "absent": "C'est noté : la personne n'est pas venue.",
    "rappel-pris": "Ce rappel est à vous. Le numéro est affiché.",
    "rappel-rendu": "Le rappel est rendu à tous.",
    "rappel-note": "La note est enregistrée.",
    "rappel-fait": "Le rappel est fait.",
    "question": "La question est classée.",
}
"""By the key that the address carries."""
_ACCOUNTS: dict[Reason, str] = {
    "short": f"Le mot de passe est trop court : il faut au moins {SHORTEST} caractères.",
    "long": f"Le mot de passe est trop long : {LONGEST} caractères au plus.",
    "repeated": "Le mot de passe répète trop les mêmes caractères : choisissez par exemple quatre mots sans lien.",
    "name": "Le mot de passe contient l'identifiant : choisissez-en un autre.",
    "name-shape": "L'identifiant doit avoir de 2 à 40 lettres sans accent, chiffres, points ou tirets : « a.petit ».",
    "taken": "Cet identifiant est déjà pris : choisissez-en un autre.",
    "last-administrator": "Il doit rester au moins un administrateur actif : rien n'a été changé.",
    "role": "Choisissez un des trois rôles.",
    "full-name": "Le nom affiché doit avoir de 1 à 80 caractères.",
}


def account_sentence(error: AccountError) -> str:
    """Why an account or a password is not accepted."""
    return _ACCOUNTS[error.reason]
