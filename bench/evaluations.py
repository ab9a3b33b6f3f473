"""How many evaluations a second one core does, and how that grows with the number of cases.

    .venv/bin/python bench/evaluations.py [--cases 1000 10000 100000]

Prints a table: programme, events a case, evaluations a second (reasons as codes, log given as
events), beside the time of a plain loop on the same machine, so that runs can be compared.
"""

import argparse
import random
import time

from fodfaeste.core.dates import parse_day
from fodfaeste.core.evaluation import evaluate
from fodfaeste.core.events import Case, Event
from fodfaeste.core.explaining import reason
from fodfaeste.core.rules import Rules
from fodfaeste.programmes import catalogue

START = parse_day("2025-01-06") or 0


def random_case(rules: Rules, rng: random.Random, *, events: int) -> Case:
    """A case with ``events`` events of types that the programme's rules look for."""
    matches = [match for rule in rules.programme.requirements for match in rule.match]
    names = sorted(
        {name for one in [*matches, *rules.programme.anchors.values()] for name in one.event}
    )
    log = [_random_event(rules, rng, rng.choice(names), n) for n in range(events)]
    variants = [variant.id for variant in rules.programme.variants]
    return Case(rng.choice(variants) if variants else None, {}, tuple(log))


def _random_event(rules: Rules, rng: random.Random, name: str, number: int) -> Event:
    known = rules.terms.events[name].attributes
    attributes: dict[str, object] = {}
    for key, attribute in known.items():
        if attribute.type == "choice":
            attributes[key] = rng.choice(list(attribute.values))
        elif attribute.type == "yes_no":
            attributes[key] = rng.random() < 0.5
        elif attribute.type == "date":
            attributes[key] = START + rng.randrange(20, 400)
        elif attribute.type == "code":
            attributes[key] = rng.choice(list(attribute.values) or ["x"])
    roles = frozenset(rng.sample(sorted(rules.terms.roles), 6))
    return Event(name, START + rng.randrange(400), f"e{number}", roles, None, attributes)


def measure(rules: Rules, cases: list[Case], *, reasons: bool) -> float:
    """Evaluations a second."""
    on = START + 300
    began = time.perf_counter()
    for case in cases:
        found = evaluate(rules, case, on)
        if reasons:
            for one in found.requirements:
                reason(rules, found.log, one.duty)
    return len(cases) / (time.perf_counter() - began)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--events", type=int, default=40)
    options = parser.parse_args()
    began = time.perf_counter()
    sum(range(10_000_000))
    print(f"plain loop of 10 million: {time.perf_counter() - began:.2f} s")
    for name in catalogue.programme_ids():
        rules = catalogue.versions(name)[-1]
        for count in options.cases:
            rng = random.Random(1)
            pool = [random_case(rules, rng, events=options.events) for _ in range(min(count, 2000))]
            cases = [pool[n % len(pool)] for n in range(count)]
            codes = measure(rules, cases, reasons=True)
            bare = measure(rules, cases, reasons=False)
            print(f"{name:26} {count:7} cases  {bare:8.0f}/s  with reason codes {codes:8.0f}/s")


if __name__ == "__main__":
    main()
