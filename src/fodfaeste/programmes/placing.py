"""Finds the rules of the law about placements, which come as a file of their own."""

from functools import cache
from pathlib import Path

from fodfaeste.core import shapes
from fodfaeste.core.faults import Faults
from fodfaeste.core.law import PlacementRules
from fodfaeste.programmes.yaml_files import read_yaml

RULES = Path(__file__).parent / "placement_rules.yaml"


@cache
def placement_rules() -> PlacementRules:
    """The rules that come with Fodfæste."""
    return read_placement_rules(RULES)


def read_placement_rules(path: Path) -> PlacementRules:
    """The rules in the file at ``path``. Raises ``Refused`` with every mistake."""
    read = read_yaml(path)
    read.faults.refuse_if_any()
    faults = Faults()
    rules: PlacementRules = shapes.read(PlacementRules, read.data, "", faults)
    faults.refuse_if_any()
    return rules
