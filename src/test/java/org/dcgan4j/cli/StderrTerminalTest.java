package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StderrTerminalTest {
  @ParameterizedTest
  @ValueSource(strings = {"/dev/pts/0", "/dev/pts/17", "/dev/tty", "/dev/tty1", "/dev/ttyS0"})
  void terminals_shouldBeKnown(String device) {
    assertThat(ProgressDisplay.isTerminal(device)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/null", "pipe:[4711]", "socket:[1]", "/tmp/log", "/dev/pts/ptmx"})
  void otherFiles_shouldBeNone(String device) {
    assertThat(ProgressDisplay.isTerminal(device)).isFalse();
  }

  @Test
  void width_shouldBeTheSecondNumberOrTheUsualOne() {
    assertThat(ProgressDisplay.width("20 150\n")).isEqualTo(150);
    assertThat(ProgressDisplay.width("0 0\n")).isEqualTo(80);
    assertThat(ProgressDisplay.width("")).isEqualTo(80);
  }
}
