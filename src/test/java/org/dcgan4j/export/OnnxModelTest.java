package org.dcgan4j.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.LayerSpec;
import org.dcgan4j.model.SmallGan;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Against ONNX Runtime, which also checks each model when it loads it. */
class OnnxModelTest {
  private static final float TOLERANCE = 1e-5f;

  @TempDir private Path folder;

  static Stream<ExportedGan> architectures() {
    return Stream.of(
        images(
            "dense 32, batch-norm, leaky-relu 0.2, reshape 8x2x2, deconv 4 k4 s2 p1, batch-norm,"
                + " leaky-relu 0.2, deconv 1 k4 s2 p1, tanh"),
        images(
            "dense 32, relu, reshape 2x4x4, deconv 4 k4 s2 p1, batch-norm, relu, conv 3 k3 s1 p1,"
                + " batch-norm, leaky-relu 0.1, dropout 0.2, conv 1 k3 s1 p1, sigmoid"),
        images("dense 36, reshape 4x3x3, deconv 2 k3 s2 p0, deconv 1 k2 s1 p0, tanh"),
        images(
            "dense 50, reshape 2x5x5, conv 3 k3 s2 p0, dense 64, dropout 0.5, reshape 1x8x8, tanh"),
        images(
            "dense 48, reshape 12x2x2, conv 8 k3 s1 p1 g4, relu, deconv 6 k4 s2 p1, conv 4 k1 s1 p0 g2"
                + " no-bias, batch-norm, deconv 1 k4 s2 p1, residual[conv 1 k3 s1 p1]"),
        images(
            "dense 18, reshape 2x3x3, up, conv 4 k2 s1 p0, leaky-relu 0.2, down, up, down, conv 2 k3 s1"
                + " p1, residual[up, down, relu], deconv 2 k2 s1 p0, up, conv 1 k1 s1 p0"),
        images("dense 64, reshape 1x8x8"),
        images("dense 64, scale 3, reshape 1x8x8, clip -0.02 0.01, scale -7.5, clip 0 0.1"),
        images(
            "residual[dense 6, tanh], dense 32, reshape 2x4x4, residual[batch-norm, leaky-relu 0.2,"
                + " conv 2 k3 s1 p1, residual[relu, dropout 0.2], scale 2], deconv 1 k4 s2 p1,"
                + " residual[tanh], residual[dense 64, reshape 1x8x8]"),
        images("dense 64, reshape 1x8x8, residual[identity]"),
        ExportedGan.of(
            SmallGan.DATA,
            "training.conditional=true",
            "generator.classes=3",
            "generator.classNormalisation=true",
            "generator.layers=dense 32, batch-norm, relu, reshape 8x2x2, deconv 4 k4 s2 p1, batch-norm,"
                + " residual[batch-norm, leaky-relu 0.2, conv 4 k3 s1 p1], deconv 1 k4 s2 p1, batch-norm"),
        ExportedGan.of(
            DataShape.vector(2),
            "generator.layers=dense 16, batch-norm, relu, dense 2, identity",
            "discriminator.layers=dense 8, leaky-relu 0.2, dense 1"));
  }

  static Stream<ExportedGan> presets() {
    return ConfigReader.presets().stream().map(ExportedGan::ofPreset);
  }

  @Test
  void architectures_shouldHaveEveryKindOfLayer() {
    String all =
        architectures()
            .flatMap(made -> made.config().generator().layers().stream().map(LayerSpec::text))
            .collect(Collectors.joining());
    for (LayerSpec.Kind kind : LayerSpec.kinds()) {
      String word = kind.syntax().split("[ \\[]")[0].replace("FUNCTION", "sigmoid");
      boolean ofDiscriminators = word.equals("minibatch-std");
      assertThat(all.contains(word)).as(word).isNotEqualTo(ofDiscriminators);
    }
  }

  /** With DL4J's own reader, and without a class of ours. */
  @ParameterizedTest
  @MethodSource({"architectures", "presets"})
  void stockZip_shouldMakeTheSameExamples(ExportedGan made) throws Exception {
    Path file = folder.resolve("generator.zip");
    ParameterFiles.dl4j(made.stock(), file);
    ComputationGraph read = ModelSerializer.restoreComputationGraph(file.toFile());
    INDArray latents = Nd4j.createFromArray(made.latents(5)).reshape('c', 5, made.latentSize());

    assertThat(read.getConfiguration().toJson()).doesNotContain("dcgan4j");
    assertClose(read.outputSingle(latents).dup('c').data().asFloat(), made.examples(5));
  }

  @Test
  void zipWithOurLayers_shouldBeRefused() {
    ExportedGan made = images("dense 64, reshape 1x8x8");
    assertThatThrownBy(
            () -> ParameterFiles.dl4j(made.gan().generator().graph(), folder.resolve("x.zip")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("export it as onnx");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void everyPreset_shouldMakeTheSameExamples(ExportedGan made) throws Exception {
    assertClose(run(write(made), made.latents(3), 3), made.examples(3));
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void model_shouldMakeTheImagesThatDl4jMakes(ExportedGan made) throws Exception {
    Path file = write(made);
    for (int count : new int[] {1, 7}) {
      float[] expected = made.gan().generator().generate(made.latents(count), count);

      assertThat(largestDifference(run(file, made.latents(count), count), expected))
          .as(made.config().generator().layers() + ", batch " + count)
          .isLessThanOrEqualTo(TOLERANCE);
    }
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void model_shouldBeWellFormed(ExportedGan made) throws Exception {
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(write(made)));

    assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(13);
    assertThat(model.getGraph().getInput(0).getName()).isEqualTo("latent");
    Set<String> known = new HashSet<>(Set.of("latent"));
    for (TensorProto array : model.getGraph().getInitializerList()) {
      assertThat(known.add(array.getName())).as(array.getName()).isTrue();
      long elements = array.getDimsList().stream().reduce(1L, (a, b) -> a * b);
      int stored = array.getRawData().size() / Float.BYTES + array.getInt64DataCount();
      assertThat(stored).as(array.getName()).isEqualTo((int) elements);
    }
    for (NodeProto node : model.getGraph().getNodeList()) {
      assertThat(known).as(node.getName()).containsAll(node.getInputList());
      assertThat(known.addAll(node.getOutputList())).as(node.getName()).isTrue();
    }
    assertThat(model.getGraph().getOutput(0).getName()).isEqualTo("images").isIn(known);
  }

  @Test
  void model_shouldNameItsInputAndOutputForAnyBatch() throws Exception {
    Path file = write(images("dense 64, reshape 1x8x8, tanh"));
    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
      TensorInfo in = (TensorInfo) session.getInputInfo().get("latent").getInfo();
      TensorInfo out = (TensorInfo) session.getOutputInfo().get("images").getInfo();

      assertThat(in.getShape()).containsExactly(-1, 6);
      assertThat(out.getShape()).containsExactly(-1, 1, 8, 8);
      assertThat(session.getMetadata().getCustomMetadata())
          .containsExactly(entry("classes", "A, B"));
    }
  }

  private static ExportedGan images(String layers) {
    return ExportedGan.of(SmallGan.DATA, "generator.layers=" + layers);
  }

  private Path write(ExportedGan made) throws IOException {
    Path file = folder.resolve("generator.onnx");
    new OnnxModel(
            made.config().generator().layers(),
            NamedArray.of(made.gan().generator().graph()),
            made.latentSize(),
            made.config().generator().normalisedClasses(),
            Map.of("classes", "A, B"))
        .write("1", file);
    return file;
  }

  private static void assertClose(float[] actual, float[] expected) {
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(largest).as("an example at all").isGreaterThan(1e-4f);
    assertThat(largestDifference(actual, expected) / largest).isLessThan(1e-4f);
  }

  private static float largestDifference(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    float largest = 0;
    for (int i = 0; i < actual.length; i++) {
      largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
    }
    return largest;
  }

  private static float[] run(Path file, float[] latents, int count) throws OrtException {
    OrtEnvironment ort = OrtEnvironment.getEnvironment();
    long[] shape = {count, latents.length / count};
    try (OrtSession session = ort.createSession(file.toString());
        OnnxTensor input = OnnxTensor.createTensor(ort, FloatBuffer.wrap(latents), shape);
        OrtSession.Result result = session.run(Map.of("latent", input))) {
      OnnxTensor images = (OnnxTensor) result.get("images").orElseThrow();
      float[] values = new float[images.getFloatBuffer().remaining()];
      images.getFloatBuffer().get(values);
      return values;
    }
  }
}
