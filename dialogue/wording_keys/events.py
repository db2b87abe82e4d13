"""Keys of events.toml."""

SLOTS = {
    "": """
        events_next events_more_first events_none event_unknown event_stale ask_events_more ask_events_more_retry
        ask_events_which ask_events_which_retry ask_event_name ask_event_name_retry ask_event_details
        ask_event_details_retry ask_events_next event_no_price event_no_place event_children event_not_children
        event_no_description event_register_needed event_register_free event_register_closed event_full event_group
        ask_event_change ask_event_change_retry event_known ask_event_register ask_event_register_retry ask_event_people
        ask_event_people_retry ask_event_name_of
        ask_event_name_of_retry ask_event_readback_retry event_not_registered ask_event_ticket
        ask_event_ticket_retry event_ticket_unknown event_ticket_none ask_event_cancel event_is_cancelled
        ask_event_whose ask_event_whose_retry event_name_wrong
        event_was_cancelled event_kept event_one_left event_vanished ask_event_which
        ask_event_which_retry event_places_left
    """,
    "day": "events_on events_none_on events_none_of event_register_until",
    "fact": """
        ask_event_one_less event_some_left event_people_now event_few_more
        event_first event_then event_last event_only event_where event_instead event_cancelled event_times
        event_price event_few_left event_least_age event_other_kind
    """,
    "label": "event_yours",
    "fact label": "ask_event_people_change",
    "label people name": "ask_event_readback",
    "ticket": "event_registered",
}
NEEDED = {"event_registered": "ticket"}
