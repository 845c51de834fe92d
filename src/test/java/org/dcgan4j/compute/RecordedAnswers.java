package org.dcgan4j.compute;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What the CPU answered, in {@code cpu-answers.json}. To record anew, on a CPU: {@code mvn test
 * -Dtest='CpuAnswers*' -Dtest.memory=-Ddcgan4j.record=true}.
 */
public final class RecordedAnswers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "cpu-answers.json";
  private static final Path SOURCE =
      Path.of("src/test/resources/org/dcgan4j/compute").resolve(FILE);

  private RecordedAnswers() {}

  /** The recorded numbers of that name, in C order. */
  public static double[] of(String name, INDArray actual) {
    try {
      if (Boolean.getBoolean("dcgan4j.record")) {
        record(name, actual);
        return JSON.treeToValue(JSON.readTree(SOURCE.toFile()).get(name), double[].class);
      }
      try (InputStream in = RecordedAnswers.class.getResourceAsStream(FILE)) {
        return JSON.treeToValue(JSON.readTree(in).get(name), double[].class);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the largest number: a GPU may multiply in TF32, with a mantissa of 10 bits. */
  public static double tolerance() {
    return Nd4j.getEnvironment().isCPU() ? 1e-5 : 5e-3;
  }

  private static void record(String name, INDArray actual) throws IOException {
    ObjectNode all =
        Files.exists(SOURCE)
            ? (ObjectNode) JSON.readTree(SOURCE.toFile())
            : JSON.createObjectNode();
    var numbers = all.putArray(name);
    for (float number : actual.dup('c').data().asFloat()) {
      numbers.add(number);
    }
    Files.createDirectories(SOURCE.getParent());
    Files.writeString(SOURCE, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
  }
}
