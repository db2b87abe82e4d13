"""Keys of followup.toml."""

SLOTS = {
    "": """
        duplicate_distinct ask_ticket ask_ticket_again ask_ticket_retry ask_case_check ask_case_check_retry
        ask_case_street ticket_wrong case_not_found case_anew case_no_number case_check_wrong case_other case_somewhere
        case_town_hall case_late case_nothing_added case_note_kept case_repaired case_reopened_now case_still_noted
        case_offer_agent case_offer_callback offer_new_report ask_note ask_note_retry ask_fixed ask_really_fixed
        ask_case_more ask_already_more ask_case_withdraw case_withdrawn case_kept case_participation title_unknown
    """,
    "label day place": "ask_duplicate case_told",
    "label place": "case_found case_same",
    "label": "ask_case_yours",
    "first second": "ask_case_which ask_case_which_retry",
    "service day": "case_new case_taken case_begun case_done case_dropped case_reopened case_done_caller",
    "fact day": "case_registration case_registration_off case_registration_unsure",
    "day hours": "case_appointment case_appointment_past case_appointment_off",
    "message": "case_message",
    "ticket": "duplicate_joined duplicate_known already_told ticket_unknown",
}
NEEDED = {
    "duplicate_joined": "ticket",
    "duplicate_known": "ticket",
    "already_told": "ticket",
    "ticket_unknown": "ticket",
    "case_message": "message",
}
