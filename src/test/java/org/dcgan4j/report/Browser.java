package org.dcgan4j.report;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Headless Chromium, or jsdom in Node where {@code .ci/run} has put it. */
final class Browser {
  private static final List<String> NAMES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final Path NODE_MODULES = Path.of("target", "npm", "node_modules");

  private Browser() {}

  /** The page's elements after its scripts have run; its errors end the test. */
  static String open(Path page, Path scratch)
      throws IOException, InterruptedException, URISyntaxException {
    return open(page.toUri(), scratch);
  }

  static String open(URI page, Path scratch)
      throws IOException, InterruptedException, URISyntaxException {
    Optional<String> chromium =
        NAMES.stream().filter(name -> Files.isExecutable(Path.of(name))).findFirst();
    List<String> command =
        chromium.isPresent() ? chromium(chromium.get(), page, scratch) : jsdom(page);
    Path out = scratch.resolve("dom.html");
    Path log = scratch.resolve("browser.log");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("NODE_PATH", NODE_MODULES.toAbsolutePath().toString());
    Process process = builder.redirectOutput(out.toFile()).redirectError(log.toFile()).start();
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

  private static List<String> chromium(String chromium, URI page, Path scratch) {
    List<String> command = new ArrayList<>(List.of(chromium, "--headless=new", "--no-sandbox"));
    command.addAll(List.of("--disable-gpu", "--enable-logging=stderr", "--dump-dom"));
    command.add("--user-data-dir=" + scratch.resolve("profile"));
    command.add("--virtual-time-budget=5000");
    command.add(page.toString());
    return command;
  }

  private static List<String> jsdom(URI page) throws URISyntaxException {
    assumeTrue(
        Files.isDirectory(NODE_MODULES.resolve("jsdom")),
        "skipped: no Chromium on this machine, and no jsdom in " + NODE_MODULES);
    Path script = Path.of(Browser.class.getResource("open-page.cjs").toURI());
    return List.of("node", script.toString(), page.toString());
  }
}
