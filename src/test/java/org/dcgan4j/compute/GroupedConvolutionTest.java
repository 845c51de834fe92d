package org.dcgan4j.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dcgan4j.compute.Backend.Geometry;
import org.dcgan4j.compute.Backend.Weights;
import org.dcgan4j.compute.Dl4jLayers.Weighted;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Against DL4J's full convolution with zeros between the groups. */
class GroupedConvolutionTest {
  private static final double TOLERANCE = 1e-5;

  /** The geometry, the channels, and a batch of them. */
  private record Case(
      int groups, int in, int out, int kernel, int stride, int padding, boolean bias, int n) {

    ConvolutionLayer.Builder builder() {
      return new ConvolutionLayer.Builder(kernel, kernel)
          .stride(stride, stride)
          .padding(padding, padding)
          .convolutionMode(ConvolutionMode.Truncate)
          .nOut(out)
          .hasBias(bias)
          .activation(Activation.IDENTITY);
    }

    InputType input() {
      return InputType.convolutional(9, 8, in);
    }

    LayerRig own(BackendKind kind, DataType type) {
      return own(kind.choose(type), type);
    }

    LayerRig own(Backend backend, DataType type) {
      GroupedConvolution conf = new GroupedConvolution(builder(), groups);
      return LayerRig.of(Dl4jLayers.convolution(backend, conf), input(), type);
    }

    LayerRig full(LayerRig own, DataType type) {
      LayerRig full = LayerRig.of(builder().build(), input(), type);
      full.params().assign(GroupedConvolution.spread(own.layer()));
      return full;
    }

    INDArray x(DataType type) {
      return LayerRig.numbers(1, type, n, in, 9, 8);
    }

    /** Of a full one's gradients those that a grouped one has. */
    INDArray gathered(INDArray gradients) {
      INDArray flat = gradients.reshape(gradients.length());
      int biases = bias ? out : 0;
      INDArray weights =
          flat.get(interval(biases, flat.length())).dup().reshape('c', out, in, kernel, kernel);
      List<INDArray> parts = new ArrayList<>();
      if (bias) {
        parts.add(flat.get(interval(0, biases)));
      }
      for (int g = 0; g < groups; g++) {
        int o = out / groups;
        int i = in / groups;
        INDArray part =
            weights.get(interval(g * o, (g + 1) * o), interval(g * i, (g + 1) * i), all(), all());
        parts.add(part.dup('c').reshape(part.length()));
      }
      INDArray all = Nd4j.concat(0, parts.toArray(INDArray[]::new));
      return all.reshape(1, all.length());
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(2, 4, 6, 3, 1, 1, true, 3),
        new Case(3, 3, 3, 4, 2, 1, false, 2),
        new Case(4, 8, 4, 1, 1, 0, true, 2),
        new Case(4, 64, 64, 3, 1, 1, true, 5),
        new Case(2, 32, 64, 3, 2, 1, false, 5),
        new Case(16, 16, 16, 3, 1, 1, true, 4),
        new Case(3, 51, 33, 5, 3, 2, true, 3));
  }

  static Stream<Arguments> backendsAndCases() {
    return BackendTest.backends()
        .flatMap(backend -> cases().map(each -> Arguments.of(backend, each)));
  }

  @ParameterizedTest
  @MethodSource("backendsAndCases")
  void layer_shouldBeTheFullOneWithZerosBetweenItsGroups(Backend backend, Case each) {
    LayerRig own = each.own(backend, DataType.FLOAT);
    LayerRig full = each.full(own, DataType.FLOAT);
    INDArray x = each.x(DataType.FLOAT);
    INDArray wanted = full.forward(x, true);
    INDArray epsilon = LayerRig.numbers(2, DataType.FLOAT, wanted.shape());
    INDArray wantedGradient = full.backward(epsilon.dup('c'));

    assertThat(LayerRig.difference(own.forward(x, false), wanted)).isLessThan(TOLERANCE);
    assertThat(LayerRig.difference(own.forward(x, true), wanted)).isLessThan(TOLERANCE);
    assertThat(LayerRig.difference(own.backward(epsilon.dup('c')), wantedGradient))
        .isLessThan(TOLERANCE);
    INDArray gathered = each.gathered(full.gradients());
    assertThat(LayerRig.difference(own.gradients(), gathered)).isLessThan(TOLERANCE);
    own.gradients().assign(Double.NaN);
    Weighted weighted = (Weighted) own.layer();
    assertThat(
            LayerRig.difference(
                weighted.backpropInput(epsilon.dup('c'), LayerRig.MEMORY), wantedGradient))
        .isLessThan(TOLERANCE);
    assertThat(own.gradients().isNaN().all()).as("weights left alone").isTrue();
    weighted.backpropWeights(epsilon.dup('c'), LayerRig.MEMORY);
    assertThat(LayerRig.difference(own.gradients(), gathered)).isLessThan(TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void channelsLast_shouldGiveTheSame(Case each) {
    LayerRig own = each.own(BackendKind.FAST, DataType.FLOAT);
    LayerRig full = each.full(own, DataType.FLOAT);
    LayerRig next = each.own(BackendKind.FAST, DataType.FLOAT);
    Dl4jLayers.connect(own.layer(), next.layer());
    INDArray x = each.x(DataType.FLOAT);
    INDArray wanted = full.forward(x, true);
    INDArray epsilon = LayerRig.numbers(2, DataType.FLOAT, wanted.shape());
    INDArray wantedGradient = full.backward(epsilon.dup('c'));

    own.layer().setInput(channelsLast(x), LayerRig.MEMORY);
    INDArray out = own.layer().activate(true, LayerRig.MEMORY);
    assertThat(HostFloats.channelsLast(out))
        .isEqualTo(Dnnl.present() && each.out() >= FastBackend.MANY_CHANNELS);
    assertThat(LayerRig.difference(out, wanted)).isLessThan(TOLERANCE);
    assertThat(LayerRig.difference(own.backward(channelsLast(epsilon)), wantedGradient))
        .isLessThan(TOLERANCE);
    assertThat(LayerRig.difference(own.gradients(), each.gathered(full.gradients())))
        .isLessThan(TOLERANCE);
  }

  private static INDArray channelsLast(INDArray x) {
    return x.permute(0, 2, 3, 1).dup('c').permute(0, 3, 1, 2);
  }

  /** In double precision, along random directions in the input and in the parameters. */
  @ParameterizedTest
  @EnumSource(
      value = BackendKind.class,
      names = {"ND4J", "REFERENCE"})
  void gradients_shouldBeTheNumericOnes(BackendKind kind) {
    LayerRig rig = new Case(2, 4, 6, 3, 2, 1, true, 3).own(kind, DataType.DOUBLE);
    INDArray x = LayerRig.numbers(1, DataType.DOUBLE, 3, 4, 9, 8);
    INDArray epsilon = LayerRig.numbers(2, DataType.DOUBLE, rig.forward(x, true).shape());
    INDArray xGradient = rig.backward(epsilon.dup('c')).dup('c');
    INDArray along = LayerRig.numbers(3, DataType.DOUBLE, x.shape());
    INDArray direction = LayerRig.numbers(4, DataType.DOUBLE, rig.params().shape());

    double before = rig.forward(x, true).mul(epsilon).sumNumber().doubleValue();
    double moved = rig.forward(x.add(along), true).mul(epsilon).sumNumber().doubleValue();
    rig.params().addi(direction);
    double other = rig.forward(x, true).mul(epsilon).sumNumber().doubleValue();

    // Linear in either: a step of any size tells the derivative.
    assertThat(xGradient.mul(along).sumNumber().doubleValue())
        .isCloseTo(moved - before, within(1e-9));
    assertThat(rig.gradients().mul(direction).sumNumber().doubleValue())
        .isCloseTo(other - before, within(1e-9));
  }

  /** The way of a processor without oneDNN. */
  @Test
  void groupByGroup_shouldBeWhatOneDnnMakes() {
    Geometry geometry = new Geometry(3, 2, 1, false, 2);
    INDArray x = LayerRig.numbers(1, DataType.FLOAT, 3, 4, 8, 8);
    Weights weights =
        new Weights(
            LayerRig.numbers(2, DataType.FLOAT, 6, 2, 3, 3),
            LayerRig.numbers(3, DataType.FLOAT, 1, 6));
    INDArray wanted = Nd4j.create(DataType.FLOAT, 3, 6, 4, 4);
    INDArray out = wanted.like();

    BackendKind.FAST.choose(DataType.FLOAT).convolution(geometry, 2).forward(x, weights, wanted);
    new GroupByGroup(2, new PatchConvolution(geometry.ofOneGroup())).forward(x, weights, out);

    assertThat(LayerRig.difference(out, wanted)).isLessThan(TOLERANCE);
  }
}
