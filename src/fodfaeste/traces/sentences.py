"""What is wrong with a log, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fodfaeste.traces.verifying import Finding

LOGS: Mapping[str, Promise] = {
    "case": gettext_lazy("The log of case %(key)s"),
    "access": gettext_lazy("The look-ups of user %(key)s"),
    "organisation": gettext_lazy("The log of organisation %(key)s"),
}

FAULTS: Mapping[str, Promise] = {
    "missing": gettext_lazy("the line is missing"),
    "unlinked": gettext_lazy("it does not follow the line before it"),
    "changed": gettext_lazy("it says something else than was written"),
    "not_opened": gettext_lazy("the log does not begin with the opening of the case"),
    "other_case": gettext_lazy("the case now lies with another citizen, programme or organisation"),
    "text_missing": gettext_lazy("its text is gone, and nobody erased it"),
    "text_changed": gettext_lazy("its text is not what was written"),
    "text_unsealed": gettext_lazy("it has a text that nobody wrote"),
    "kind_changed": gettext_lazy("others can read its text than was decided"),
    "erased_unlogged": gettext_lazy("its text was erased, and nobody said so"),
    "not_erased": gettext_lazy("its text was erased, and is there still"),
    "list_changed": gettext_lazy("the names of the list are not those that were shown"),
    "member_unlogged": gettext_lazy("somebody has a part in the case that nobody gave them"),
    "member_missing": gettext_lazy("somebody’s part in the case is gone, and they did not leave"),
    "sight_changed": gettext_lazy("somebody can read more than was decided"),
    "sharing_unlogged": gettext_lazy("something is shared that nobody shared"),
    "sharing_missing": gettext_lazy("what was shared is gone"),
    "sharing_changed": gettext_lazy("something else is shared than was, or with others, or still"),
    "consent_unlogged": gettext_lazy("there is a consent that nobody recorded"),
    "emergency_unlogged": gettext_lazy("somebody has emergency access that was not opened"),
    "plan_unlogged": gettext_lazy("there is a version of the plan that nobody published"),
    "plan_missing": gettext_lazy("a version of the plan that was published is gone"),
    "plan_changed": gettext_lazy("a version of the plan is not what was published"),
    "companion_unlogged": gettext_lazy("somebody is at the citizen’s side whom nobody recorded"),
    "placement_unlogged": gettext_lazy("there is a placement or job that nobody agreed on"),
    "placement_missing": gettext_lazy("a placement or job that was agreed on is gone"),
    "placement_changed": gettext_lazy("a placement or job has other days than the log says"),
    "agreement_unlogged": gettext_lazy("there is a work agreement that nobody made"),
    "agreement_missing": gettext_lazy("a work agreement that was made is gone"),
    "agreement_changed": gettext_lazy("a work agreement is not what was agreed"),
    "signature_unlogged": gettext_lazy("there is a signature that nobody gave"),
    "signature_missing": gettext_lazy("a signature that was given is gone"),
    "signature_changed": gettext_lazy("a signature is not the one that was given"),
    "record_unlogged": gettext_lazy("there is an entry for VITAS or FASIT that nobody made"),
    "record_missing": gettext_lazy("an entry for VITAS or FASIT is gone"),
    "record_changed": gettext_lazy("an entry for VITAS or FASIT is not what was written"),
    "cover_unlogged": gettext_lazy("somebody covers for a colleague, and nobody said so"),
    "file_unlogged": gettext_lazy("there is a document that nobody added"),
    "file_missing": gettext_lazy("its document is gone, and nobody erased it"),
    "file_changed": gettext_lazy("its document is not the one that was added"),
    "file_not_erased": gettext_lazy("its document was erased, and is there still"),
    "gone": gettext_lazy("the whole log was there before, and is gone"),
    "cut_off": gettext_lazy("there were more lines before; from here on they are gone"),
    "rewritten": gettext_lazy("the line was another before: the log has been written anew"),
}


def sentence(finding: Finding) -> str:
    """``The log of case 6f1…, line 5 (start_interview 2026-09-03): it says something else …``"""
    log = str(LOGS[finding.ledger]) % {"key": finding.key}
    line = f" ({finding.line})" if finding.line else ""
    place = _("%(log)s, line %(seq)s") % {"log": log, "seq": finding.seq}
    return f"{place}{line}: {FAULTS[finding.code]}."
