"""Keys of knowledge.toml."""

SLOTS = {
    "": """
        answer_check answer_other answer_unknown answer_not_right answer_outdated answer_outdated_noted answer_agent
        answer_callback answer_no_more
    """,
    "label day": "answer_source",
    "label": "answer_source_undated confirm_passage",
}
NEEDED = {"answer_source": "label", "answer_source_undated": "label", "confirm_passage": "label"}
