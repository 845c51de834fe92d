package org.dcgan4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.dcgan4j.config.Config;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.dcgan4j.model.Activations.Tap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ActivationsTest {
  private static final String PLAIN =
      "conv 4 k4 s2 p1, leaky-relu 0.2, dropout 0.3, conv 8 k4 s2 p1, leaky-relu 0.2, dropout 0.3,"
          + " dense 1";
  private static final String NORMALISED =
      "conv 4 k4 s2 p1, leaky-relu 0.2, conv 8 k4 s2 p1, batch-norm, leaky-relu 0.2, dense 1";
  private static final String RESIDUAL =
      "conv 4 k4 s2 p1, leaky-relu 0.2, residual[conv 4 k3 s1 p1, dropout 0.4, leaky-relu 0.2, conv"
          + " 4 k3 s1 p1], conv 8 k4 s2 p1, tanh, dense 1";

  private static Gan gan(Config config) {
    Gan gan = Gan.create(config, SmallGan.DATA, LayerKit.FAST, DataType.DOUBLE);
    INDArray running = gan.discriminator().graph().params();
    // Running statistics that are not those of an untrained network.
    gan.discriminator().graph().paramTable().entrySet().stream()
        .filter(entry -> entry.getKey().matches(".*_(mean|var|gamma|beta)"))
        .forEach(entry -> entry.getValue().addi(0.5));
    assertThat(running.length()).isPositive();
    return gan;
  }

  private static Config config(String layers, String... more) {
    String[] all = new String[more.length + 1];
    all[0] = "discriminator.layers=" + layers;
    System.arraycopy(more, 0, all, 1, more.length);
    return SmallGan.config(all);
  }

  private static float[] examples(int n) {
    return Networks.numbers(3, DataType.FLOAT, SmallGan.DATA.batch(n)).data().asFloat();
  }

  private static Activations of(String layers) {
    Config config = config(layers);
    return new Activations(gan(config), config);
  }

  @Test
  void convolutions_shouldBeTakenBehindTheirActivation() {
    Activations activations = of(PLAIN);

    assertThat(activations.taps())
        .extracting(Tap::name, Tap::shape)
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("d.conv1", DataShape.image(4, 4, 4)),
            org.assertj.core.groups.Tuple.tuple("d.conv2", DataShape.image(8, 2, 2)));
  }

  @Test
  void residual_shouldBeTakenAsOneLayer() {
    assertThat(of(RESIDUAL).taps())
        .extracting(Tap::name)
        .containsExactly("d.conv1", "d.residual1", "d.conv4");
  }

  @Test
  void networkWithoutConvolutions_shouldGiveItsHiddenLayers() {
    assertThat(of("dense 16, leaky-relu 0.2, dense 6, tanh, dense 1").taps())
        .extracting(Tap::name)
        .containsExactly("d.dense1", "d.dense2");
  }

  @Test
  void logitsAlone_shouldGiveNothing() {
    assertThat(of("dense 1").taps()).isEmpty();
  }

  @Test
  void logitForEachClass_shouldChangeNothingBelow() {
    Config config =
        config(PLAIN, "generator.classes=3", "training.conditional=true", "data.stratified=true");

    List<Tap> taps = new Activations(gan(config), config).taps();

    assertThat(taps).extracting(Tap::name).containsExactly("d.conv1", "d.conv2");
  }

  /** The graph's own pass in use: running statistics, no dropout. */
  @ParameterizedTest
  @ValueSource(strings = {PLAIN, NORMALISED, RESIDUAL})
  void numbers_shouldBeThoseOfTheGraphInUse(String layers) {
    Config config = config(layers);
    Gan gan = gan(config);
    Activations activations = new Activations(gan, config);
    INDArray x = Nd4j.createFromArray(examples(3)).castTo(DataType.DOUBLE).reshape('c', 3, 1, 8, 8);

    float[][] found = activations.of(examples(3), 3);

    INDArray top = gan.discriminator().graph().feedForward(x, false).get(below(gan));
    assertThat(found[found.length - 1])
        .containsExactly(top.dup('c').data().asFloat(), within(1e-5f));
  }

  /** What goes into the last layer, behind dropout, which does nothing in use. */
  private static String below(Gan gan) {
    List<String> names = Networks.layers(gan.discriminator().graph(), "d.");
    return names.get(names.size() - 2);
  }

  /** Without the guidance it is the gradient, of networks as in use. */
  @ParameterizedTest
  @ValueSource(strings = {PLAIN, NORMALISED, RESIDUAL, "dense 9, tanh, dense 5, relu, dense 1"})
  void gradientWithoutGuidance_shouldBeTheNumericOne(String layers) {
    Activations activations = of(layers);
    float[] examples = examples(2);
    int channel = 3;

    float[] gradient = activations.gradient(examples, 2, channel, false);

    float step = 1e-3f;
    float[] numeric = new float[gradient.length];
    for (int i = 0; i < numeric.length; i++) {
      float[] up = examples.clone();
      float[] down = examples.clone();
      up[i] += step;
      down[i] -= step;
      int example = i / 64;
      numeric[i] =
          (greatest(activations, up, example, channel)
                  - greatest(activations, down, example, channel))
              / (2 * step);
    }
    assertThat(numeric).containsExactly(gradient, within(2e-3f));
    assertThat(IntStream.range(0, gradient.length).filter(i -> Math.abs(gradient[i]) > 1e-2))
        .isNotEmpty();
  }

  private static float greatest(
      Activations activations, float[] examples, int example, int channel) {
    float[][] found = activations.of(examples, 2);
    Tap top = activations.taps().get(activations.taps().size() - 1);
    int plane = top.shape().length() / top.channels();
    int from = (example * top.channels() + channel) * plane;
    float most = Float.NEGATIVE_INFINITY;
    for (int i = from; i < from + plane; i++) {
      most = Math.max(most, found[found.length - 1][i]);
    }
    return most;
  }

  /**
   * Two dense layers by hand: hidden numbers 2 x, -x and 3 x through a rectifier, and then h1 + h2
   * - h3. At x = 1 the gradient is 2 - 3 = -1 and -0.2 through the leak; guided, h3 takes a
   * negative one and h2 was not lit, so that 2 is left.
   */
  @Test
  void guidedGradient_shouldPassWhatIsPositiveAndLit() {
    Config config =
        SmallGan.config(
            "data.set=gaussian-1d",
            "generator.latentSize=1",
            "generator.layers=dense 1",
            "discriminator.layers=dense 3, leaky-relu 0.2, dense 1, leaky-relu 0.2, dense 1");
    Gan gan = Gan.create(config, DataShape.vector(1), LayerKit.FAST, DataType.DOUBLE);
    gan.discriminator()
        .graph()
        .getLayer("d.dense1")
        .paramTable()
        .get("W")
        .assign(Nd4j.createFromArray(2.0, -1.0, 3.0).reshape(1, 3));
    gan.discriminator()
        .graph()
        .getLayer("d.dense2")
        .paramTable()
        .get("W")
        .assign(Nd4j.createFromArray(3.0, 1.0, -1.0).reshape(3, 1));
    Activations activations = new Activations(gan, config);

    // 3 * 2 + 0.2 - 3 = 3.2 is lit; its gradient is 6 - 0.2 - 3.
    assertThat(activations.gradient(new float[] {1}, 1, 0, false)[0])
        .isCloseTo(2.8f, within(1e-5f));
    assertThat(activations.guidedGradient(new float[] {1}, 1, 0)[0]).isCloseTo(6f, within(1e-5f));
    // At -1 it is -3 * 0.4 + 1 + 0.6 = 0.4 from h2 alone, where h1 and h3 are dark.
    assertThat(activations.guidedGradient(new float[] {-1}, 1, 0)[0]).isCloseTo(-1f, within(1e-5f));
  }

  @Test
  void firstWeights_shouldBeThoseOfEachChannel() {
    Config config = config(PLAIN);
    Gan gan = gan(config);

    float[][] weights = new Activations(gan, config).firstWeights();

    INDArray own = gan.discriminator().graph().getLayer("d.conv1").paramTable().get("W");
    assertThat(weights).hasDimensions(4, 16);
    assertThat(weights[2][5]).isEqualTo(own.getFloat(2, 0, 1, 1));
  }
}
