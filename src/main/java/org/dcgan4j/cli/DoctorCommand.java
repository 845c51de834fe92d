package org.dcgan4j.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.dcgan4j.commandline.ExitStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Says what this machine computes with and what stands in the way: backend, native library, CPU features, GPU, memory.",
      "",
      "Exit status 0 when training can start, 75 when it cannot."
    },
    footerHeading = "%nExample:%n",
    footer = "  doctor")
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Finding> findings = Checkup.run();
    for (Finding finding : findings) {
      out.printf(
          Locale.ROOT,
          "%-8s %-14s %s%n",
          finding.verdict().word(),
          finding.subject(),
          finding.text());
    }
    boolean sick = findings.stream().anyMatch(f -> f.verdict() == Finding.Verdict.BAD);
    return sick ? ExitStatus.LACKING : ExitStatus.DONE;
  }
}
