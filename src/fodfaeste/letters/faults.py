"""Why a letter could not be delivered. The pages say each in plain words, with what to do."""

from enum import StrEnum


class Cannot(StrEnum):
    """``LATER``: those that may pass by themselves, so that it is tried again."""

    NO_BASIS = "no_basis"  # nobody agreed to it, or not any more
    NO_NUMBER = "no_number"  # Digital Post needs a CPR or CVR number
    NO_SENDER = "no_sender"  # nor is it sent by whom nobody knows the number of
    NO_ADDRESS = "no_address"  # nobody knows an e-mail address
    NOT_HERE = "not_here"  # the organisation does not work here any more
    INCOMPLETE = "incomplete"  # its template is not told what it needs
    UNCLEAR = "unclear"  # a worker died while it handed it over, or the server fell silent
    DIED = "died"  # a worker died over it before it handed anything over
    NO_ANSWER = "no_answer"  # the mail server, or the folder, could not be reached
    REFUSED = "refused"  # the mail server did not take it
    ENCLOSURE_GONE = "enclosure_gone"  # what was to go along was erased, or is lost
    TEXT_GONE = "text_gone"  # what it was written from was erased
    GONE = "gone"  # somebody else sent it meanwhile
    BROKEN = "broken"  # something of ours


LATER = frozenset({Cannot.NO_ANSWER, Cannot.REFUSED, Cannot.BROKEN})


class CannotDeliver(Exception):
    """It was not handed over, and why."""

    def __init__(self, fault: Cannot) -> None:
        super().__init__(fault)
        self.fault = fault
