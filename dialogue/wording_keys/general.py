"""Keys of general.toml."""

SLOTS = {
    "": """
        greeting greeting_examples anything_else anything_else_retry next_request goodbye last_call nobody_there
        say_otherwise not_understood_request ask_kind ask_kind_retry kind_own_words ask_place ask_place_retry
        ask_place_again ask_number ask_number_retry place_own_words ask_phone ask_phone_retry phone_none phone_unclear
        readback_no_phone confirm_unclear readback_retry ask_correction ask_correction_retry yes_or_no noted doubted
        doubt_plainly doubt_plainly_do
        ask_danger_transfer ask_danger_callback ask_danger_report danger_end ask_danger_now
        danger_declined_unknown
        danger_withdrawn danger_calling wrong_number
        transfer transfer_failed no_agent
        callback_late not_served ask_callback ask_subject ask_subject_retry callback_no_phone offer_agent
        offer_callback offer_unheard_callback
        offer_unheard_agent offer_agent_declined slower louder louder_and_slower wait still_here back back_impossible
        leave_report resume_report report_left help silence noise quiet unclear apology apology_end one_moment
    """,
    "label": "confirm_kind confirm_intent understood_kind not_yet",
    "first second third": "choose_which choose_which_retry",
    "first second": "choose_kind choose_kind_retry choose_place choose_place_retry",
    "number": "confirm_number",
    "fact": "danger_declined",
    "place": "confirm_place readback_place_own ask_place_unfound",
    "phone": "ask_phone_caller readback_phone callback_stored",
    "label phone": "callback_stored_about",
    "digits": "phone_continue",
    "label place phone": "readback",
    "ticket": "stored number_again",
}
NEEDED = {"stored": "ticket"}
