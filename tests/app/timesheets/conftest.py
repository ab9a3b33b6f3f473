"""What the tests of time sheets share."""

import pytest


@pytest.fixture
def case(home):
    from tests.app.web_data import refer

    return refer(home, "Åse Ærø")


@pytest.fixture
def placed(home, case):
    from tests.app.timesheets.sheeted import placement

    return placement(home, case)
