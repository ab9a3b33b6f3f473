"""Danish. Every code has a sentence here and in ``en``; a test holds them side by side."""

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip

UNITS = {
    "year": ("år", "år"),
    "month": ("måned", "måneder"),
    "week": ("uge", "uger"),
    "day": ("dag", "dage"),
}

PHRASES = {
    "and": "og",
    "not_asked": "ikke påkrævet her",
    "no_due": "kilden sætter ingen frist",
    "waits": "fristen kendes, når {from} er registreret",
    "waits_for_variant": "{from} {since}; fristen kendes, når forløbets variant er valgt",
    "counted": "{from} {since}{steps} = {to}",
    "is": "{from} er {to}",
    "cell": "{number}. periode, {first} – {to}",
    "held": "; {held} af {of} er holdt",
    "placement_start": "den første dag i {placement}",
    "placement_end": "den sidste dag i {placement}",
    "latest": "det seneste",
    "closed": "Sagen er afsluttet.",
    "closed_before": "Sagen blev afsluttet forinden.",
    "state_met": "Sket {met}.",
    "state_met_late": "Sket {met}, {late} efter fristen {due}.",
    "state_waived": "Fravalgt med begrundelse.",
    "state_missed": "Nåede ikke at ske.",
    "state_overdue": "Fristen var {due}.",
    "breach": "{name}, {on}.",
    "breach_number": "Nr. {number}, {on}.",
    "criterion_met": "opfyldt",
    "criterion_not_met": "ikke opfyldt",
    "criterion_undetermined": "kan ikke afgøres, før dette er kendt: {fact}",
    "criterion_date": "{since}{steps} = {to}, vurderet {judged}: {verdict}",
}

FAULTS = {
    "missing": "mangler",
    "missing_key": "»{key}« mangler; skriv den ind",
    "unknown_key": "»{key}« kendes ikke her; brug en af: {known}",
    "duplicate_key": "{key} står her to gange; slet den ene",
    "not_a_map": "{value} er ikke et objekt med navne og værdier",
    "not_a_list": "{value} er ikke en liste",
    "not_text": "{value} er ikke en tekst",
    "not_yes_no": "{value} er ikke true eller false",
    "not_a_number": "{value} er ikke et helt tal",
    "not_a_count": "{value} er ikke et helt tal over 0",
    "not_a_date": "{value} er ikke en dato",
    "not_a_period": "{value} er ikke en periode som P14D, P2W eller P2M",
    "not_a_word": "{value} er ikke et ord, et tal eller true/false",
    "not_an_id": "{value} er ikke et id; brug små bogstaver, tal og bindestreger",
    "not_a_clause": "{value} er ikke en klausul som AB-01",
    "not_a_share": "{value} er ikke en andel mellem 0 og 1 som 0.20",
    "not_a_time": "{value} er ikke et klokkeslæt som 09:00",
    "not_a_window": "{value} er ikke et vindue; skriv placement, case eller from og to",
    "only_not": "{value} kan ikke stå her; skriv en værdi, en liste eller not: en værdi",
    "not_one_of": "{value} er ikke en af: {known}",
    "before_on": "{value} ligger før hændelsens egen dato {on}",
    "unknown_programme": "ukendt program {value}; der findes: {known}",
    "unknown_variant": "ukendt variant {value}; der findes: {known}",
    "unknown_type": "ukendt hændelsestype {value}",
    "unknown_role": "ukendt rolle {value}; der findes: {known}",
    "unknown_attribute": "{value} er ikke en oplysning på {type}",
    "unknown_fact": "ukendt oplysning {value}; der findes: {known}",
    "unknown_requirement": "ukendt krav {value}; der findes: {known}",
    "repeated_id": "id {value} er brugt før; vælg et andet",
    "no_such_event": "der er ingen hændelse med id {value}",
    "corrects_correction": "{value} er selv en rettelse og kan ikke rettes",
    "not_json": "ikke gyldig JSON: {why}",
    "repeated_key": "nøglen {key} står der to gange",
    "cannot_read": "kan ikke læses: {why}",
    "not_utf8": "filen er ikke UTF-8; gem den som UTF-8",
    "not_yaml": "ikke gyldig YAML: {why}",
    "empty_file": "filen er tom; skriv et program i den",
    "key_not_a_word": "en nøgle skal være et ord; skriv et",
    "not_as_named": "»{given}« passer ikke med mappens eller filens navn »{named}«; ret det ene",
    "published_changed": (
        "version {version} er udgivet og må ikke ændres; gendan den, og læg ændringen i en ny fil"
    ),
    "overlapping_versions": (
        "gælder samtidig med versionen fra {other}; ret dens version eller until"
    ),
    "empty_line": "linjen er tom",
    "quarter": "{value} er ikke et kvartal som 2026Q2",
    "quarter_not_after": "kvartalet {value} kommer ikke efter den seneste opgørelse {latest}",
    "repeated_case": "sag {value} står der to gange",
    "not_an_amount": '{value} er ikke et beløb som "1000000.00"',
    "negative": "{value} må ikke være negativt",
    "below_one": "{value} skal være mindst 1",
    "no_settlement": "{value} er ikke et program, der udbetales for",
    "another_project": "{value} er ikke projektets {known}",
    "exactly_one": "her skal stå netop én af {known}; der står {given}",
    "at_most_one": "her må kun stå én af {known}; slet den anden",
    "go_together": "»{one}« og »{other}« hører sammen; skriv begge eller ingen",
    "unknown_event": "ukendt hændelsestype {value}; brug en af: {known}",
    "unknown_attribute_here": "hændelsen har ikke oplysningen {value}; den har: {known}",
    "unknown_anchor": "ukendt anker {value}; der findes: {known}",
    "unknown_stretch": "ukendt strækning {value}; der findes: {known}",
    "unknown_set": "ukendt indikatorsæt {value}; der er: {known}",
    "nobody_asked": "ingen bliver spurgt; skriv et spørgsmål til citizen eller worker",
    "belief_of_worker": (
        "kun medarbejderen svarer på sin egen tro på borgeren; slet spørgsmålet til borgeren"
    ),
    "unknown_clause": "klausulen {value} står ikke under clauses; skriv den ind der",
    "clause_not_carried": (
        "{value} er en regel, men intet i filen henviser til den; "
        "skriv reglen, eller sæt kind: text"
    ),
    "circle": "dagene venter på hinanden i ring: {circle}; lad en af dem hvile på en hændelse",
    "variant_left_out": "varianten {value} mangler en periode; skriv en",
    "not_equal_parts": (
        "{period} kan ikke deles i {parts} lige store dele; "
        "vælg en anden længde eller et andet antal"
    ),
    "not_a_date_attribute": "{value} er ikke en dato; nævn en, der er",
    "not_a_period_attribute": "{value} er ikke en periode; nævn en, der er",
    "window_needs_anchor": "et vindue regnes fra et anker, ikke fra en praktik",
    "window_needs_start": "{kind} skal regnes fra en dag; brug placement eller from og to",
    "kind_needs": "{kind} skal have »{key}«; skriv den ind",
    "kind_has_no": "{kind} har ikke »{key}«; slet den",
    "needs_each_placement": "en frist fra praktikkens første dag kræver for_each: placement",
    "below_lower_limit": (
        "højst {count} ligger under mindst {other} for det samme; hæv det ene, eller sænk det andet"
    ),
    "shares_above_one": "andelene giver {total}; tilsammen må de højst være 1, så sænk en",
    "ends_before": "{value} ligger før begyndelsen; ret en af de to",
    "stands_already": "{value} findes i forvejen i det fælles ordforråd; brug et andet navn",
    "cannot_be_asked": "en regel kan ikke spørge efter værdien af {type}; brug choice eller code",
    "choice_needs_values": "et valg skal have values; skriv dem ind",
}
