"""All that is held of a citizen, for the citizen (article 15): as a tree, on paper, as JSON.

There is one tree. The page that previews it, the PDF and the JSON show the same.
"""

from fodfaeste.protection.subject_access.paper import as_json, as_pdf
from fodfaeste.protection.subject_access.taking import (
    cases_by_citizen,
    cases_by_number,
    look_at,
    take_out,
)
from fodfaeste.protection.subject_access.tree import Fact, Held, Item, Part

__all__ = [
    "Fact",
    "Held",
    "Item",
    "Part",
    "as_json",
    "as_pdf",
    "cases_by_citizen",
    "cases_by_number",
    "look_at",
    "take_out",
]
