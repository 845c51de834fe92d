# What TensorBoard itself sees in a folder: a line for each run's scalar at a step, and for each picture and histogram.
import sys

from tensorboard.backend.event_processing.event_multiplexer import EventMultiplexer

runs = EventMultiplexer().AddRunsFromDirectory(sys.argv[1])
runs.Reload()
for run, tags in sorted(runs.Runs().items()):
    for tag in tags["scalars"]:
        for event in runs.Scalars(run, tag):
            print(run, tag, event.step, event.value)
    for tag in tags["images"]:
        for event in runs.Images(run, tag):
            print(run, tag, event.step, f"{event.width}x{event.height}")
    for tag in tags["histograms"]:
        for event in runs.Histograms(run, tag):
            print(run, tag, event.step, int(event.histogram_value.num))
