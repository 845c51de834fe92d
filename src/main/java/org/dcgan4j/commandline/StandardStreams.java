package org.dcgan4j.commandline;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * This process's output as the commands want it: standard output remembers why it failed, which
 * Java's own forgets, and text that the locale has no letters for (as {@code LC_ALL=C} for an é) is
 * UTF-8 and not question marks.
 */
public final class StandardStreams {
  private static volatile IOException failure;

  private StandardStreams() {}

  /** Has a command and its subcommands write to them. */
  public static CommandLine attach(CommandLine command) {
    OutputStream err = new FileOutputStream(FileDescriptor.err);
    System.setErr(new PrintStream(new BufferedOutputStream(err), true, charset()));
    return command
        .setOut(writing(new Remembering(new FileOutputStream(FileDescriptor.out))))
        .setErr(writing(err));
  }

  /** Why standard output could not be written; null if it could. */
  static IOException failure() {
    return failure;
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

  private static final class Remembering extends FilterOutputStream {
    Remembering(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      try {
        out.write(bytes, from, count);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }
}
