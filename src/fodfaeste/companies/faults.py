"""Sentences for the faults of the register."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    "column_missing": _(
        "There is no column called %(value)s. The first row of the sheet must name the columns."
    ),
    "column_twice": _("There are two columns called %(value)s. Take one of them away."),
    "company_known": _("%(value)s is in the register already with this CVR number."),
    "cvr_missing": _("Write the CVR number. It can be looked up at datacvr.virk.dk."),
    "figure_form": _("Write a number from 0 to %(value)s, as in 12.5."),
    "hours_form": _("Write hours a week between 0 and %(value)s."),
    "hours_order": _("The most hours are fewer than the least."),
    "month_form": _("Write the month as in 2026-10, or leave it out."),
    "month_to_come": _("This month has not begun yet."),
    "no_figures": _("Write a figure for at least one month."),
    "not_a_number": _("%(value)s is no number. Write it as in 12.5, or leave it out."),
    "no_kinds_offered": _("Choose what it may be: a placement, a job with wage subsidy …"),
    "p_number_form": _("A P-number has ten digits."),
    "p_number_taken": _("%(value)s has this P-number already."),
    "places_form": _("Write how many places there are, from 1 to %(value)s."),
    "postcode_form": _("A postcode has four digits."),
    "phone_form": _("A telephone number has digits and blanks, and perhaps + in front."),
    "email_form": _("Write an e-mail address, as in name@company.dk."),
    "said_otherwise": _("The register says “%(value)s”, which stays."),
    "sheet_broken": _(
        "The file cannot be read. Open it in your spreadsheet program, save it as XLSX or CSV, and"
        " try again."
    ),
    "sheet_broken_line": _("Line %(value)s cannot be read. Look for a quotation mark too many."),
    "sheet_empty": _("There is no company in the sheet: nothing stands below the names."),
    "sheet_large": _("The sheet is larger than %(value)s MB. Divide it into several."),
    "sheet_long": _("The sheet has more than %(value)s rows. Divide it into several."),
    "sheet_not_text": _("This is no sheet. Choose a file that ends in .xlsx or .csv."),
    "sheet_old": _("This is an old kind of Excel file (.xls). Save it as .xlsx, and try again."),
    "unknown_contact_channel": _("Choose how you were in touch."),
    "unknown_company_kind": _("Choose what the company is."),
    "unknown_consideration": _("Choose among the considerations in the list."),
    "unknown_contact_role": _("Choose what the person is to us."),
    "unknown_offer_kind": _("Choose among the kinds in the list."),
    "unknown_kind_said": _(
        "“%(value)s” is no kind of company. Write company, company centre or workshop."
    ),
    "unknown_role_said": _(
        "“%(value)s” is no role. Write responsible, mentor, staff representative or other."
    ),
    "unknown_responsible": _("Choose somebody who works here."),
    "unknown_touch_outcome": _("Choose what came of it."),
    "unknown_contact": _("The company has no such contact."),
    "unknown_word_said": _(
        "“%(value)s” is not among those that an offer can have. Write them as the form for an offer"
        " does, with commas between them."
    ),
    "unknown_unit": _("The company has no such production unit."),
    "whose_number": _(
        "Write whose telephone or e-mail it is, or leave both out: they are kept with a person."
    ),
    "figure_said_anew": _("%(value)s stood there for that month; the sheet counts now."),
    "p_number_elsewhere": _("%(value)s has this P-number already. A workplace has one of its own."),
    "yes_or_no": _("Write yes or no; “%(value)s” was written."),
}
