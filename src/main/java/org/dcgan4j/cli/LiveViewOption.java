package org.dcgan4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.report.Report;
import org.dcgan4j.report.ReportServer;
import org.dcgan4j.run.RunFolder;
import picocli.CommandLine.Option;

/** {@code --ui}: the report of a training, served to browsers on this machine while it goes on. */
final class LiveViewOption {
  private static final int LAST_PORT = 65_535;

  @Option(
      names = "--ui",
      paramLabel = "PORT",
      arity = "0..1",
      fallbackValue = "9000",
      description =
          "Serve the run's report on http://localhost:PORT while training goes on, to this machine"
              + " only; 0 takes any free port. Default without PORT: 9000.")
  private Integer port;

  /** Listens, if the user wants it; with nothing to show yet. */
  LiveView open() {
    if (port == null) {
      return new LiveView(null);
    }
    if (port < 0 || port > LAST_PORT) {
      throw new InvalidInputException(
          Text.format("--ui: given %d, legal is 0 to %d", port, LAST_PORT));
    }
    try {
      return new LiveView(ReportServer.listen(port));
    } catch (IOException e) {
      throw new InvalidInputException("--ui: port " + port + ": " + e.getMessage(), e);
    }
  }

  /** A server, or none. */
  record LiveView(ReportServer server) implements AutoCloseable {
    void show(RunFolder run, PrintWriter err) {
      if (server != null) {
        server.show(Report.fileOf(run));
        err.println("live view at " + server.address());
      }
    }

    @Override
    public void close() {
      if (server != null) {
        server.close();
      }
    }
  }
}
