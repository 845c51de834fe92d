package org.dcgan4j.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class GroupDeviationTest {
  @TempDir Path folder;

  private static LayerRig rig(BackendKind kind, int group, boolean inUse, INDArray x) {
    return LayerRig.of(
        new GroupDeviation(group, inUse, kind.choose(x.dataType())), type(x), x.dataType());
  }

  private static InputType type(INDArray x) {
    return InputType.convolutional(x.size(2), x.size(3), x.size(1));
  }

  /** Of the channel that is added, the first pixel of each image. */
  private static double[] added(INDArray out) {
    return out.get(
            NDArrayIndex.all(),
            NDArrayIndex.point(out.size(1) - 1),
            NDArrayIndex.point(0),
            NDArrayIndex.point(0))
        .dup()
        .data()
        .asDouble();
  }

  /** Images 0, 2 and 4 of numbers 1, 5, 9 and 2, 2, 2; images 1 and 3 of 0, 2 and 7, 1. */
  @ParameterizedTest
  @EnumSource(
      value = BackendKind.class,
      names = {"FAST", "ND4J", "REFERENCE"})
  void channel_shouldBeTheMeanDeviationOverTheGroup(BackendKind kind) {
    INDArray x =
        Nd4j.createFromArray(new float[] {1, 2, 0, 7, 5, 2, 2, 1, 9, 2}).reshape('c', 5, 2, 1, 1);

    INDArray out = rig(kind, 3, false, x).forward(x, true);

    double first = (Math.sqrt(32 / 3.0 + 1e-8) + 1e-4) / 2;
    double second = (1 + 3) / 2.0;
    assertThat(out.shape()).containsExactly(5, 3, 1, 1);
    assertThat(added(out))
        .containsExactly(new double[] {first, second, first, second, first}, within(1e-6));
    assertThat(out.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 2)).dup('c').reshape(5, 2))
        .isEqualTo(x.reshape(5, 2));
  }

  /** In one group the whole batch, in groups of one no two images. */
  @ParameterizedTest
  @CsvSource({"4, 1", "7, 1", "3, 2", "2, 2"})
  void group_shouldHaveAtMostSoManyImages(int group, int groups) {
    INDArray x = Nd4j.createFromArray(new float[] {1, 2, 5, 8}).reshape('c', 4, 1, 1, 1);

    double[] added = added(rig(BackendKind.FAST, group, false, x).forward(x, true));

    double all = Math.sqrt(7.5);
    assertThat(added)
        .containsExactly(
            groups == 1 ? new double[] {all, all, all, all} : new double[] {2, 3, 2, 3},
            within(1e-6));
  }

  /** What comes out of an image depends on no other. */
  @ParameterizedTest
  @CsvSource({"false, false", "true, true", "true, false"})
  void imageInUse_shouldBeAGroupOfItsOwn(boolean alwaysInUse, boolean training) {
    INDArray x = LayerRig.numbers(1, DataType.FLOAT, 4, 2, 3, 3);
    LayerRig rig = rig(BackendKind.FAST, 4, alwaysInUse, x);

    double[] added = added(rig.forward(x, training));
    INDArray epsilon = LayerRig.numbers(2, DataType.FLOAT, 4, 3, 3, 3);
    INDArray gradient = rig.backward(epsilon);

    assertThat(added).containsExactly(new double[] {1e-4, 1e-4, 1e-4, 1e-4}, within(1e-9));
    assertThat(gradient)
        .isEqualTo(epsilon.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 2)).dup('c'));
  }

  static Stream<Arguments> batches() {
    return Stream.of(BackendKind.FAST, BackendKind.ND4J)
        .flatMap(
            kind ->
                Stream.of(
                    Arguments.of(kind, 4, new long[] {8, 3, 2, 3}),
                    Arguments.of(kind, 4, new long[] {10, 2, 4, 1}),
                    Arguments.of(kind, 4, new long[] {1, 2, 3, 3}),
                    Arguments.of(kind, 9, new long[] {7, 5, 4, 4})));
  }

  @ParameterizedTest
  @MethodSource("batches")
  void outputAndGradient_shouldBeThoseOfTheReference(BackendKind kind, int group, long[] shape) {
    INDArray x = LayerRig.numbers(1, DataType.FLOAT, shape);
    LayerRig own = rig(kind, group, false, x);
    LayerRig reference = rig(BackendKind.REFERENCE, group, false, x);

    INDArray wanted = reference.forward(x, true);
    INDArray epsilon = LayerRig.numbers(2, DataType.FLOAT, wanted.shape());

    assertThat(LayerRig.difference(own.forward(x, true), wanted)).isLessThan(1e-5);
    assertThat(LayerRig.difference(own.backward(epsilon), reference.backward(epsilon)))
        .isLessThan(1e-5);
    own.layer().setInput(channelsLast(x), LayerRig.MEMORY);
    assertThat(LayerRig.difference(own.layer().activate(true, LayerRig.MEMORY), wanted))
        .isLessThan(1e-5);
    assertThat(
            LayerRig.difference(own.backward(channelsLast(epsilon)), reference.backward(epsilon)))
        .isLessThan(1e-5);
  }

  private static INDArray channelsLast(INDArray x) {
    return x.permute(0, 2, 3, 1).dup('c').permute(0, 3, 1, 2);
  }

  @ParameterizedTest
  @EnumSource(
      value = BackendKind.class,
      names = {"ND4J", "REFERENCE"})
  void gradient_shouldBeTheNumericOne(BackendKind kind) {
    INDArray x = LayerRig.numbers(1, DataType.DOUBLE, 5, 2, 2, 3);
    INDArray along = LayerRig.numbers(2, DataType.DOUBLE, x.shape()).muli(1e-6);
    LayerRig rig = rig(kind, 3, false, x);
    INDArray epsilon = LayerRig.numbers(3, DataType.DOUBLE, rig.forward(x, true).shape());
    double analytic = rig.backward(epsilon).mul(along).sumNumber().doubleValue();

    INDArray difference = rig.forward(x.add(along), true).sub(rig.forward(x.sub(along), true));

    double numeric = difference.mul(epsilon).sumNumber().doubleValue() / 2;
    assertThat(analytic / numeric).isCloseTo(1, within(1e-7));
  }

  /** The lines of StyleGAN2-ADA, differentiated by another: groups that divide the batch. */
  @Test
  void outputAndGradient_shouldBeThoseOfAutomaticDifferentiation() {
    INDArray x = LayerRig.numbers(1, DataType.DOUBLE, 6, 2, 2, 2);
    INDArray epsilon = LayerRig.numbers(2, DataType.DOUBLE, 6, 3, 2, 2);
    SameDiff graph = SameDiff.create();
    SDVariable in = graph.var("x", x.dup());
    SDVariable y = in.reshape(3, 2, 2, 2, 2);
    y = y.sub(y.mean(true, 0));
    y = graph.math().square(y).mean(0);
    y = graph.math().sqrt(y.add(1e-8)).mean(true, 1, 2, 3);
    y = graph.tile(y, 3, 1, 2, 2);
    graph.concat("out", 1, in, y).mul(graph.constant(epsilon)).sum().markAsLoss();
    INDArray gradient = graph.calculateGradients(null, "x").get("x");
    LayerRig rig = rig(BackendKind.ND4J, 3, false, x);

    assertThat(LayerRig.difference(rig.forward(x, true), graph.getVariable("out").eval()))
        .isLessThan(1e-12);
    assertThat(LayerRig.difference(rig.backward(epsilon), gradient)).isLessThan(1e-12);
  }

  /** As DL4J writes and reads its own. */
  @Test
  void configuration_shouldSurviveDl4jsFiles() throws Exception {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutional(3, 3, 2))
                .addLayer("deviation", new GroupDeviation(3, false), "input")
                .addLayer(
                    "out",
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build(),
                    "deviation")
                .setOutputs("out")
                .build());
    network.init();
    INDArray x = LayerRig.numbers(1, DataType.FLOAT, 6, 2, 3, 3);

    ModelSerializer.writeModel(network, folder.resolve("model.zip").toFile(), false);
    ComputationGraph read =
        ModelSerializer.restoreComputationGraph(folder.resolve("model.zip").toFile());

    assertThat(Files.size(folder.resolve("model.zip"))).isPositive();
    assertThat(ComputationGraphConfiguration.fromJson(network.getConfiguration().toJson()))
        .isEqualTo(network.getConfiguration());
    assertThat(((GroupDeviation) read.getLayer("deviation").conf().getLayer()).getGroup())
        .isEqualTo(3);
    assertThat(read.output(true, x)[0]).isEqualTo(network.output(true, x)[0]);
    assertThat(read.output(true, x)[0]).isNotEqualTo(network.output(false, x)[0]);
  }
}
