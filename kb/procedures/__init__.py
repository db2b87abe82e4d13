"""The procedures of a town hall: trees of questions, as data that an agent can read and edit."""
