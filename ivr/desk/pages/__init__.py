"""The pages of the desk, one module for each section."""

from ivr.desk.pages import accounts, audit, password, today
from ivr.desk.visit import Page

PAGES: tuple[Page, ...] = (*today.PAGES, *accounts.PAGES, *password.PAGES, *audit.PAGES)
