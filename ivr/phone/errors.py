"""What can go wrong with the telephone line. Cheap to import: no pjsua2 here."""


class PhoneError(Exception):
    """The telephone line cannot do what was asked. One sentence for the operator."""
