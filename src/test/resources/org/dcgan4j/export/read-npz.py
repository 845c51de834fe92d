"""For each array of an archive its name, type, shape, sum and first value."""
import sys
import numpy

with numpy.load(sys.argv[1]) as arrays:
    for name in arrays.files:
        a = arrays[name]
        shape = "x".join(map(str, a.shape))
        print(name, a.dtype, shape, a.sum(dtype="float64"), a.flat[0])
