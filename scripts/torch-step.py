#!/usr/bin/env python3
"""The training step of a preset in PyTorch, timed as `bench` times ours: a line of JSON for each way to run it.

    python3 scripts/torch-step.py [--preset notmnist-dcgan] [--batch N] [--steps 60] [--device cuda] [--modes plain,graphs]

Networks, losses and optimisers are the preset's: non-saturating loss on logits, Adam. In the step of notmnist-dcgan both networks are
told the class, every fourth update of the discriminator has R1, the generator learns from two batches of fakes of its own and has an
average; rates stay as they begin, and its augmentation, which does nothing before the discriminator knows its data by heart, is left
out. Both losses are read in each step, as ours are. `graphs` replays the whole step as a CUDA graph; it needs a GPU.
"""
import argparse
import json
import statistics
import sys
import time

import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy
from torch.nn.functional import one_hot

LATENT, CLASSES, PENALTY_EVERY, GENERATOR_BATCHES = 100, 10, 4, 2
BATCHES = {"notmnist-dcgan": 16, "plain-dcgan": 64, "dcgan-32": 64, "dcgan-64": 64}


def deconv(inputs, outputs, kernel=4, stride=2, padding=1, bias=False):
    return nn.ConvTranspose2d(inputs, outputs, kernel, stride, padding, bias=bias)


def conv(inputs, outputs, kernel=4, stride=2, padding=1, bias=True):
    return nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=bias)


def leaky():
    return nn.LeakyReLU(0.2)


def plain_dcgan():
    generator = nn.Sequential(
        nn.Linear(LATENT, 6272, bias=False), nn.BatchNorm1d(6272), leaky(), nn.Unflatten(1, (128, 7, 7)),
        deconv(128, 64), nn.BatchNorm2d(64), leaky(), deconv(64, 1, bias=True), nn.Tanh())
    discriminator = nn.Sequential(
        conv(1, 64), leaky(), nn.Dropout(0.3), conv(64, 128), leaky(), nn.Dropout(0.3), nn.Flatten(), nn.Linear(6272, 1))
    return generator, discriminator, (1, 28, 28)


def notmnist_dcgan():
    generator = nn.Sequential(
        nn.Linear(LATENT + CLASSES, 512, bias=False), nn.BatchNorm1d(512), leaky(),
        nn.Linear(512, 6272, bias=False), nn.BatchNorm1d(6272), leaky(), nn.Unflatten(1, (128, 7, 7)),
        deconv(128, 64), nn.BatchNorm2d(64), leaky(), deconv(64, 32), nn.BatchNorm2d(32), leaky(),
        deconv(32, 1, 3, 1, 1, bias=True), nn.Tanh())
    discriminator = nn.Sequential(
        conv(1, 64), leaky(), conv(64, 128), leaky(), conv(128, 128, 3, 1), leaky(), conv(128, 256, 3), leaky(),
        nn.Flatten(), nn.Linear(4096, CLASSES))
    return generator, discriminator, (1, 28, 28)


def dcgan(side):
    """The DCGAN of Radford et al. in colour, from 4x4 to `side`."""
    widths = [512, 256, 128, 64] if side == 64 else [256, 128, 64]
    layers = [nn.Linear(LATENT, widths[0] * 16, bias=False), nn.Unflatten(1, (widths[0], 4, 4)), nn.BatchNorm2d(widths[0]), nn.ReLU()]
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [deconv(inputs, outputs), nn.BatchNorm2d(outputs), nn.ReLU()]
    generator = nn.Sequential(*layers, deconv(widths[-1], 3), nn.Tanh())
    up = widths[::-1]
    layers = [conv(3, up[0], bias=False), leaky()]
    for inputs, outputs in zip(up, up[1:]):
        layers += [conv(inputs, outputs, bias=False), nn.BatchNorm2d(outputs), leaky()]
    discriminator = nn.Sequential(*layers, nn.Flatten(), nn.Linear(up[-1] * 16, 1, bias=False))
    return generator, discriminator, (3, side, side)


class Step:
    """One step of adversarial training; all that it reads and writes stays where it is, so that it can be replayed."""

    def __init__(self, preset, batch, device, capturable):
        self.recipe = preset == "notmnist-dcgan"
        made = {"notmnist-dcgan": notmnist_dcgan, "plain-dcgan": plain_dcgan}.get(preset)
        self.g, self.d, shape = made() if made else dcgan(int(preset.split("-")[1]))
        self.g.to(device)
        self.d.to(device)
        rates = {"lr": 1.5e-3, "betas": (0.0, 0.99)} if self.recipe else {"lr": 2e-4, "betas": (0.5, 0.999)}
        options = {**rates, **({"capturable": True} if capturable else {})}
        self.g_adam = torch.optim.Adam(self.g.parameters(), **options)
        self.d_adam = torch.optim.Adam(self.d.parameters(), **options)
        self.reals = torch.rand(batch, *shape, device=device) * 2 - 1
        self.ones = torch.ones(batch, 1, device=device)
        self.zeros = torch.zeros(batch, 1, device=device)
        self.classes = (torch.arange(batch, device=device) % CLASSES).view(batch, 1)
        self.hot = one_hot(self.classes.view(-1), CLASSES).float()
        # What the generator learns from: the discriminator's fakes, or fresh ones.
        self.own = GENERATOR_BATCHES if self.recipe else 1
        self.own_classes, self.own_hot = self.classes.repeat(self.own, 1), self.hot.repeat(self.own, 1)
        self.own_ones = torch.ones(self.own * batch, 1, device=device)
        self.average = [p.detach().clone() for p in self.g.parameters()]
        self.separate = not made  # reals and fakes in batches of their own
        self.device, self.batch, self.losses = device, batch, None

    def latents(self, hot):
        z = torch.randn(len(hot), LATENT, device=self.device)
        return torch.cat((z, hot), 1) if self.recipe else z

    def judged(self, examples, classes):
        """The logit of each example's class."""
        logits = self.d(examples)
        return logits.gather(1, classes) if self.recipe else logits

    def run(self, penalised):
        self.d_adam.zero_grad(set_to_none=True)
        fakes = self.g(self.latents(self.hot))
        if self.separate:
            on_reals, on_fakes = self.judged(self.reals, self.classes), self.judged(fakes.detach(), self.classes)
        else:
            both = self.judged(torch.cat((self.reals, fakes.detach())), torch.cat((self.classes, self.classes)))
            on_reals, on_fakes = both[: self.batch], both[self.batch :]
        d_loss = cross_entropy(on_reals, self.ones) + cross_entropy(on_fakes, self.zeros)
        whole = d_loss
        if penalised:
            x = self.reals.detach().clone().requires_grad_()
            slope, = torch.autograd.grad(self.judged(x, self.classes).sum(), x, create_graph=True)
            whole = d_loss + PENALTY_EVERY * 0.5 / self.batch * slope.square().sum()
        whole.backward()
        self.d_adam.step()
        self.d.requires_grad_(False)
        self.g_adam.zero_grad(set_to_none=True)
        if self.recipe:
            fakes = self.g(self.latents(self.own_hot))
        g_loss = cross_entropy(self.judged(fakes, self.own_classes), self.own_ones)
        g_loss.backward()
        self.g_adam.step()
        self.d.requires_grad_(True)
        if self.recipe:
            torch._foreach_lerp_(self.average, [p.detach() for p in self.g.parameters()], 0.0014)
        self.losses = torch.stack((d_loss.detach(), g_loss.detach()))


def captured(step, penalised):
    """What replays the step, warmed up on a stream of its own as captures want it."""
    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(3):
            step.run(penalised)
    torch.cuda.current_stream().wait_stream(side)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        step.run(penalised)
    losses = step.losses

    def replay():
        graph.replay()
        step.losses = losses

    return replay


def measured(preset, batch, steps, device, mode):
    torch.manual_seed(1)
    step = Step(preset, batch, device, mode == "graphs")
    kinds = [True, False] if step.recipe else [False]
    if mode == "graphs":
        runs = {kind: captured(step, kind) for kind in kinds}
    else:
        runs = {kind: (lambda kind=kind: step.run(kind)) for kind in kinds}
    millis = []
    for i in range(-max(4, steps // 3), steps):
        began = time.perf_counter()
        runs[step.recipe and i % PENALTY_EVERY == 0]()
        losses = step.losses.tolist()  # waits for the device
        if i >= 0:
            millis.append((time.perf_counter() - began) * 1e3)
    mean = statistics.mean(millis)
    return {
        "peer": "pytorch " + torch.__version__, "preset": preset, "batch": batch, "mode": mode, "device": device,
        "stepMillis": round(mean, 3), "medianMillis": round(statistics.median(millis), 3),
        "imagesPerSecond": round(batch * 1e3 / mean, 1), "dLoss": round(losses[0], 3), "gLoss": round(losses[1], 3)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--preset", choices=BATCHES, default="notmnist-dcgan")
    parser.add_argument("--batch", type=int)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--modes", default="plain,graphs")
    given = parser.parse_args()
    for mode in given.modes.split(","):
        if mode == "graphs" and given.device == "cpu":
            print("torch-step: graphs need a GPU", file=sys.stderr)
            continue
        print(json.dumps(measured(given.preset, given.batch or BATCHES[given.preset], given.steps, given.device, mode)), flush=True)


if __name__ == "__main__":
    main()
