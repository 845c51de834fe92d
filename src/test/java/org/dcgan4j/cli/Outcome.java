package org.dcgan4j.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.dcgan4j.commandline.ErrorMessages;
import picocli.CommandLine;

/** What one command line left: its exit status and what it printed. */
record Outcome(int status, String out, String err) {

  static Outcome of(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] texts = List.of(args).stream().map(Object::toString).toArray(String[]::new);
    int status = ErrorMessages.execute(command, texts);
    return new Outcome(status, out.toString(), err.toString());
  }

  /** The lines that say what went wrong. */
  List<String> complaints() {
    return err.lines()
        .filter(line -> !line.startsWith("data ") && !line.startsWith("checkpoint "))
        .toList();
  }

  /** Without the lines that only say what was used. */
  Outcome withoutSources() {
    return new Outcome(status, out, String.join("\n", complaints()));
  }
}
