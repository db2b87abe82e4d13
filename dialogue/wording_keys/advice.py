"""Keys of advice.toml."""

SLOTS = {"": "advice_visite advice_plainte advice_vitale advice_heredite advice_offer_agent advice_offer_callback"}
