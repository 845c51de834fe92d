package org.dcgan4j.training;

import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Which of the discriminator's logits judges each example: that of its class.
 *
 * @param classes of the examples, one after the other; empty where there is one logit for all
 */
record ClassLogits(int[] classes) {

  /** Of a batch with another behind it. */
  static ClassLogits of(int[] first, int[] second) {
    return new ClassLogits(IntStream.concat(IntStream.of(first), IntStream.of(second)).toArray());
  }

  /**
   * The logits that judge.
   *
   * @param all {@code [N, classes]}
   * @return {@code [N, 1]}
   */
  INDArray pick(INDArray all) {
    if (classes.length == 0) {
      return all;
    }
    double[] picked = new double[classes.length];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = all.getDouble(i, classes[i]);
    }
    return Nd4j.createFromArray(picked).reshape('c', picked.length, 1);
  }

  /**
   * The way back of {@link #pick}: the other logits have no gradient.
   *
   * @param gradient with respect to each picked logit, the parts one after the other
   * @param like all logits
   * @return of their shape and type
   */
  INDArray spread(INDArray like, double[]... gradient) {
    double[] all = new double[Math.toIntExact(like.length())];
    int columns = Math.toIntExact(like.size(1));
    int row = 0;
    for (double[] part : gradient) {
      for (double value : part) {
        int column = classes.length == 0 ? 0 : classes[row];
        all[row++ * columns + column] = value;
      }
    }
    return Nd4j.createFromArray(all).castTo(like.dataType()).reshape('c', like.shape());
  }
}
