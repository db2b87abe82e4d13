"""Keys of taking_part.toml."""

SLOTS = {
    "": """
        no_consultation opinion_kept project_unknown projects_listed ask_which_project ask_which_project_more
        ask_which_project_retry project_none_of_these survey_already survey_empty survey_ask_ticket
        survey_ask_ticket_again survey_no_token survey_scale survey_words survey_stopped survey_skipped
        survey_again survey_corrected survey_which survey_dropped survey_recap survey_confirm
    """,
    "fact": "project_told ask_take_part offer_consultation survey_intro",
    "number fact": "project_listed",
    "day": "project_until_works project_until_opinion project_until",
    "first second": "survey_choice_2",
    "first second third": "survey_choice_3",
    "number answer": "survey_answer",
    "ticket": "survey_stored",
}
NEEDED = {"survey_stored": "ticket", "survey_answer": "answer"}
