package org.dcgan4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.dcgan4j.config.Refusals.messageOf;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.stream.Stream;
import org.dcgan4j.layer.ElementWise.Activation;
import org.dcgan4j.layer.ElementWise.Clip;
import org.dcgan4j.layer.ElementWise.Dropout;
import org.dcgan4j.layer.ElementWise.LeakyRelu;
import org.dcgan4j.layer.ElementWise.Scale;
import org.dcgan4j.layer.LayerSpec.BatchNorm;
import org.dcgan4j.layer.LayerSpec.Reshape;
import org.dcgan4j.layer.LayerSpec.Residual;
import org.dcgan4j.layer.Linear.Conv;
import org.dcgan4j.layer.Linear.Deconv;
import org.dcgan4j.layer.Linear.Dense;
import org.dcgan4j.layer.Resampling.Down;
import org.dcgan4j.layer.Resampling.Up;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LayerSpecTest {

  static Stream<Arguments> layers() {
    return Stream.of(
        Arguments.of(new Dense(6272), "dense 6272"),
        Arguments.of(new Reshape(128, 7, 8), "reshape 128x7x8"),
        Arguments.of(new Conv(64, 4, 2, 1), "conv 64 k4 s2 p1"),
        Arguments.of(new Deconv(1, 5, 3, 0), "deconv 1 k5 s3 p0"),
        Arguments.of(new Conv(3, 4, 2, 1, 1, false), "conv 3 k4 s2 p1 no-bias"),
        Arguments.of(new Conv(64, 3, 1, 1, 4, true), "conv 64 k3 s1 p1 g4"),
        Arguments.of(new Conv(64, 3, 1, 1, 4, false), "conv 64 k3 s1 p1 g4 no-bias"),
        Arguments.of(new Deconv(3, 4, 2, 1, false), "deconv 3 k4 s2 p1 no-bias"),
        Arguments.of(new Dense(7, false), "dense 7 no-bias"),
        Arguments.of(new Down(), "down"),
        Arguments.of(new Up(), "up"),
        Arguments.of(new BatchNorm(), "batch-norm"),
        Arguments.of(new MinibatchStd(4), "minibatch-std 4"),
        Arguments.of(new LeakyRelu(0.2), "leaky-relu 0.2"),
        Arguments.of(new LeakyRelu(1.0 / 3e7), "leaky-relu " + 1.0 / 3e7),
        Arguments.of(new Activation(Activation.Function.TANH), "tanh"),
        Arguments.of(new Activation(Activation.Function.IDENTITY), "identity"),
        Arguments.of(new Scale(6), "scale 6.0"),
        Arguments.of(new Scale(-0.5), "scale -0.5"),
        Arguments.of(new Clip(0.01, 0.99), "clip 0.01 0.99"),
        Arguments.of(new Dropout(0.3), "dropout 0.3"),
        Arguments.of(
            new Residual(List.of(new Conv(8, 3, 1, 1), new Residual(List.of(new LeakyRelu(0.2))))),
            "residual[conv 8 k3 s1 p1, residual[leaky-relu 0.2]]"));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void layer_shouldSurviveTheRoundTripThroughItsText(LayerSpec layer, String text) {
    assertThat(layer).hasToString(text);
    assertThat(LayerSpec.parse(text)).isEqualTo(layer);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void layer_shouldBeOneStringInJson(LayerSpec layer, String text) throws Exception {
    JsonMapper mapper = new JsonMapper();
    String json = mapper.writeValueAsString(layer);
    assertThat(json).isEqualTo('"' + text + '"');
    assertThat(mapper.readValue(json, LayerSpec.class)).isEqualTo(layer);
  }

  @Test
  void parse_shouldTakeAnyWhiteSpace() {
    assertThat(LayerSpec.parse(" residual\t[  conv 3 k3 s1 p1 ,\nbatch-norm ] "))
        .isEqualTo(new Residual(List.of(new Conv(3, 3, 1, 1), new BatchNorm())));
    assertThat(LayerSpec.parse("  conv\t64  k4\n s2 p1 ")).isEqualTo(new Conv(64, 4, 2, 1));
    assertThat(LayerSpec.parse("conv 64 k4 s2 p1 g1")).isEqualTo(new Conv(64, 4, 2, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          conv 64 k4       | legal is "conv CHANNELS kKERNEL sSTRIDE pPADDING [gGROUPS] [no-bias]"
          reshape 1x7      | legal is "reshape CHANNELSxHEIGHTxWIDTH"
          down 2           | legal is "down"
          batch-norm 3     | legal is "batch-norm"
          minibatch-std    | legal is "minibatch-std GROUP"
          minibatch-std 1  | group: given 1, legal is a whole number from 2 to 65536
          tanh 3           | legal is "FUNCTION"
          leaky-relu tanh  | legal is "leaky-relu SLOPE"
          conv 64 k0 s2 p1 | kernel: given 0, legal is a whole number from 1 to 64
          conv 64 k1 s1 p0 g0 | groups: given 0, legal is a whole number from 1 to 65536
          conv 64 k1 s1 p0 g3 | groups: given 3, legal is what divides its 64 channels
          conv 64 k1 s1 p0 4 | legal is "conv CHANNELS kKERNEL sSTRIDE pPADDING [gGROUPS] [no-bias]"
          dense -5         | units: given -5, legal is a whole number from 1 to 1048576
          residual         | legal is "residual[LAYER, LAYER, …]"
          residual[tanh    | legal is "residual[LAYER, LAYER, …]"
          residual[]       | layers: given 0 layers, legal is a list of 1 to 200 layers
          residual[dense]  | layer "dense": legal is "dense UNITS [no-bias]"
          residual[tanh]]  | layer "tanh]": unknown word "tanh]", legal are dense, conv, deconv, down, up, reshape, batch-norm, minibatch-std, leaky-relu, relu, tanh, sigmoid, identity, dropout, scale, clip, residual; did you mean "tanh"?
          dense 1.5        | units: given 1.5, legal is a whole number from 1 to 1048576
          dense 9999999999 | units: given 9999999999, legal is a whole number from 1 to 1048576
          dropout 1.0      | rate: given 1.0, legal is a number from 0 to below 1
          dropout 1e999    | rate: given 1e999, legal is a number from 0 to below 1
          """)
  void parse_shouldSayWhatIsLegalInThatLayer(String text, String problem) {
    assertThat(messageOf(() -> LayerSpec.parse(text)))
        .isEqualTo("layer \"" + text + "\": " + problem);
  }

  @ParameterizedTest
  @CsvSource({"dens 64,dense", "batchnorm,batch-norm", "leakyrelu 0.2,leaky-relu", "tahn,tanh"})
  void parse_shouldNameTheNearestWord(String text, String nearest) {
    assertThat(messageOf(() -> LayerSpec.parse(text)))
        .startsWith("layer \"" + text + "\": unknown word ")
        .endsWith("; did you mean \"" + nearest + "\"?");
  }

  @Test
  void parse_shouldListTheWordsWhenNoneIsNear() {
    assertThat(messageOf(() -> LayerSpec.parse("xyz")))
        .isEqualTo(
            "layer \"xyz\": unknown word \"xyz\", legal are dense, conv, deconv, down, up, reshape,"
                + " batch-norm, minibatch-std, leaky-relu, relu, tanh, sigmoid, identity, dropout, scale, clip, residual");
  }

  @Test
  void everyKind_shouldHaveItsSyntaxMeaningAndRanges() {
    assertThat(LayerSpec.kinds())
        .extracting(LayerSpec.Kind::syntax)
        .contains(
            "dense UNITS [no-bias]",
            "conv CHANNELS kKERNEL sSTRIDE pPADDING [gGROUPS] [no-bias]",
            "FUNCTION")
        .endsWith("residual[LAYER, LAYER, …]");
    assertThat(LayerSpec.kinds()).allMatch(kind -> kind.meaning().endsWith("."));
    assertThat(LayerSpec.kinds().get(0).ranges())
        .containsExactly(entry("UNITS", "a whole number from 1 to 1048576"));
    assertThat(LayerSpec.kinds().get(1).ranges())
        .containsEntry("GROUPS", "a whole number from 1 to 65536");
  }

  @Test
  void parse_shouldKeepHostileTextShortAndOnOneLine() {
    String message =
        messageOf(() -> LayerSpec.parse("reshape " + "1x".repeat(500_000) + "\u001b[31m"));
    assertThat(messageOf(() -> LayerSpec.parse("residual[".repeat(100_000)))).hasSizeLessThan(300);
    assertThat(messageOf(() -> LayerSpec.parse("residual[".repeat(101) + "]".repeat(101))))
        .endsWith("legal is \"residual[LAYER, LAYER, …]\"");
    assertThat(message).hasSizeLessThan(200).doesNotContain("\u001b", "\n");
  }
}
