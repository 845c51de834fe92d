package org.dcgan4j.host;

import java.util.List;
import java.util.Optional;

/** Which GPU CUDA takes: the first that {@code CUDA_VISIBLE_DEVICES} leaves. */
final class VisibleGpu {
  private VisibleGpu() {}

  /**
   * @param visible the variable's value, or null when it is not set
   */
  static Optional<Gpu> choose(List<Gpu> gpus, String visible) {
    if (visible == null) {
      return Optional.of(gpus.get(0));
    }
    String first = visible.strip().split("\\s*,\\s*", 2)[0];
    if (first.startsWith("GPU-") || first.startsWith("MIG-")) {
      return Optional.of(gpus.get(0)); // by a name that this query does not ask for
    }
    return gpus.stream().filter(gpu -> String.valueOf(gpu.index()).equals(first)).findFirst();
  }
}
