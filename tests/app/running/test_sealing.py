"""The envelope of a backup gives out what was put in, or nothing."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fodfaeste.cases.files.sealing import PIECE, TAG
from fodfaeste.running.backup.sealing import MAGIC, Opener, Sealer
from fodfaeste.running.faults import CutOff, Damaged, NoBackup, Unfit, WrongKey

KEY = "a-key-of-the-tests-" * 3
HEAD = len(MAGIC) + 32
SIZES = [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 7]


def sealed(content, key=KEY):
    file = io.BytesIO()
    sealer = Sealer(file, key)
    sealer.write(content)
    sealer.finish()
    return file.getvalue()


def opened(content, key=KEY):
    return Opener(io.BytesIO(content), key).readall()


@pytest.mark.parametrize("size", SIZES)
def test_what_goes_in_comes_out(size):
    content = bytes(number % 251 for number in range(size))
    assert opened(sealed(content)) == content


@given(content=some.binary(max_size=300), steps=some.integers(1, 40))
def test_it_does_not_matter_in_what_helpings(content, steps):
    file = io.BytesIO()
    sealer = Sealer(file, KEY)
    for start in range(0, len(content), steps):
        sealer.write(content[start : start + steps])
    sealer.finish()
    assert opened(file.getvalue()) == content


def test_nothing_can_be_read_in_it_and_no_two_are_alike():
    first, second = sealed(b"Lone Lund" * 50), sealed(b"Lone Lund" * 50)
    assert b"Lone" not in first
    assert first[HEAD:] != second[HEAD:]


def test_another_key_is_refused():
    with pytest.raises(WrongKey, match="FODFAESTE_BACKUP_KEY"):
        opened(sealed(b"x"), key=KEY + "!")


def test_something_else_is_refused():
    with pytest.raises(NoBackup):
        opened(b"PK\x03\x04" + b"\0" * 200)


@pytest.mark.parametrize("size", SIZES)
def test_a_file_that_was_cut_off_is_refused_wherever_it_was_cut(size):
    whole = sealed(b"\0" * size)
    for length in {HEAD, HEAD + 1, HEAD + PIECE + TAG, HEAD + 2 * (PIECE + TAG), len(whole) - 1}:
        if length < len(whole):
            with pytest.raises(CutOff):
                opened(whole[:length])


def test_a_file_that_was_never_finished_is_refused():
    file = io.BytesIO()
    Sealer(file, KEY).write(b"\0" * (PIECE + 1))
    with pytest.raises(CutOff):
        opened(file.getvalue())


@given(place=some.integers(0, 400), bit=some.integers(0, 7))
def test_a_bit_that_was_turned_is_found(place, bit):
    whole = bytearray(sealed(bytes(350)))
    whole[place] ^= 1 << bit
    with pytest.raises(Unfit):
        opened(bytes(whole))


def test_pieces_in_another_order_are_found():
    whole = sealed(bytes(3 * PIECE))
    step = PIECE + TAG
    head, first, second, last = (
        whole[:HEAD],
        whole[HEAD : HEAD + step],
        whole[HEAD + step : HEAD + 2 * step],
        whole[HEAD + 2 * step :],
    )
    for other in (head + second + first + last, head + first + last, head + first + first + last):
        with pytest.raises(Damaged):
            opened(other)


def test_a_piece_of_another_file_is_found():
    one, other = sealed(bytes(PIECE + 1)), sealed(bytes(PIECE + 1))
    step = HEAD + PIECE + TAG
    with pytest.raises(Damaged):
        opened(one[:step] + other[step:])
