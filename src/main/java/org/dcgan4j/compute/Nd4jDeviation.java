package org.dcgan4j.compute;

import static org.dcgan4j.compute.Nd4jBackend.call;
import static org.dcgan4j.compute.Nd4jBackend.op;

import org.dcgan4j.compute.Backend.Deviation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * In ND4J's operations, of any split: sums over groups are products with a matrix that says who is
 * in which.
 */
final class Nd4jDeviation implements Deviation {

  /**
   * @param members {@code [N, groups]}, 1 where an image is in a group, else 0
   * @param sizes {@code [groups, 1]}
   * @param centred {@code [N, features]}, without the mean of its group
   * @param deviations {@code [groups, features]}
   */
  private record Groups(INDArray members, INDArray sizes, INDArray centred, INDArray deviations) {

    static Groups of(INDArray x, int count) {
      int n = (int) x.size(0);
      float[] inGroup = new float[n * count];
      float[] counted = new float[count];
      for (int i = 0; i < n; i++) {
        inGroup[i * count + i % count] = 1;
        counted[i % count]++;
      }
      INDArray members = Nd4j.createFromArray(inGroup).reshape('c', n, count).castTo(x.dataType());
      INDArray sizes = Nd4j.createFromArray(counted).reshape(count, 1).castTo(x.dataType());
      INDArray rows = x.reshape('c', n, x.length() / n);
      INDArray means = members.transpose().mmul(rows).diviColumnVector(sizes);
      INDArray centred = rows.sub(members.mmul(means));
      INDArray variances = members.transpose().mmul(centred.mul(centred)).diviColumnVector(sizes);
      return new Groups(members, sizes, centred, Transforms.sqrt(variances.addi(EPSILON), false));
    }
  }

  @Override
  public void forward(INDArray x, int groups, INDArray out) {
    Groups g = Groups.of(x, groups);
    INDArray ofEach = g.members().mmul(g.deviations().mean(true, 1));
    INDArray channel =
        Nd4j.createUninitialized(x.dataType(), new long[] {x.size(0), x.size(2) * x.size(3)}, 'c');
    channel.assign(ofEach.broadcast(channel.shape()));
    INDArray image = channel.reshape('c', x.size(0), 1, x.size(2), x.size(3));
    call(op("concat", x, image).addIntegerArguments(1).addOutputs(out));
  }

  @Override
  public void backward(INDArray x, int groups, INDArray gradient, INDArray xGradient) {
    Groups g = Groups.of(x, groups);
    long n = x.size(0);
    long features = x.length() / n;
    INDArray rows = gradient.reshape('c', n, gradient.length() / n);
    INDArray ofChannel =
        rows.get(NDArrayIndex.all(), NDArrayIndex.interval(features, rows.size(1))).sum(true, 1);
    // d mean_f s_f / d x = (x - mean) / (features * size * s)
    INDArray share =
        g.members().transpose().mmul(ofChannel).diviColumnVector(g.sizes()).divi(features);
    INDArray slopes = g.deviations().rdiv(1).muliColumnVector(share);
    INDArray past = rows.get(NDArrayIndex.all(), NDArrayIndex.interval(0, features));
    xGradient
        .reshape('c', n, features)
        .assign(g.members().mmul(slopes).muli(g.centred()).addi(past));
  }
}
