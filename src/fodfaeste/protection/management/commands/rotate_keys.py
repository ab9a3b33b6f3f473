"""``fodfaeste manage rotate_keys``: exchanges the keys that personal text is encrypted with."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from fodfaeste.protection import indexes, rotation


class Command(BaseCommand):
    help = (
        "Encrypts everything anew with the first of FODFAESTE_KEYS, and says when the others may "
        "go. Can run while the site does, and be begun again. --index makes the indexes anew "
        "after FODFAESTE_INDEX_KEY was exchanged; stop the site for that."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="count only, change nothing")
        parser.add_argument("--index", action="store_true", help="make the blind indexes anew")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["index"]:
            self.make_indexes()
            return
        if not options["check"]:
            self.turn()
        self.tell_what_is_left()

    def turn(self) -> None:
        for done in rotation.rotate():
            extra = f", {done.missed} changed meanwhile" if done.missed else ""
            lost = f", {done.lost} that no key opens" if done.lost else ""
            self.stdout.write(f"{done.column}: {done.done} of {done.seen} turned{extra}{lost}")

    def tell_what_is_left(self) -> None:
        found = list(rotation.count())
        total, old = sum(one.tokens for one in found), sum(one.old for one in found)
        if not old:
            self.stdout.write(
                f"All {total} values are encrypted with the first key. The other keys may go from "
                "FODFAESTE_KEYS, once every server runs with the first and no backup that needs "
                "them is kept."
            )
            return
        for one in found:
            if one.old:
                self.stdout.write(f"{one.column}: {one.old} of {one.tokens} with an older key")
        raise CommandError(
            f"{old} of {total} values are encrypted with another key than the first: keep all keys."
            " Run this again without --check; what no key opens needs the key it was made with."
        )

    def make_indexes(self) -> None:
        done = indexes.make_anew()
        self.stdout.write(f"{done.changed} of {done.seen} indexes made anew")
        if done.forgotten:
            self.stdout.write(
                f"{done.forgotten} employees’ own addresses are known as indexes only, and were "
                "forgotten: they have to be given again."
            )
