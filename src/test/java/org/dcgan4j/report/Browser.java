package org.dcgan4j.report;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Headless Chromium, if this machine has one. */
final class Browser {
  private static final List<String> NAMES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  private Browser() {}

  /** The page's elements after its scripts have run; its errors end the test. */
  static String open(Path page, Path scratch) throws IOException, InterruptedException {
    String chromium =
        NAMES.stream().filter(name -> Files.isExecutable(Path.of(name))).findFirst().orElse(null);
    assumeTrue(chromium != null, "skipped: no Chromium on this machine");
    Path out = scratch.resolve("dom.html");
    Path log = scratch.resolve("browser.log");
    List<String> command = new ArrayList<>(List.of(chromium, "--headless=new", "--no-sandbox"));
    command.addAll(List.of("--disable-gpu", "--enable-logging=stderr", "--dump-dom"));
    command.add("--user-data-dir=" + scratch.resolve("profile"));
    command.add("--virtual-time-budget=5000");
    command.add(page.toUri().toString());
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(log.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the browser hangs: " + Files.readString(log));
    }
    String errors =
        Files.readString(log).lines().filter(line -> line.contains("CONSOLE")).toList().toString();
    if (!errors.equals("[]")) {
      throw new AssertionError(errors);
    }
    return Files.readString(out);
  }
}
