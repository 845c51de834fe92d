"""Draws with PyTorch what dcgan4j trained: pytorch.py GENERATOR.safetensors COUNT PICTURE.png

java -jar target/dcgan4j.jar export RUN --format safetensors --out generator.safetensors
pip install torch safetensors pillow
"""
import json
import sys

import torch
from PIL import Image
from safetensors import safe_open
from torch import nn


class OfClasses(nn.Module):
    """Batch normalisation with a scale and a shift of each class for each channel."""

    told = None

    def __init__(self, norm, scales, shifts):
        super().__init__()
        self.norm, self.scales, self.shifts = norm, nn.Parameter(scales), nn.Parameter(shifts)

    def forward(self, x):
        pixels = (1,) * (x.dim() - 2)
        scale, shift = ((OfClasses.told @ table.T).reshape(*x.shape[:2], *pixels) for table in (self.scales, self.shifts))
        return self.norm(x) * scale + shift


def generator(layers, arrays):
    """The network that the file's metadata name, with the file's parameters."""
    modules, count = [], {}

    def arrays_of(kind):
        count[kind] = count.get(kind, 0) + 1
        start = f"g.{kind}{count[kind]}."
        return {k.removeprefix(start): v for k, v in arrays.items() if k.startswith(start)}

    def add(module, own):
        lacking = set(module.load_state_dict(own, strict=False).missing_keys)
        if lacking - {"num_batches_tracked"}:
            raise SystemExit(f"the file lacks {lacking} of {module}")
        modules.append(module)

    for layer in layers.split(", "):
        kind, *words = layer.split(" ")
        if kind == "dense":
            own = arrays_of("dense")
            add(nn.Linear(*reversed(own["weight"].shape), bias="bias" in own), own)
        elif kind in ("deconv", "conv"):
            own = arrays_of(kind)
            a, b = own["weight"].shape[:2]
            k, s, p = (int(word[1:]) for word in words[1:4])
            new, io = (nn.ConvTranspose2d, (a, b)) if kind == "deconv" else (nn.Conv2d, (b, a))
            add(new(*io, k, s, p, bias="bias" in own), own)
        elif kind == "batch-norm":
            own = arrays_of("batchNorm")
            image = any(isinstance(m, nn.Unflatten) for m in modules)
            tables = [own.pop(f"{name}.weight") for name in ("scales", "shifts") if f"{name}.weight" in own]
            new = nn.BatchNorm2d if image else nn.BatchNorm1d
            add(new(len(own["running_mean"]), affine=not tables), own)
            if tables:
                modules.append(OfClasses(modules.pop(), *tables))
        elif kind == "reshape":
            modules.append(nn.Unflatten(1, [int(n) for n in words[0].split("x")]))
        elif kind == "leaky-relu":
            modules.append(nn.LeakyReLU(float(words[0])))
        elif kind in ("relu", "tanh", "sigmoid"):
            modules.append({"relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid}[kind]())
        else:
            raise SystemExit(f"not known here: {layer}")
    return nn.Sequential(*modules).eval()


if len(sys.argv) != 4:
    sys.exit(__doc__)
path, number, picture = sys.argv[1:]
if not number.isdecimal() or int(number) < 1:
    sys.exit(f"COUNT: given {number}, legal is 1 or more")
count = int(number)
with safe_open(path, "pt") as file:
    metadata = file.metadata()
    arrays = {name: file.get_tensor(name) for name in file.keys()}
network = generator(metadata["generator.layers"], arrays)

torch.manual_seed(7)
classes = len(json.loads(metadata.get("generator.classes", "[]")))
inputs = network[0].in_features
size = count, inputs - classes
latents = {
    "normal": lambda: torch.randn(size),
    "uniform": lambda: 2 * torch.rand(size) - 1,
    "uniform01": lambda: torch.rand(size),
    "stratified": lambda: float(metadata["generator.latentRange"]) * (2 * torch.rand(size) - 1),
}[metadata["generator.latent"]]()
if classes:
    told = nn.functional.one_hot(torch.arange(count) % classes, classes).float()
    latents = torch.cat([latents, told], 1)
    OfClasses.told = told
with torch.no_grad():
    images = network(latents)
low = 0 if isinstance(network[-1], nn.Sigmoid) else -1
pixels = ((images - low) / (1 - low) * 255).round().clamp(0, 255).byte()
row = torch.cat(list(pixels), 2).permute(1, 2, 0).squeeze(2)
Image.fromarray(row.numpy()).save(picture)
print(f"{count} images of {tuple(images.shape[1:])} from {inputs} numbers each in {picture}")
