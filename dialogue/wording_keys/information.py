"""Keys of information.toml."""

SLOTS = {
    "": """
        price_unknown who_unknown email_unknown
        ask_school ask_school_retry ask_service ask_service_retry info_unknown info_callback
        hours_elsewhere reach_elsewhere hours_holiday hours_school_holidays hours_no_next hours_no_calendar
        info_offer_week ask_official ask_official_retry emergency_numbers ask_waste_street ask_waste_number waste_moved
        waste_street_unknown allergens_check ask_line ask_line_retry line_over school_holidays_unknown
        official_no_name official_offer_rdv info_no_such_day grievance grievance_hours praise
    """,
    "first second": "choose_service choose_service_retry",
    "first second third": "choose_service_three choose_service_three_retry",
    "day": """
        info_outdated info_other_weekday pharmacy_unknown waste_yes waste_no market_none menu_unknown menu_no_school
        menu_holidays menu_wednesday allergens_none allergens_unknown line_next school_returns
        public_holiday_yes public_holiday_no
    """,
    "service": "hours_unknown reach_unknown",
    "fact": "hours_why hours_exception phone_of_service pharmacy_where waste_none waste_unknown menu_then",
    "hours": "market_next",
    "day hours": "hours_week_line hours_week_line_long market_on",
    "place fact day": "waste_next_place",
    "fact hours": "hours_then hours_reopens",
    "service day": "pharmacy line_not_running",
    "service fact": "email_of_service hours_now hours_week phone address official_name doctor_now",
    "day fact": "hours_usually",
    "fact day": "waste_next menu allergens allergen_yes allergen_no school_holidays public_holiday",
    "service fact day": "hours_until hours_ends hours_closed hours_span",
    "service fact hours": "hours_at hours_week_one",
    "service day hours": "line",
    "service fact day hours": "hours_open hours_open_long",
}
