package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void lines_shouldComeNowAndThen() {
    List<String> lines = new ArrayList<>();
    Progress often = Progress.lines(lines::add, 0);
    often.say("decoding");
    often.decoded(1, 2);
    often.decoded(2, 2);
    Progress seldom = Progress.lines(lines::add);
    seldom.decoded(1, 2);

    assertThat(lines).hasSize(3).startsWith("decoding");
    assertThat(lines.get(2)).matches("decoded 2 of 2 pictures {2}[0-9,]+ pictures/s {2}ETA 0:00");
  }

  @Test
  void pace_shouldSayHowLongItStillTakes() {
    assertThat(Progress.pace(50_000, 202_599, 25)).isEqualTo("2,000 pictures/s  ETA 1:16");
  }
}
