package org.dcgan4j.training;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A batch of fakes.
 *
 * @param images {@code [N, C, H, W]} in [-1, 1]
 * @param classes what each was to be; empty without classes
 */
record Fakes(INDArray images, int[] classes) {}
