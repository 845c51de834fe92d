package org.dcgan4j.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The terminal behind stderr, if any. Java 17 only knows about stdin and stdout, so this asks
 * Linux; on other systems the answer is that there is none.
 */
final class StderrTerminal {
  private static final Path LINK = Path.of("/proc/self/fd/2");
  private static final Pattern TERMINAL = Pattern.compile("/dev/(?:pts/\\d+|tty\\w*|console)");
  private static final Pattern SIZE = Pattern.compile("\\d+ (\\d{1,5})\\s*");
  private static final int USUAL_COLUMNS = 80;
  private static final int PATIENCE_SECONDS = 2;

  private StderrTerminal() {}

  /** The terminal's width in characters, or 0 where stderr is no terminal with a cursor. */
  static int columns() {
    String term = System.getenv("TERM");
    if (term == null || term.isEmpty() || term.equals("dumb")) {
      return 0;
    }
    return device().map(StderrTerminal::width).orElse(0);
  }

  private static Optional<Path> device() {
    try {
      Path device = Files.readSymbolicLink(LINK);
      return Optional.of(device).filter(d -> isTerminal(d.toString()));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /** Whether a device's path is a terminal's. */
  static boolean isTerminal(String device) {
    return TERMINAL.matcher(device).matches();
  }

  private static int width(Path device) {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(device.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        stty.destroy();
        return USUAL_COLUMNS;
      }
      return width(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return USUAL_COLUMNS;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL_COLUMNS;
    }
  }

  /** The columns in {@code stty}'s "rows columns"; the usual ones where it does not know. */
  static int width(String size) {
    Matcher matcher = SIZE.matcher(size);
    int columns = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    return columns > 0 ? columns : USUAL_COLUMNS;
  }
}
