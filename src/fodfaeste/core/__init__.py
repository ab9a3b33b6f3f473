"""The rules' engine: a programme is data, a case is a log, everything else is derived.

Pure Python, standard library only: no clock, no input or output, no sentences in any language.
"""
