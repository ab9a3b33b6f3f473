"""The site's own settings, and one more page: one that says hello."""

from fodfaeste.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench_urls"
