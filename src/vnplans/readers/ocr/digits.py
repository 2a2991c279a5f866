"""A small reader of one to four digits, printed or by pen: three convolutional networks in numpy, trained by
tools/digit_reader on MNIST, on strokes drawn for this project and on fonts; never on documents.

The networks agree or the reader says that it is not sure: `read_digits` gives readings with their shares of the vote.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray
from PIL import Image

__all__ = ["OTHER", "read_digits"]

Floats = NDArray[np.float32]

HEIGHT = 32
OTHER = "?"
"""Stands in a reading for a mark that is no digit."""
_SIGNS = "0123456789" + OTHER
_POOLS = ((2, 2), (2, 1), (2, 1), (2, 1), (1, 1), (1, 1), (1, 1))
_PADS = ((1, 1), (1, 1), (1, 1), (1, 1), (0, 2), (0, 2), (0, 0))
# How the strip is looked at: room above and below, slant, and how much the ink is spread
_LOOKS = ((3, 0.0, 1.0), (2, 0.0, 0.9), (4, 0.0, 1.1), (3, 0.15, 1.0), (3, -0.15, 1.0))
_BEAM = 6
_ALONE = 262_144
"""Multiplications up to which OpenBLAS works in one thread."""


@cache
def _networks() -> tuple[tuple[tuple[Floats, Floats], ...], ...]:
    """For each network its convolutions: weights (out, in, high, wide) and biases."""
    with resources.files(__package__).joinpath("digits.npz").open("rb") as stream:
        arrays = {name: array.astype(np.float32) for name, array in np.load(stream).items()}
    count = 1 + max(int(name[1 : name.index("_")]) for name in arrays)
    layers = range(len(_POOLS))
    return tuple(tuple((arrays[f"n{n}_w{i}"], arrays[f"n{n}_b{i}"]) for i in layers) for n in range(count))


def read_digits(grey: NDArray[np.uint8]) -> list[tuple[str, float]]:
    """Readings of a strip of dark digits on white, best first, each with its share (0 to 1) of all votes.

    A sign that is no digit reads as OTHER; an empty strip gives [].
    """
    votes: dict[str, float] = {}
    looks = list(_looks(grey))
    if not looks:
        return []
    for strip in looks:
        for network in _networks():
            for text, share in _readings(_run(network, strip)):
                votes[text] = votes.get(text, 0.0) + share
    ballots = len(looks) * len(_networks())
    return sorted(((text, share / ballots) for text, share in votes.items()), key=lambda v: -v[1])[:5]


def _looks(grey: NDArray[np.uint8]) -> Iterator[Floats]:
    """The ink, cropped and scaled to the networks' height in several ways."""
    ink = (255 - grey.astype(np.float32)) / 255
    rows, columns = np.nonzero(ink.max(1) > 0.4)[0], np.nonzero(ink.max(0) > 0.4)[0]
    if not len(rows):
        return
    ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    picture = Image.fromarray(np.uint8(np.clip(ink, 0, 1) * 255))
    for room, slant, wide in _LOOKS:
        high = HEIGHT - 2 * room
        width = min(max(3, round(picture.width * high / picture.height * wide)), 180)
        small = picture.resize((width, high), Image.Resampling.BILINEAR)
        if slant:
            lean = abs(slant) * high
            matrix = (1, slant, -lean if slant > 0 else 0, 0, 1, 0)
            size = round(width + lean), high
            small = small.transform(size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)
        part = np.asarray(small, np.float32) / 255
        yield np.pad(part, ((room, room), (6, 6 + part.shape[1] % 2)))


def _run(network: tuple[tuple[Floats, Floats], ...], strip: Floats) -> Floats:
    """Log-probabilities (columns, classes) of a strip; class 0 is "nothing new here"."""
    x = strip[None]
    for number, (weights, biases) in enumerate(network):
        x = _convolve(x, weights, biases, _PADS[number])
        if number < len(network) - 1:
            x = _pool(np.maximum(x, 0), _POOLS[number])
    scores = x[:, 0].T
    scores = scores - scores.max(1, keepdims=True)
    result: Floats = scores - np.log(np.exp(scores).sum(1, keepdims=True))
    return result


def _convolve(x: Floats, weights: Floats, biases: Floats, pad: tuple[int, int]) -> Floats:
    signs, channels, high, wide = weights.shape
    padded = np.pad(x, ((0, 0), (pad[0], pad[0]), (pad[1], pad[1])))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (high, wide), axis=(1, 2))
    rows, columns = windows.shape[1:3]
    seen = windows.transpose(0, 3, 4, 1, 2).reshape(channels * high * wide, rows * columns)
    result: Floats = _product(weights.reshape(signs, -1), seen).reshape(signs, rows, columns) + biases[:, None, None]
    return result


def _product(left: Floats, right: Floats) -> Floats:
    """The matrix product, in parts so small that no BLAS starts threads for them: beside other work on the machine
    these wait for one another twenty times as long as the product takes."""
    result = np.empty((len(left), right.shape[1]), np.float32)
    step = max(1, _ALONE // left.size)
    for start in range(0, right.shape[1], step):
        np.matmul(left, right[:, start : start + step], out=result[:, start : start + step])
    return result


def _pool(x: Floats, size: tuple[int, int]) -> Floats:
    channels, high, wide = x.shape
    high, wide = high // size[0] * size[0], wide // size[1] * size[1]
    cells = x[:, :high, :wide].reshape(channels, high // size[0], size[0], wide // size[1], size[1])
    result: Floats = cells.max((2, 4))
    return result


def _readings(columns: Floats) -> Iterator[tuple[str, float]]:
    """The likeliest readings with their probabilities (connectionist temporal classification, prefix beam)."""
    beam: dict[str, tuple[float, float]] = {"": (1.0, 0.0)}  # text: probability ending in nothing, in its last sign
    for log in columns:
        p = np.exp(log)
        grown: dict[str, list[float]] = {}
        for text, (nothing, sign) in beam.items():
            here = grown.setdefault(text, [0.0, 0.0])
            here[0] += (nothing + sign) * float(p[0])
            if text:
                here[1] += sign * float(p[1 + _SIGNS.index(text[-1])])
            for index in np.nonzero(p[1:] > 0.002)[0]:
                char = _SIGNS[index]
                new = grown.setdefault(text + char, [0.0, 0.0])
                new[1] += (nothing if text.endswith(char) else nothing + sign) * float(p[1 + index])
        best = sorted(grown.items(), key=lambda item: -sum(item[1]))[:_BEAM]
        beam = {text: (a, b) for text, (a, b) in best}
    yield from ((text, a + b) for text, (a, b) in beam.items() if text)
