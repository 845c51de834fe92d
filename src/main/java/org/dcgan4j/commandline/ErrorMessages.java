package org.dcgan4j.commandline;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.output.ProxyOutputStream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.MachineException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.training.DivergedException;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What the user sees when something goes wrong: lines that say what to change, and a stack trace
 * only for our faults.
 */
public final class ErrorMessages {
  private static final String OFF_HEAP = "org.bytedeco.javacpp.maxbytes";
  private static final String RESIDENT = "org.bytedeco.javacpp.maxphysicalbytes";
  private static final String UNPACKED = "org.bytedeco.javacpp.cachedir";

  /** Options that say how much a command does at once. */
  private static final List<String> MUCH =
      List.of("--batch-size", "--count", "--image", "--points", "--steps");

  private static final String RAISE = "; raise that with ";

  private static final String UNUSABLE =
      "no file can have the name \"%s\" here: %s; outside ASCII, names need a UTF-8 locale, for example LC_ALL=C.UTF-8";
  private static final Pattern NATIVE =
      Pattern.compile("Could not initialize class org\\..*(bytedeco|nd4j)");
  private static final Pattern NO_NUMBER =
      Pattern.compile("'([^']*)' is not an? (int|long|float|double)$");
  private static final Pattern NO_ROOM =
      Pattern.compile(
          "No space left on device|Disk quota exceeded|not enough space on the disk|File too large"
              + "|Too many open files|Bad file descriptor");

  private static volatile IOException lostOutput;

  private ErrorMessages() {}

  /** Runs a command line to its exit status; all that goes wrong is said, lost output among it. */
  public static int execute(CommandLine command, String... args) {
    command
        .registerConverter(Path.class, ErrorMessages::path)
        .setParameterExceptionHandler(ErrorMessages::onBadCommandLine)
        .setExecutionExceptionHandler((e, failed, result) -> onFailure(e, command));
    int status;
    try {
      status = command.execute(args);
    } catch (OutOfMemoryError | LinkageError e) {
      status = onFailure(e, command);
    }
    return command.getOut().checkError() && status == ExitStatus.DONE
        ? onLostOutput(command)
        : status;
  }

  private static int onLostOutput(CommandLine command) {
    IOException reason = lostOutput;
    if (reason != null && "Broken pipe".equals(reason.getMessage())) {
      return ExitStatus.DONE; // whoever read it, such as head, has had enough
    }
    String why = reason == null ? "cannot be written" : IoProblem.of(reason);
    print(command, "standard output: " + why);
    return reason != null && !isLackOfRoom(reason) ? ExitStatus.BAD_INPUT : ExitStatus.LACKING;
  }

  private static Path path(String given) {
    if (given.isEmpty()) {
      throw new TypeConversionException("given an empty name");
    }
    try {
      return Path.of(given);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(unusable(e));
    }
  }

  private static String unusable(InvalidPathException e) {
    return Text.format(UNUSABLE, e.getInput(), e.getReason());
  }

  private static int onBadCommandLine(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String message = e.getMessage();
    if (e instanceof UnmatchedArgumentException unmatched) {
      message = message(unmatched);
    } else if (e instanceof MissingParameterException) {
      message = likeAnOption(args).orElse(message);
    }
    String line =
        NO_NUMBER
            .matcher(message.replaceFirst("^Error: ", "").replaceAll("\\s*\\R\\s*", " "))
            .replaceFirst(found -> Matcher.quoteReplacement(noNumber(found)));
    print(command, line + " (see " + command.getCommandSpec().qualifiedName() + " --help)");
    return ExitStatus.BAD_INPUT;
  }

  /** The exit status of what a command threw, with its line printed. */
  static int onFailure(Throwable e, CommandLine command) {
    Optional<String> lacking = lacking(e, less(command));
    if (lacking.isPresent()) {
      print(command, lacking.get());
      return ExitStatus.LACKING;
    } else if (e instanceof DivergedException) {
      print(command, e.getMessage());
      return ExitStatus.DIVERGED;
    }
    String line =
        e instanceof InvalidInputException
            ? e.getMessage()
            : e instanceof IOException io
                ? IoProblem.of(io)
                : e instanceof UncheckedIOException io
                    ? IoProblem.of(io)
                    : e instanceof InvalidPathException path
                        ? unusable(path)
                        : isLackOfRoom(e) ? firstLine(deepest(e)) : null;
    if (line == null) {
      e.printStackTrace(command.getErr());
      return ExitStatus.FAILED;
    }
    print(command, line);
    return isLackOfRoom(e) ? ExitStatus.LACKING : ExitStatus.BAD_INPUT;
  }

  private static String noNumber(MatchResult found) {
    String legal =
        switch (found.group(2)) {
          case "int" -> "a whole number up to " + Integer.MAX_VALUE;
          case "long" -> "a whole number up to " + Long.MAX_VALUE;
          default -> "a number";
        };
    return "given \"" + found.group(1) + "\", legal is " + legal;
  }

  /** What is said to be missing may be there, and begin as options do. */
  private static Optional<String> likeAnOption(String... args) {
    return Arrays.stream(args)
        .filter(arg -> arg.startsWith("-") && (arg.contains(" ") || new File(arg).exists()))
        .map(arg -> "\"" + arg + "\" begins as an option does; put -- before it")
        .findFirst();
  }

  private static String message(UnmatchedArgumentException e) {
    String given = e.getUnmatched().get(0);
    try {
      Path.of(given); // of several values, the first that is no path ends the list
    } catch (InvalidPathException reason) {
      return unusable(reason);
    }
    if (e.isUnknownOption()) {
      Set<String> options = e.getCommandLine().getCommandSpec().optionsMap().keySet();
      return "unknown option \"" + given + "\"" + Text.hint(given.split("=", 2)[0], options);
    }
    Set<String> commands = e.getCommandLine().getSubcommands().keySet();
    return commands.isEmpty()
        ? "\"" + given + "\" is one argument too many"
        : Text.format(
            "unknown command \"%s\", legal are %s%s",
            given, String.join(", ", commands), Text.hint(given, commands));
  }

  /** What the machine was short of, in one line, or else the failure itself. */
  public static String lineOf(Throwable e) {
    return lacking(e, RAISE).orElse(e.toString());
  }

  /** Prints lines that begin with the name of the program. */
  public static void print(CommandLine command, String lines) {
    PrintWriter err = command.getErr();
    String program = command.getCommandSpec().root().name();
    lines.lines().forEach(line -> err.println(program + ": " + line));
  }

  /**
   * What the machine was short of, for what, and what helps, in one line; empty if a failure has
   * another cause. Errors come wrapped in whatever the thread or the class that met them throws.
   */
  private static Optional<String> lacking(Throwable failure, String less) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof MachineException) {
        return Optional.of(cause.getMessage() + " (see dcgan4j doctor)");
      } else if (cause instanceof OutOfMemoryError memory) {
        return Optional.of(memory(memory, less));
      } else if (cause instanceof UnsatisfiedLinkError library) {
        return Optional.of(library(deepest(library)));
      }
    }
    // What Java says when it meets a class whose library could not be loaded before.
    boolean again =
        failure instanceof NoClassDefFoundError && NATIVE.matcher("" + failure.getMessage()).find();
    return again ? Optional.of(library(failure)) : Optional.empty();
  }

  /** What helps where memory lacks, by the options of the command that was given. */
  private static String less(CommandLine command) {
    ParseResult given = command.getParseResult();
    while (given != null && given.hasSubcommand()) {
      given = given.subcommand();
    }
    Set<String> options =
        (given == null ? command.getCommandSpec() : given.commandSpec()).optionsMap().keySet();
    List<String> less = new ArrayList<>(MUCH.stream().filter(options::contains).toList());
    if (options.contains("--preset")) {
      less.remove("--steps"); // of a training, in turn
      less.add("fewer or smaller layers");
    }
    return less.isEmpty()
        ? RAISE
        : "; ask for less (" + String.join(", ", less) + "), or" + RAISE.substring(1);
  }

  /** Whether a file failed because a disk is full, a limit of the process met, or output closed. */
  private static boolean isLackOfRoom(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(e -> e instanceof IOException && NO_ROOM.matcher("" + e.getMessage()).find());
  }

  /**
   * JavaCPP speaks of pointers and, in the cause, of the whole process; all else comes from Java's
   * own heap.
   */
  private static String memory(OutOfMemoryError e, String less) {
    String cause = e.getCause() == null ? "" : firstLine(e.getCause());
    // Of one in another thread, its cause alone says which memory.
    String reason = e.getMessage() == null && e.getCause() != null ? cause : firstLine(e);
    if (reason.contains("native thread")) {
      return Text.format(
          "out of threads: %s; raise the limit of processes (ulimit -u, or the container's), or ask for fewer with --threads",
          reason);
    }
    if ((reason + cause).contains("maxPhysicalBytes")) {
      return Text.format(
          "out of memory: %s; the whole process may have %s bytes%s-D%s",
          reason, System.getProperty(RESIDENT), less, RESIDENT);
    }
    if (reason.contains("Pointer")) {
      return Text.format(
          "out of memory: %s; networks and batches may have %s bytes%s-D%s",
          reason, System.getProperty(OFF_HEAP), less, OFF_HEAP);
    }
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    return isReading(e)
        ? Text.format(
            "out of memory while reading the data: %s, of which there are %d MiB; give Java more with -Xmx, or the machine or container",
            reason, heap)
        : Text.format(
            "out of memory: %s, of which there are %d MiB%sjava -Xmx", reason, heap, less);
  }

  /** A smaller batch does not make a data set smaller. */
  private static boolean isReading(OutOfMemoryError e) {
    return Arrays.stream(e.getStackTrace())
        .map(StackTraceElement::getClassName)
        .filter(name -> name.startsWith("org.dcgan4j."))
        .limit(1)
        .anyMatch(name -> name.startsWith("org.dcgan4j.data."));
  }

  private static String library(Throwable reason) {
    String folder = System.getProperty(UNPACKED);
    String line = "a native library cannot be loaded: " + firstLine(reason);
    if (folder == null) {
      return line;
    }
    line += "; they are unpacked into " + folder;
    try {
      long mebi = Files.getFileStore(Path.of(folder)).getUsableSpace() >> 20;
      return line + ", with " + mebi + " MiB free there (ulimit -f may allow less)";
    } catch (IOException e) {
      return line;
    }
  }

  private static Throwable deepest(Throwable e) {
    return e.getCause() == null ? e : deepest(e.getCause());
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /**
   * Has a command and its subcommands write to this process's output, which is as they want it:
   * standard output remembers why it failed, which Java's own forgets, and text that the locale has
   * no letters for (as {@code LC_ALL=C} for an é) is UTF-8 and not question marks.
   */
  public static CommandLine attach(CommandLine command) {
    OutputStream err = new FileOutputStream(FileDescriptor.err);
    System.setErr(new PrintStream(new BufferedOutputStream(err), true, charset()));
    OutputStream out =
        new ProxyOutputStream(new FileOutputStream(FileDescriptor.out)) {
          @Override
          protected void handleIOException(IOException e) throws IOException {
            lostOutput = e;
            throw e;
          }
        };
    return command.setOut(writing(out)).setErr(writing(err));
  }

  private static PrintWriter writing(OutputStream out) {
    return new PrintWriter(new OutputStreamWriter(out, charset()), true);
  }

  private static Charset charset() {
    Charset ofLocale =
        Stream.of("stdout.encoding", "sun.stdout.encoding", "native.encoding")
            .map(System::getProperty)
            .filter(Objects::nonNull)
            .findFirst()
            .map(Charset::forName)
            .orElse(Charset.defaultCharset());
    return ofLocale.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : ofLocale;
  }

  /** How the program ends. */
  public static final class ExitStatus {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int BAD_INPUT = 2;
    public static final int DIVERGED = 3;

    /**
     * The machine lacks memory, room on a disk, threads or a native library; the same may work
     * elsewhere or later. {@code EX_TEMPFAIL} of {@code sysexits.h}.
     */
    public static final int LACKING = 75;

    public static final int INTERRUPTED = 130;

    private ExitStatus() {}
  }
}
