"""What a person can do to find work for a citizen: one function an act, as ``cases.services``."""

from fodfaeste.matching.services.stepping import NewStep, take_back, take_step
from fodfaeste.matching.services.wishing import tell_minutes, write_wishes

__all__ = ["NewStep", "take_back", "take_step", "tell_minutes", "write_wishes"]
