package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.dcgan4j.binding.Text;
import org.dcgan4j.io.AtomicFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the system can do to a training. */
class FaultsTest {
  @TempDir private static Path data;
  private static SmallRun small;

  @TempDir private Path folder;

  @BeforeAll
  static void prepare() throws IOException {
    small = SmallRun.in(data);
  }

  @Test
  void vanishedData_shouldBeNamedAndLeaveTheRunAsItWas() throws IOException {
    SmallRun own = SmallRun.in(folder);
    Path run = own.trained(folder.resolve("runs"));
    AtomicFile.deleteFolder(own.letters());

    Outcome outcome = Outcome.of("train", "--resume", run, "--steps", 9);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints())
        .containsExactly("dcgan4j: " + own.letters() + ": no such file or folder");
    assertThat(sample(run).status()).isZero();
  }

  private Outcome sample(Path run) {
    return Outcome.of("sample", run, "--count", 1, "--out", folder.resolve("sample.png"));
  }

  /** A disk of its own, which only the superuser can have. */
  @Nested
  class OnASmallDisk {
    private Path disk;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
      disk = Files.createDirectory(folder.resolve("disk"));
      assumeThat(done("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()))
          .as("this test needs the right to mount a small disk")
          .isTrue();
    }

    @AfterEach
    void unmount() throws InterruptedException {
      done("umount", disk.toString());
    }

    @Test
    void fullDisk_shouldEndInOneLineAndLoseNothing() throws Exception {
      // All of them: else pictures may fill the disk, and checkpoints take each other's places.
      String all = "--set=checkpoint.keep=1000";
      Path expected =
          Path.of(small.train("--out", folder.resolve("runs"), "--steps", 99, all).out().strip());

      Outcome full = small.train("--out", disk, "--steps", 99, all);

      Path run = disk.resolve("00000-notmnist-dcgan");
      assertThat(full.status()).isEqualTo(75);
      assertThat(full.complaints())
          .last()
          .asString()
          .startsWith("dcgan4j: cannot write ")
          .contains(": No space left on device; the last good checkpoint is " + run);
      assertThat(full.err()).doesNotContain("\tat ");
      assertThat(sample(run).status()).isZero();

      assertThat(done("mount", "-o", "remount,size=64m", disk.toString())).isTrue();
      assertThat(Outcome.of("train", "--resume", run).status()).isZero();
      RunFolders.assertEqualButForLostPictures(run, expected, 99);
    }

    @Test
    void readOnlyFolder_shouldBeNamedAndStillBeGoodToDrawFrom() throws Exception {
      Path run = small.trained(disk);
      assertThat(done("mount", "-o", "remount,ro", disk.toString())).isTrue();

      Outcome resumed = Outcome.of("train", "--resume", run, "--steps", 9);
      Outcome another = small.train("--out", disk);

      assertThat(resumed.status()).isEqualTo(2);
      assertThat(resumed.complaints())
          .containsExactly(
              Text.format(
                  "dcgan4j: cannot lock the run folder %s: %s/.lock: Read-only file system",
                  run, run));
      assertThat(another.status()).isEqualTo(2);
      assertThat(another.complaints())
          .singleElement()
          .asString()
          .startsWith("dcgan4j: cannot make a run folder under " + disk)
          .endsWith("Read-only file system");
      assertThat(sample(run).status()).isZero();
    }

    private static boolean done(String... command) throws InterruptedException {
      try {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
      } catch (IOException e) {
        return false;
      }
    }
  }
}
