"""Draws pictures with model.onnx: python generate.py COUNT FILE.png [CLASS]

CLASS is a name or an index, for a generator that is told classes; without it they take turns.
"""
import json
import pathlib
import sys

import numpy
import onnxruntime
from PIL import Image

folder = pathlib.Path(__file__).parent
if not 3 <= len(sys.argv) <= 4:
    sys.exit(__doc__)
config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
generator = config["generator"]
names = json.loads((folder / "classes.json").read_text(encoding="utf-8"))

number, target, only = sys.argv[1], sys.argv[2], sys.argv[3:]
if not number.isdecimal() or int(number) < 1:
    sys.exit(f"COUNT: given {number}, legal is 1 or more")
count = int(number)
if only and not names:
    sys.exit(f"CLASS: given {only[0]}, legal is none: this generator is told no classes")
if only and only[0] not in names and not (only[0].isdecimal() and int(only[0]) < len(names)):
    sys.exit(f"CLASS: given {only[0]}, legal are {', '.join(names)}, or an index from 0 to {len(names) - 1}")

session = onnxruntime.InferenceSession(str(folder / "model.onnx"))
random = numpy.random.default_rng(1)
latents = generator["samplingLatent"] or generator["latent"]
if latents == "normal":
    inputs = random.standard_normal((count, generator["latentSize"]))
elif latents == "stratified":
    inputs = random.uniform(-generator["latentRange"], generator["latentRange"], (count, generator["latentSize"]))
else:
    inputs = random.uniform(-1 if latents == "uniform" else 0, 1, (count, generator["latentSize"]))
if names:
    told = numpy.arange(count) % len(names)
    if only:
        told[:] = names.index(only[0]) if only[0] in names else int(only[0])
    inputs = numpy.concatenate([inputs, numpy.eye(len(names))[told]], axis=1)

images = session.run(None, {"latent": inputs.astype(numpy.float32)})[0]
black = -1 if config["data"]["pixelRange"] == "signed" else 0
pixels = numpy.rint((images - black) / (1 - black) * 255).clip(0, 255).astype(numpy.uint8)

# A grid as near to a square as it goes.
columns = int(numpy.ceil(numpy.sqrt(count)))
_, channels, height, width = pixels.shape
grid = numpy.zeros((-(-count // columns) * height, columns * width, channels), numpy.uint8)
for i, picture in enumerate(pixels):
    top, left = i // columns * height, i % columns * width
    grid[top : top + height, left : left + width] = picture.transpose(1, 2, 0)
try:
    Image.fromarray(grid[:, :, 0] if channels == 1 else grid).save(target)
except (OSError, ValueError) as e:
    sys.exit(f"FILE: {e}")
