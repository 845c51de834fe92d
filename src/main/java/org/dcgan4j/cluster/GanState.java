package org.dcgan4j.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.dcgan4j.model.Gan;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Everything of a GAN that training changes, as plain arrays: parameters and optimiser state of
 * both networks, and the generator's average where there is one.
 */
record GanState(float[][] arrays) implements Serializable {

  static GanState of(Gan gan) {
    return new GanState(
        arraysOf(gan).stream()
            .map(array -> array.length() == 0 ? new float[0] : array.dup('c').data().asFloat())
            .toArray(float[][]::new));
  }

  /** Writes it into a GAN of the same networks. */
  void into(Gan gan) {
    List<INDArray> targets = arraysOf(gan);
    for (int i = 0; i < arrays.length; i++) {
      if (arrays[i].length > 0) {
        INDArray target = targets.get(i);
        target.assign(Nd4j.createFromArray(arrays[i]).reshape('c', target.shape()));
      }
    }
  }

  private static List<INDArray> arraysOf(Gan gan) {
    List<INDArray> arrays = new ArrayList<>();
    arrays.add(gan.generator().graph().params());
    arrays.add(gan.adversarial().optimizerState());
    arrays.add(gan.discriminator().graph().params());
    arrays.add(gan.discriminator().optimizerState());
    gan.average().ifPresent(average -> arrays.add(average.parameters()));
    return arrays;
  }
}
