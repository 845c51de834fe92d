package org.dcgan4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dcgan4j.config.Refusals.messageOf;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.stream.Stream;
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
        Arguments.of(new BatchNorm(), "batch-norm"),
        Arguments.of(new LeakyRelu(0.2), "leaky-relu 0.2"),
        Arguments.of(new LeakyRelu(1.0 / 3e7), "leaky-relu " + 1.0 / 3e7),
        Arguments.of(new Activation(Activation.Function.TANH), "tanh"),
        Arguments.of(new Activation(Activation.Function.IDENTITY), "identity"),
        Arguments.of(new Scale(6), "scale 6.0"),
        Arguments.of(new Scale(-0.5), "scale -0.5"),
        Arguments.of(new Clip(0.01, 0.99), "clip 0.01 0.99"),
        Arguments.of(new Dropout(0.3), "dropout 0.3"));
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
    assertThat(LayerSpec.parse("  conv\t64  k4\n s2 p1 ")).isEqualTo(new Conv(64, 4, 2, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          conv 64 k4       | legal is "conv CHANNELS kKERNEL sSTRIDE pPADDING"
          reshape 1x7      | legal is "reshape CHANNELSxHEIGHTxWIDTH"
          batch-norm 3     | legal is "batch-norm"
          tanh 3           | legal is "FUNCTION"
          leaky-relu tanh  | legal is "leaky-relu SLOPE"
          conv 64 k0 s2 p1 | kernel: given 0, legal is a whole number from 1 to 64
          dense -5         | units: given -5, legal is a whole number from 1 to 1048576
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
            "layer \"xyz\": unknown word \"xyz\", legal are dense, reshape, conv, deconv,"
                + " batch-norm, leaky-relu, relu, tanh, sigmoid, identity, dropout, scale, clip, residual");
  }

  @Test
  void parse_shouldKeepHostileTextShortAndOnOneLine() {
    String message =
        messageOf(() -> LayerSpec.parse("reshape " + "1x".repeat(500_000) + "\u001b[31m"));
    assertThat(message).hasSizeLessThan(200).doesNotContain("\u001b", "\n");
  }
}
