"""Keys of chat.toml: small talk, manners, changes of subject, several requests."""

SLOTS = {
    "": """
        chat_bonjour chat_ca_va chat_robot chat_nom chat_meteo chat_merci chat_blague chat_langue chat_slowly
        chat_faux_numero chat_enfant chat_perdu chat_seul chat_declined chat_numero_unknown chat_offer_agent
        chat_offer_callback insult_calm insult_warning insult_person anger topic_kept topic_dropped report_mistaken
        also_said later
    """,
    "day fact": "chat_heure",
    "fact": "chat_numero",
    "label": "change_topic also_asked next_of_several",
    "topic": "resume_topic resume_now",
    "first": "first_request",
    "first second": "two_requests",
    "first second third": "three_requests",
}
