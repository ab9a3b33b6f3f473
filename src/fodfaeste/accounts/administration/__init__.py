"""What an administrator does for the own organisation and its units: one function an act.

Each takes a ``Writer`` (who, when, from which form), does its work once however often the form is
sent, and appends what it changed to the organisation's log. They raise ``scope.NotYours``, or
``Refused`` with the faults of what was given; ``accounts.faults`` has the sentences.
"""
