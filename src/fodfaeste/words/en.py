"""English. Every code has a sentence here and in ``da``; a test holds them side by side."""

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

UNITS = {
    "year": ("year", "years"),
    "month": ("month", "months"),
    "week": ("week", "weeks"),
    "day": ("day", "days"),
    "place": ("place", "places"),
}

PHRASES = {
    "and": "and",
    "yes": "yes",
    "no": "no",
    "hours": "hours",
    "scale": "{given} on a scale from {first} ({low}) to {last} ({high})",
    "not_asked": "not asked for here",
    "no_due": "the source sets no deadline",
    "waits": "the deadline is known once {from} is registered",
    "waits_for_variant": "{from} {since}; the deadline is known once the variant is chosen",
    "counted": "{from} {since}{steps} = {to}",
    "is": "{from} is {to}",
    "cell": "period {number}, {first} – {to}",
    "held": "; {held} of {of} held",
    "placement_start": "the first day of {placement}",
    "placement_end": "the last day of {placement}",
    "latest": "the last one",
    "closed": "The case is closed.",
    "closed_before": "The case was closed before that.",
    "state_met": "Done on {met}.",
    "state_met_late": "Done on {met}, {late} after the deadline {due}.",
    "state_waived": "Waived with a reason.",
    "state_missed": "It did not happen in time.",
    "state_overdue": "The deadline was {due}.",
    "breach": "{name}, {on}.",
    "breach_number": "No. {number}, {on}.",
    "criterion_met": "met",
    "criterion_not_met": "not met",
    "criterion_undetermined": "cannot be judged until this is known: {fact}",
    "criterion_date": "{since}{steps} = {to}, judged on {judged}: {verdict}",
}

FAULTS = {
    "missing": "is missing",
    "missing_key": "'{key}' is missing; write it in",
    "unknown_key": "'{key}' is not known here; use one of: {known}",
    "duplicate_key": "{key} appears here twice; delete one",
    "not_a_map": "{value} is not an object of names and values",
    "not_a_list": "{value} is not a list",
    "not_text": "{value} is not a text",
    "not_yes_no": "{value} is not true or false",
    "not_a_number": "{value} is not a whole number",
    "not_a_count": "{value} is not a whole number above 0",
    "not_decimal": "{value} is not a number such as 12 or 12.5",
    "not_a_date": "{value} is not a date",
    "not_a_period": "{value} is not a period such as P14D, P2W or P2M",
    "not_a_word": "{value} is not a word, a number or true/false",
    "not_an_id": "{value} is not an id; use small letters, digits and hyphens",
    "not_a_clause": "{value} is not a clause such as AB-01",
    "not_a_share": "{value} is not a share between 0 and 1 such as 0.20",
    "not_a_time": "{value} is not a time such as 09:00",
    "not_a_window": "{value} is not a window; write placement, case, or from and to",
    "only_not": "{value} cannot be used here; write a value, a list, or not: a value",
    "not_one_of": "{value} is not one of: {known}",
    "before_on": "{value} lies before the event's own date {on}",
    "unknown_programme": "unknown programme {value}; there are: {known}",
    "unknown_variant": "unknown variant {value}; there are: {known}",
    "unknown_type": "unknown event type {value}",
    "unknown_role": "unknown role {value}; there are: {known}",
    "unknown_attribute": "{value} is not an attribute of {type}",
    "unknown_fact": "unknown fact {value}; there are: {known}",
    "unknown_requirement": "unknown requirement {value}; there are: {known}",
    "repeated_id": "id {value} has been used before; choose another",
    "no_such_event": "there is no event with id {value}",
    "corrects_correction": "{value} is a correction itself and cannot be corrected",
    "not_json": "not valid JSON: {why}",
    "repeated_key": "the key {key} appears twice",
    "cannot_read": "cannot be read: {why}",
    "not_utf8": "the file is not UTF-8; save it as UTF-8",
    "not_yaml": "not valid YAML: {why}",
    "empty_file": "the file is empty; write a programme into it",
    "key_not_a_word": "a key has to be a word; write one",
    "not_as_named": (
        "'{given}' does not fit the name of its folder or file, '{named}'; correct one of them"
    ),
    "published_changed": (
        "version {version} is published and must not change; restore it, and put the change into "
        "a new file"
    ),
    "overlapping_versions": (
        "applies on the same days as the version of {other}; correct version or until"
    ),
    "empty_line": "the line is empty",
    "quarter": "{value} is not a quarter such as 2026Q2",
    "quarter_not_after": "the quarter {value} does not come after the last statement, {latest}",
    "repeated_case": "case {value} appears twice",
    "not_an_amount": '{value} is not an amount such as "1000000.00"',
    "negative": "{value} must not be negative",
    "below_one": "{value} has to be at least 1",
    "no_settlement": "{value} is not a programme that is paid for",
    "another_project": "{value} is not the project's {known}",
    "exactly_one": "there has to be exactly one of {known} here; there are {given}",
    "at_most_one": "there may be only one of {known} here; delete the other",
    "go_together": "'{one}' and '{other}' belong together; write both or neither",
    "unknown_event": "unknown event type {value}; use one of: {known}",
    "unknown_attribute_here": "the event has no attribute {value}; it has: {known}",
    "unknown_anchor": "unknown anchor {value}; there are: {known}",
    "unknown_stretch": "unknown stretch {value}; there are: {known}",
    "unknown_set": "unknown set of indicators {value}; there are: {known}",
    "nobody_asked": "nobody is asked; write a question to citizen or worker",
    "belief_of_worker": (
        "the worker's belief is asked of the worker alone; delete the question to the citizen"
    ),
    "unknown_clause": "the clause {value} is not under clauses; write it in there",
    "clause_not_carried": (
        "{value} is a rule, but nothing in the file cites it; write the rule, or set kind: text"
    ),
    "circle": "the days wait for each other in a circle: {circle}; let one rest on an event",
    "variant_left_out": "the variant {value} has no period; write one",
    "not_equal_parts": (
        "{period} cannot be divided into {parts} equal parts; choose another length or number"
    ),
    "not_a_date_attribute": "{value} is not a date; name one that is",
    "not_a_period_attribute": "{value} is not a period; name one that is",
    "window_needs_anchor": "a window is counted from an anchor, not from a placement",
    "window_needs_start": "{kind} is counted from a day; use placement, or from and to",
    "kind_needs": "{kind} needs '{key}'; write it in",
    "kind_has_no": "{kind} has no '{key}'; delete it",
    "needs_each_placement": "a deadline from the placement's first day needs for_each: placement",
    "below_lower_limit": (
        "at most {count} lies below at least {other} for the same thing; "
        "raise one or lower the other"
    ),
    "shares_above_one": "the shares make {total}; together they may be 1 at most, so lower one",
    "ends_before": "{value} lies before the beginning; correct one of the two",
    "stands_already": "{value} is in the shared vocabulary already; use another name",
    "cannot_be_asked": "a rule cannot ask for the value of a {type}; use choice or code",
    "scale_turned": "the scale goes from {first} to {last}; let 'to' be greater than 'from'",
    "not_hours": "{value} is not hours; write them as 12 or 12.5",
    "unknown_question": "no form asks {value} here",
    "choice_needs_values": "a choice needs values; write them in",
}
