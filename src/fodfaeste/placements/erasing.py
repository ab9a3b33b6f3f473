"""Erases what is written about a case's placements; dates, hours and codes stay."""

from fodfaeste.cases import crypto
from fodfaeste.cases.models import Case
from fodfaeste.placements.models import AgreementVersion, ExternalRecord, Signature


def empty(case: Case) -> None:
    """Takes away what the agreements say in words, who signed, and reference numbers."""
    nothing = crypto.encrypt_map({})
    AgreementVersion.unrestricted.filter(placement__case=case).update(details=nothing)
    Signature.unrestricted.filter(version__placement__case=case).update(details=nothing)
    ExternalRecord.unrestricted.filter(placement__case=case).update(reference=None)
