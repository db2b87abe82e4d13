"""What a caller says of an appointment that is booked: who comes in a wheelchair, who will be late."""

STATEMENTS = ("ALTER TABLE appointments ADD COLUMN notes TEXT NOT NULL DEFAULT ''",)
