package org.dcgan4j.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuAnswerTest {

  @Test
  void twoGpus_shouldBeReadWithAllTheyHave() {
    String text =
        "0, NVIDIA H100 80GB HBM3, 9.0, 535.129.03, 80614\n1, Tesla T4, 7.5, 535.129.03, 14910\n";

    NvidiaSmi.Answer answer = NvidiaSmi.Answer.parse(0, text);

    assertThat(answer.problem()).isNull();
    assertThat(answer.gpus())
        .containsExactly(
            new NvidiaSmi.Gpu(
                0,
                "NVIDIA H100 80GB HBM3",
                new NvidiaSmi.ComputeCapability(9, 0),
                "535.129.03",
                80614),
            new NvidiaSmi.Gpu(
                1, "Tesla T4", new NvidiaSmi.ComputeCapability(7, 5), "535.129.03", 14910));
  }

  @Test
  void whatAnOldDriverCannotSay_shouldBeUnknown() {
    assertThat(NvidiaSmi.Answer.parse(0, "0, GeForce GT 710, [N/A], 470.82.00, [N/A]"))
        .isEqualTo(
            new NvidiaSmi.Answer(
                java.util.List.of(
                    new NvidiaSmi.Gpu(
                        0, "GeForce GT 710", null, "470.82.00", NvidiaSmi.Gpu.UNKNOWN)),
                null));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "9|NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.|NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.",
        "12|-|exit status 12",
        "0|-|it names no GPU",
        "0|No devices were found|not understood: No devices were found",
        "2|Field \"compute_cap\" is not a valid field to query.|Field \"compute_cap\" is not a valid field to query.",
        "0|0, Tesla T4, 7.5, 535.1|not understood: 0, Tesla T4, 7.5, 535.1",
        "0|0, Tesla T4, seven, 535.1, 14910|not understood: 0, Tesla T4, seven, 535.1, 14910",
        "0|99999999999, Tesla T4, 7.5, 535.1, 14910|not understood: 99999999999, Tesla T4, 7.5, 535.1, 14910",
        "0|<html>502</html>|not understood: <html>502</html>"
      })
  void whatIsNoListOfGpus_shouldBeAFailureInOneLine(int status, String text, String line) {
    assertThat(NvidiaSmi.Answer.parse(status, text == null ? "" : text))
        .isEqualTo(NvidiaSmi.Answer.failed(line));
  }
}
