"""Keys of advice.toml."""

SLOTS = {
    "": """
        advice_visite advice_plainte advice_vitale advice_heredite advice_domicile advice_demarchage advice_eau
        advice_chauffage advice_fuite advice_courant advice_secours advice_seul
        advice_arbre advice_abus advice_impot advice_vol advice_contravention advice_courrier
        advice_papiers_defunt advice_offer_agent advice_offer_callback
    """
}
