package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DoctorCommandTest {

  @Test
  void doctor_shouldSayWhatThereIsAndThatTrainingCanStart() {
    Outcome outcome = Outcome.of("doctor");

    assertThat(outcome.status()).as(outcome.out()).isZero();
    assertThat(outcome.out().lines().map(line -> line.split(" +")[1]))
        .containsExactly("java", "cpu", "backend", "gpu", "heap", "off-heap");
  }
}
