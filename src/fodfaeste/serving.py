"""Runs the site: `prepare()` brings database and files up to date, `serve()` answers requests."""

import io
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Mapping
from typing import Any

import django
from django.core.management import call_command

from fodfaeste.running.faults import CannotRun

HOST = "127.0.0.1"
LOAD_DEMO = "load_demo"
SETTINGS = ("DJANGO_SETTINGS_MODULE", "fodfaeste.config.settings")


class RealDatabase(CannotRun):
    """A demonstration is asked for on a database with people who are not made up."""


class PortInUse(CannotRun):
    """Something else answers at that port already."""


def keep_to_ourselves() -> None:
    """What is written from here on is nobody else's to read."""
    os.umask(0o077)


def start() -> None:
    """Set Django up, and refuse wrong settings."""
    keep_to_ourselves()
    os.environ.setdefault(*SETTINGS)
    django.setup()
    from django.conf import settings

    settings.VAR.mkdir(parents=True, exist_ok=True)
    call_command("check", stdout=io.StringIO())  # its errors and warnings go elsewhere


def prepare_tables() -> None:
    """Start, and bring the tables up to date, with what is derived in them: a new version may
    derive what an older one did not. Keys other than the database's are refused."""
    start()
    is_behind = cases_are_behind()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    from fodfaeste.running import keys

    keys.prove()
    if is_behind:
        rebuild()


def cases_are_behind() -> bool:
    """Whether the tables of cases are still to be changed."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return any(migration.app_label == "cases" for migration, _ in plan)


def rebuild() -> None:
    """Derive every list anew from the logs; nothing, where there are no cases yet."""
    from django.apps import apps

    if apps.get_model("cases", "Case")._default_manager.exists():
        call_command("rebuild_duties")


def prepare() -> None:
    """Prepare the tables, collect the static files and, in a demonstration, fill it."""
    prepare_tables()
    call_command("collectstatic", interactive=False, verbosity=0)
    from django.conf import settings

    if settings.FODFAESTE_DEMO:
        fill_demonstration()


def fill_demonstration() -> None:
    """Fill an empty database. Anybody can be anybody in a demonstration, so one that has people
    in it must be one that was made by us."""
    from django.contrib.auth import get_user_model

    people = get_user_model()._default_manager
    if people.exists():
        if not people.filter(persona=True).exists():
            raise RealDatabase(
                "DEMO=1 would let anybody be anybody, and this database has real people in it. "
                "Leave DEMO out, or give an empty database."
            )
        return
    print("Filling the demonstration with made-up data …", flush=True)
    call_command(LOAD_DEMO)


def fill_empty() -> None:
    """Migrate, and fill the database; ``CommandError`` if there is something in it."""
    prepare_tables()
    call_command(LOAD_DEMO)


def serve(*, host: str = HOST, port: int | None = None) -> None:
    """Prepare, then answer requests until interrupted."""
    port = port or int(os.environ.get("PORT") or 8000)
    refuse_used_port(host, port)
    prepare()
    run_gunicorn(host=host, port=port)


def refuse_used_port(host: str, port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise PortInUse(f"{host}:{port} is taken. Choose another: PORT={port + 1}") from error


def run_gunicorn(*, host: str, port: int) -> None:
    from django.conf import settings
    from django.db import connections
    from django.utils.module_loading import import_string
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):  # type: ignore[misc] # gunicorn carries no types
        def load_config(self) -> None:
            for name, value in gunicorn_options(host=host, port=port).items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return import_string(settings.WSGI_APPLICATION)

    # A connection opened here must not be shared with the worker processes.
    connections.close_all()
    Server().run()


def gunicorn_options(*, host: str, port: int) -> Mapping[str, Any]:
    return {
        "bind": f"{host}:{port}",
        "worker_class": "gthread",
        "threads": 8,
        "workers": int(os.environ.get("WEB_CONCURRENCY") or 1),
        "control_socket_disable": True,
        "loglevel": "warning",
        "logger_class": "fodfaeste.config.server_log.ServerLog",
        "accesslog": None,  # see config/request_log.py
        "post_worker_init": announce_first,
    }


def announce_first(worker: Any) -> None:
    """Called in every new worker once it can answer; the first one tells the address."""
    if worker.age == 1:
        announce(address_of(worker.cfg.bind[0]))


def address_of(bind: str) -> str:
    host, _, port = bind.rpartition(":")
    return f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/"  # noqa: S104 - compares only


def announce(address: str) -> None:
    from django.conf import settings

    kind = "a demonstration with made-up data" if settings.FODFAESTE_DEMO else "for real"
    print(f"Fodfæste is ready ({kind}): {address}\nCtrl-C stops it.", flush=True)
    if settings.FODFAESTE_DEMO and has_display():
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def has_display() -> bool:
    shown = sys.platform in {"darwin", "win32"} or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    return shown and sys.stdout.isatty()
