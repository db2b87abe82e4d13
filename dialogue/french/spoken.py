"""What a voice is to read digit by digit."""


def digit_groups(number: str, group: int = 3) -> str:
    """Digits apart, in groups: "472915" → "4 7 2, 9 1 5". Other characters are dropped.

    Raises ValueError when `group` is not positive.
    """
    if group < 1:
        raise ValueError(f"A group of digits has at least 1 digit, not {group}.")
    digits = [char for char in number if char.isdecimal()]
    return ", ".join(" ".join(digits[start : start + group]) for start in range(0, len(digits), group))
