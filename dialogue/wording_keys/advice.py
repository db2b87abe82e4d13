"""Keys of advice.toml."""

SLOTS = {
    "": """
        advice_visite advice_plainte advice_vitale advice_heredite advice_domicile advice_demarchage advice_eau
        advice_arbre advice_papiers_defunt advice_offer_agent advice_offer_callback
    """
}
