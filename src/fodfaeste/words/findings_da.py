"""Dansk af det, reglerne om praktik finder. Every code stands here and in `findings_en`."""

FINDINGS = {
    "ratio": (
        "{ordinary} ordinære → {spots}; {taken} optaget ({heads}); {free} {unused}. "
        "Denne praktik fylder {asked}."
    ),
    "ratio_full": (
        "{ordinary} ordinære → {spots}; {taken} optaget ({heads}); ingen ledige. "
        "Denne praktik fylder {asked}."
    ),
    "ratio_now": ("{ordinary} ordinære → {spots}; {taken} optaget ({heads}); {free} {unused}."),
    "ratio_full_now": ("{ordinary} ordinære → {spots}; {taken} optaget ({heads}); ingen ledige."),
    "ratio_exempt": "Tæller ikke med: borgeren er ansat her.",
    "ratio_exceeded": (
        "Forholdstallet er overskredet fra {first} til {last}: {together}, hvor der er plads til "
        "{places}."
    ),
    "ratio_exceeded_day": (
        "Forholdstallet er overskredet den {first}: {together}, hvor der er plads til {places}."
    ),
    "ratio_exceeded_open": (
        "Forholdstallet er overskredet fra {first}: {together}, hvor der er plads til {places}. "
        "Der er ingen kendt ende på det."
    ),
    "staff_unknown": (
        "Ingen har sagt, hvor mange ordinært ansatte der er. Forholdstallet skal bruge {months}."
    ),
    "staff_incomplete": "Gennemsnittet mangler måneder, som ingen har sagt tal for: {months}.",
    "duration": "Op til {lasts}: senest til {last}.",
    "duration_after": ("Op til {lasts} samme sted, hvoraf {before} er brugt: senest til {last}."),
    "duration_used": "Op til {lasts} samme sted, og {before} er brugt før.",
    "duration_undecided": "Mellem {least} og {most}; hvilken det er, afhænger af {missing}.",
    "no_duration_rule": "Der kendes ingen regel om længden for den dag og den målgruppe.",
    "no_last_day": "Der er ikke aftalt en sidste dag. Efter reglen er det senest {last}.",
    "longer_assessment": (
        "Til {until} er længere end {lasts} ({last}). Kan forlænges til {to} ({to_last}) efter en "
        "konkret vurdering; skriv den."
    ),
    "longer_special_need": (
        "Til {until} er længere end {lasts} ({last}). Forlænget til {to} ({to_last}) kræver det et "
        "helt særligt behov; skriv hvilket."
    ),
    "longer_than_rule": "Til {until} er længere end de {lasts}, reglen tillader ({last}).",
    "unemployed_unknown": (
        "Borgeren skal normalt have været ledig i {lasts} før. Siden hvornår vides ikke."
    ),
    "unemployed_too_short": (
        "Borgeren skal normalt have været ledig i {lasts}. Ledig siden {unemployed}, altså fra "
        "{from}."
    ),
    "net_jobs_met_average": (
        "{now} ordinært ansatte i {month}, i gennemsnit {against} i de sidste 12 måneder: jobbet "
        "er merbeskæftigelse."
    ),
    "net_jobs_missing_average": (
        "{now} ordinært ansatte i {month}, i gennemsnit {against} i de sidste 12 måneder: jobbet "
        "ville ikke være merbeskæftigelse."
    ),
    "net_jobs_unknown_average": (
        "Om jobbet er merbeskæftigelse, kan ikke siges: der er intet tal for {month}."
    ),
    "net_jobs_met_budget": (
        "{now} ordinært ansatte i {month}, budget til {against}: jobbet er merbeskæftigelse."
    ),
    "net_jobs_missing_budget": (
        "{now} ordinært ansatte i {month}, budget til {against}: jobbet ville ikke være "
        "merbeskæftigelse."
    ),
    "net_jobs_unknown_budget": (
        "Om jobbet er merbeskæftigelse, kan ikke siges: enhedens budget eller tallet for {month} "
        "kendes ikke."
    ),
    "net_jobs_not_asked": ("Behøver ikke være merbeskæftigelse: borgerens arbejdsevne er nedsat."),
    "ends_before_it_begins": "Sidste dag, {until}, ligger før den første, {since}.",
    "back_dated": "Første dag, {since}, er passeret (for {days} siden).",
    "begins_on_sunday": "Første dag, {since}, er en søndag.",
    "begins_on_saturday": "Første dag, {since}, er en lørdag.",
    "begins_on_holiday": "Første dag, {since}, er en helligdag.",
    "change_back_dated": "Ændringen gælder fra {since}, som er passeret (for {days} siden).",
    "change_on_sunday": "Ændringen gælder fra {since}, en søndag.",
    "change_on_holiday": "Ændringen gælder fra {since}, en helligdag.",
    "overlapping": "Samtidig med aftalen med {at}, fra {first} til {last}.",
    "overlapping_day": "Samtidig med aftalen med {at}, den {first}.",
    "overlapping_open": "Samtidig med aftalen med {at}, fra {first}.",
    "last_employer": (
        "Borgeren havde sit seneste job her. Praktik må ikke være hos den seneste arbejdsgiver."
    ),
}

MISSING = {"group": "målgruppen", "sector": "om arbejdsgiveren er offentlig eller privat"}
UNUSED = ("ledig", "ledige")
HEADS = ("{n} person", "{n} personer")
AND = " og "
