"""The pages of the desk, one module for each section."""

from ivr.desk.pages import accounts, audit, calls, password, today
from ivr.desk.visit import Page

PAGES: tuple[Page, ...] = (*today.PAGES, *calls.PAGES, *accounts.PAGES, *password.PAGES, *audit.PAGES)
