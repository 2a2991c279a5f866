"""Logistic regression with weights per document, and its calibration; numpy, for training only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Fitted", "Sample", "crossed", "fit"]

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """A value: its features, whether it was right, the document that it is of, how much it counts."""

    features: dict[str, float]
    right: bool
    document: str
    weight: float = 1.0


@dataclass(frozen=True)
class Fitted:
    """A model: log-odds of being right = bias + sum of weight times feature."""

    bias: float
    weights: dict[str, float]

    def score(self, features: dict[str, float]) -> float:
        return self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())

    def confidence(self, features: dict[str, float]) -> float:
        return float(1 / (1 + np.exp(-self.score(features))))


def fit(samples: Sequence[Sample], *, penalty: float = 1.0, seldom: int = 5) -> Fitted:
    """The model of the samples by Newton's method. Features that fewer than `seldom` documents show are left out."""
    shown: dict[str, set[str]] = {}
    for sample in samples:
        for name in sample.features:
            shown.setdefault(name, set()).add(sample.document)
    names = sorted(name for name, documents in shown.items() if len(documents) >= seldom)
    x, y, w = (
        _matrix(samples, names),
        np.array([float(s.right) for s in samples]),
        np.array([s.weight for s in samples]),
    )
    spread = np.maximum(np.sqrt((w[:, None] * x[:, 1:] ** 2).sum(0) / w.sum()), 0.05)
    x[:, 1:] /= spread
    beta = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], penalty)
    ridge[0] = 1e-3
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        slope = x.T @ (w * (p - y)) + ridge * beta
        curve = (x * (w * p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        beta -= step * min(1.0, 3.0 / max(np.abs(step).max(), 1e-9))
        if np.abs(step).max() < 1e-6:
            break
    return Fitted(float(beta[0]), dict(zip(names, (float(v) for v in beta[1:] / spread), strict=True)))


def _matrix(samples: Sequence[Sample], names: Sequence[str]) -> Array:
    place = {name: at for at, name in enumerate(names, 1)}
    x = np.zeros((len(samples), len(names) + 1))
    x[:, 0] = 1
    for row, sample in enumerate(samples):
        for name, value in sample.features.items():
            if name in place:
                x[row, place[name]] = value
    return x


def crossed(samples: Sequence[Sample], *, penalty: float, folds: int = 8) -> Array:
    """For each sample the confidence that a model gives it that never saw its document."""
    documents = sorted({s.document for s in samples})
    fold = {document: at % folds for at, document in enumerate(documents)}
    out = np.zeros(len(samples))
    for k in range(folds):
        model = fit([s for s in samples if fold[s.document] != k], penalty=penalty)
        for at, sample in enumerate(samples):
            if fold[sample.document] == k:
                out[at] = model.confidence(sample.features)
    return out
