"""Keys of procedures.toml."""

SLOTS = {
    "": """
        procedure_unsure procedure_answer_first procedure_depends procedure_after procedure_corrected
        procedure_by_appointment
        procedure_no_appointment procedure_no_desk procedure_yes_no procedure_age procedure_date procedure_person_agent
        procedure_no_such_date procedure_date_inexact procedure_in_common
        procedure_person_callback procedure_cannot_write procedure_cannot_write_agent procedure_cannot_write_callback
        procedure_fetch procedure_list procedure_nothing_to_bring procedure_noted procedure_noted_again
        procedure_noted_retry procedure_list_again procedure_list_too procedure_offer_cost procedure_offer_where
        procedure_offer_cost_only procedure_offer_delay_only procedure_offer_where_only procedure_offer_who_only
        procedure_offer_advice procedure_more_advice procedure_no_fact procedure_noted_for_agent
        procedure_stale_callback procedure_appointment
        sending_both sending_both_retry sending_sms sending_email sending_number sending_not_mobile
        sending_address sending_address_retry sending_stored sending_given_up sending_none sending_impossible
    """,
    "label": "procedure_understood procedure_walk_in procedure_stop",
    "fact": """
        procedure_ready procedure_one_item procedure_common_item procedure_item procedure_source procedure_lead_delay
        procedure_lead_where procedure_lead_who
    """,
    "day": "procedure_checked procedure_stale",
    "first second": "procedure_choice_2",
    "first second third": "procedure_choice_3",
    "first second third fourth": "procedure_choice_4",
    "phone": "sending_calling",
    "email": "sending_address_check sending_address_spelled",
}
NEEDED = {"procedure_item": "fact", "procedure_one_item": "fact"}
