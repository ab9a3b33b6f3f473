"""What is known of a citizen, for the rules about placements."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from fodfaeste.accounts.models import User
from fodfaeste.cases.models import Case
from fodfaeste.cases.queries.case_page import seen_with
from fodfaeste.cases.sight import sight_of


def facts_of(case: Case, *, by: User, on: date) -> Mapping[str, Any]:
    """The facts that ``by`` sees: nobody is told by a rule what they do not read."""
    return seen_with(case, sight_of(user=by, case_id=case.pk, on=on), on).facts
