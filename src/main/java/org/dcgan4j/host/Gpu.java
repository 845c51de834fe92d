package org.dcgan4j.host;

/**
 * One GPU as {@code nvidia-smi} tells of it.
 *
 * @param index its number, as {@code CUDA_VISIBLE_DEVICES} counts
 * @param capability null where the driver is too old to say
 * @param driver the driver's version
 * @param freeMebi free memory in MiB, or {@link #UNKNOWN}
 */
record Gpu(int index, String name, ComputeCapability capability, String driver, long freeMebi) {
  static final long UNKNOWN = -1;

  @Override
  public String toString() {
    return name
        + (capability == null ? "" : ", compute capability " + capability)
        + ", driver "
        + driver
        + (freeMebi == UNKNOWN ? "" : ", " + freeMebi + " MiB free");
  }
}
