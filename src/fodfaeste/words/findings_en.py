"""English of what the rules about placements find. Every code stands here and in `findings_da`."""

FINDINGS = {
    "ratio": (
        "{ordinary} ordinary → {spots}; {taken} taken ({heads}); {free} {unused}. "
        "This placement takes {asked}."
    ),
    "ratio_full": (
        "{ordinary} ordinary → {spots}; {taken} taken ({heads}); none free. "
        "This placement takes {asked}."
    ),
    "ratio_now": "{ordinary} ordinary → {spots}; {taken} taken ({heads}); {free} {unused}.",
    "ratio_full_now": "{ordinary} ordinary → {spots}; {taken} taken ({heads}); none free.",
    "ratio_exempt": "Is not counted: the citizen is employed here.",
    "ratio_exceeded": (
        "Too many for the ratio rule from {first} until {last}: {together} where there are places "
        "for {places}."
    ),
    "ratio_exceeded_day": (
        "Too many for the ratio rule on {first}: {together} where there are places for {places}."
    ),
    "ratio_exceeded_open": (
        "Too many for the ratio rule from {first}: {together} where there are places for {places}. "
        "No end of it is known."
    ),
    "staff_unknown": (
        "Nobody has said how many ordinary employees there are. The ratio rule needs {months}."
    ),
    "staff_incomplete": "The average leaves out months without a figure: {months}.",
    "duration": "Up to {lasts}: at the latest until {last}.",
    "duration_after": (
        "Up to {lasts} at the same place, {before} of them used before: at the latest until {last}."
    ),
    "duration_used": "Up to {lasts} at the same place, and {before} have been used before.",
    "duration_undecided": "Between {least} and {most}; which it is hangs on {missing}.",
    "no_duration_rule": "No rule about its length is known for that day and that target group.",
    "no_last_day": "No last day is agreed. By the rule it is {last} at the latest.",
    "longer_assessment": (
        "Until {until} is longer than {lasts} ({last}). It can be extended to {to} ({to_last}) "
        "after a concrete assessment; write it."
    ),
    "longer_special_need": (
        "Until {until} is longer than {lasts} ({last}). Extended to {to} ({to_last}) it takes a "
        "quite special need; write which."
    ),
    "longer_than_rule": "Until {until} is longer than the {lasts} that the rule allows ({last}).",
    "unemployed_unknown": (
        "The citizen must normally have been unemployed for {lasts} before. Since when "
        "is not known."
    ),
    "unemployed_too_short": (
        "The citizen must normally have been unemployed for {lasts}. Unemployed since "
        "{unemployed}, that is from {from}."
    ),
    "net_jobs_met_average": (
        "{now} ordinary employees in {month}, on average {against} in the last 12 months: the job "
        "comes on top."
    ),
    "net_jobs_missing_average": (
        "{now} ordinary employees in {month}, on average {against} in the last 12 months: the job "
        "would not come on top."
    ),
    "net_jobs_unknown_average": (
        "Whether the job comes on top of the others cannot be said: no figure of {month}."
    ),
    "net_jobs_met_budget": (
        "{now} ordinary employees in {month}, a budget for {against}: the job comes on top."
    ),
    "net_jobs_missing_budget": (
        "{now} ordinary employees in {month}, a budget for {against}: the job would not come on "
        "top."
    ),
    "net_jobs_unknown_budget": (
        "Whether the job comes on top of the others cannot be said: the budget of the unit, or the "
        "figure of {month}, is not known."
    ),
    "net_jobs_not_asked": (
        "Need not come on top of other jobs: the citizen's capacity for work is reduced."
    ),
    "ends_before_it_begins": "The last day, {until}, lies before the first, {since}.",
    "back_dated": "The first day, {since}, has passed ({days} ago).",
    "begins_on_sunday": "The first day, {since}, is a Sunday.",
    "begins_on_saturday": "The first day, {since}, is a Saturday.",
    "begins_on_holiday": "The first day, {since}, is a public holiday.",
    "change_back_dated": "The change holds from {since}, which has passed ({days} ago).",
    "change_on_sunday": "The change holds from {since}, a Sunday.",
    "change_on_holiday": "The change holds from {since}, a public holiday.",
    "overlapping": "At the same time as the agreement with {at}, from {first} until {last}.",
    "overlapping_day": "At the same time as the agreement with {at}, on {first}.",
    "overlapping_open": "At the same time as the agreement with {at}, from {first}.",
    "last_employer": (
        "The citizen had their last job here. A placement may not be at the last employer."
    ),
}

MISSING = {"group": "the target group", "sector": "whether the employer is public or private"}
UNUSED = ("free", "free")
HEADS = ("{n} person", "{n} persons")
AND = " and "
