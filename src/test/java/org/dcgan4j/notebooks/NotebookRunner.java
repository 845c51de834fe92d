package org.dcgan4j.notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * Runs the cells of a notebook in this process, as a Java kernel does: each piece in JShell, and a
 * picture at the end of a cell is shown. {@code NotebookRunner CELLS FOLDER}, with form feeds
 * between the cells and where the notebook is. Needs the JDK alone: what else is on its class path
 * would hide what the notebook brings.
 */
final class NotebookRunner {
  static final String NEXT_CELL = "\f";

  /** How the kernels Rapaio, JJava and IJava name a jar. */
  private static final Pattern JAR = Pattern.compile("%(?:jar|classpath|jars) +(\\S+)");

  private final JShell shell = JShell.builder().executionEngine("local").build();
  private final Path folder;

  private NotebookRunner(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] args) throws IOException {
    NotebookRunner runner = new NotebookRunner(Path.of(args[1]));
    try {
      for (String cell : Files.readString(Path.of(args[0])).split(NEXT_CELL)) {
        runner.run(cell);
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      e.printStackTrace(System.out);
      System.exit(1);
    }
    System.out.println("all cells ran");
    System.exit(0);
  }

  private void run(String cell) {
    String rest = cell.lines().filter(line -> !isMagic(line)).collect(Collectors.joining("\n"));
    String value = "";
    while (!rest.isBlank()) {
      CompletionInfo piece = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      if (!piece.completeness().isComplete()) {
        throw new IllegalArgumentException("not complete: " + rest);
      }
      for (SnippetEvent event : shell.eval(piece.source())) {
        requireDone(event);
        value = event.value() == null ? "" : event.value();
      }
      rest = piece.remaining();
    }
    if (value.startsWith("BufferedImage@")) {
      System.out.println("shown: " + value);
    }
  }

  private boolean isMagic(String line) {
    Matcher jar = JAR.matcher(line);
    if (jar.matches()) {
      shell.addToClasspath(folder.resolve(jar.group(1)).normalize().toString());
    }
    return jar.matches();
  }

  private void requireDone(SnippetEvent event) {
    String source = event.snippet().source();
    if (event.exception() != null) {
      throw new IllegalStateException("thrown by: " + source, event.exception());
    }
    if (event.status().isActive()) {
      return;
    }
    String problems =
        shell
            .diagnostics(event.snippet())
            .map((Diag problem) -> problem.getMessage(null))
            .collect(Collectors.joining("\n"));
    throw new IllegalArgumentException(event.status() + ": " + source + "\n" + problems);
  }
}
