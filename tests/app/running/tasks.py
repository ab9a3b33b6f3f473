"""A task for the tests, which a worker finds by its name."""

from django_tasks import task


@task
def note_it(word):
    return f"noted {word}"
