"""Keys of appointment.toml."""

SLOTS = {
    "": """
        rdv_ask_motive rdv_ask_motive_retry rdv_no_other rdv_motives rdv_no_need rdv_soonest
        rdv_no_such_day rdv_over rdv_ask_day rdv_ask_day_retry
        rdv_full rdv_taken rdv_ask_name rdv_ask_name_retry rdv_readback_retry rdv_ask_change rdv_ask_change_retry
        rdv_ask_papers rdv_ask_sms rdv_ask_email rdv_sms rdv_email
        rdv_ask_sms_now rdv_ask_email_now rdv_elsewhere rdv_ask_link rdv_ask_ticket
        rdv_ask_ticket_retry rdv_ticket_unknown
        rdv_no_ticket rdv_check rdv_check_retry rdv_check_wrong rdv_not_shown rdv_is_cancelled rdv_is_over
        rdv_ask_cancel rdv_cancelled rdv_kept rdv_not_booked rdv_depends rdv_ask_book
        rdv_more_or_move rdv_more_or_move_retry rdv_none_here rdv_unable rdv_unable_retry
        rdv_none_yet rdv_finish_first rdv_one_after_the_other rdv_ask_deed rdv_ask_deed_retry
    """,
    "first second": "rdv_two rdv_two_retry rdv_which",
    "first": "rdv_one rdv_one_retry rdv_first_then",
    "when label name phone": "rdv_readback",
    "when label name": "rdv_readback_no_phone",
    "when ticket": "rdv_booked",
    "fact": "rdv_place rdv_lasts",
    "when label phone": "rdv_unnamed",
    "when label": "rdv_unnamed_no_phone rdv_yours rdv_move_readback",
    "when": "rdv_moved rdv_slot_taken rdv_nothing_then rdv_not_then rdv_too_soon",
    "day": "rdv_too_far",
    "answer": "rdv_note_kept",
    "label": "rdv_needed rdv_another",
}
NEEDED = {"rdv_booked": "ticket"}
