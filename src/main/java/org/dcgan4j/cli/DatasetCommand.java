package org.dcgan4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.dcgan4j.api.Dcgan;
import org.dcgan4j.api.Duplicates;
import org.dcgan4j.binding.Text;
import org.dcgan4j.commandline.Outputs;
import org.dcgan4j.data.DatasetReport;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageSets;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.data.Wanted;
import org.dcgan4j.data.letters.FontFaces;
import org.dcgan4j.data.letters.RenderedLetters;
import org.dcgan4j.image.ImageGrid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dataset}. */
@Command(
    name = "dataset",
    description = "Looks at a data set, finds copies in it, or renders one from fonts.",
    subcommands = {
      DatasetCommand.Inspect.class,
      DatasetCommand.Dedupe.class,
      DatasetCommand.Render.class
    })
final class DatasetCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "dataset needs a command, legal are inspect, dedupe, render");
  }

  /** {@code dataset inspect}. */
  @Command(
      name = "inspect",
      description = {
        "Counts the images of a set, each class and the duplicates, names the bad files, and draws a contact sheet.",
        "",
        "Bad files are no error: training skips them too."
      },
      footerHeading = "%nExample:%n",
      footer = "  dataset inspect notmnist/notMNIST_small.tar.gz --sheet notmnist.png")
  static final class Inspect implements Runnable {
    private static final int COLUMNS = 20;
    private static final int ROWS_WITHOUT_LABELS = 10;

    /** What smaller images are enlarged to, in pixels. */
    private static final int LEAST_SIDE = 28;

    @Spec private CommandSpec spec;

    @Parameters(
        paramLabel = "DIR",
        description = "A folder, archive or IDX file, as for train --data.")
    private Path data;

    @Option(
        names = "--sheet",
        paramLabel = "FILE",
        description = "Draw a contact sheet into this PNG: a row for each class.")
    private Path sheet;

    @Override
    public void run() {
      if (sheet != null) {
        OptionRules.requireEnding("--sheet", sheet, ".png");
      }
      Outputs outputs = new Outputs(data).file("--sheet", sheet);
      ImageSet images;
      try (ProgressDisplay progress = ProgressDisplay.onStderr()) {
        images = ImageSets.load(data, Wanted.ANY, progress);
      }
      PrintWriter out = spec.commandLine().getOut();
      DatasetReport.of(images).lines().forEach(out::println);
      if (sheet != null) {
        outputs.write("--sheet", sheet, file -> drawSheet(images));
      }
    }

    /** Some images, from the first to the last; a row for each class. */
    private void drawSheet(ImageSet images) throws IOException {
      ImageShape shape = images.images().shape();
      List<String> names = images.classNames();
      int all = images.labelled() ? names.size() : ROWS_WITHOUT_LABELS;
      int most = Math.max(1, ImageGrid.MAX_PIXELS / 2 / shape.pixels());
      int columns = Math.max(1, Math.min(COLUMNS, most / all));
      int rows = Math.min(all, most / columns);
      if (rows < all) {
        String line = Text.format("the sheet has the first %d of %d classes", rows, all);
        spec.commandLine().getErr().println(line);
      }
      IntUnaryOperator rowOf =
          i -> images.labelled() ? images.label(i) : (int) ((long) i * all / images.count());
      int[] total = new int[all];
      IntStream.range(0, images.count()).map(rowOf).forEach(row -> total[row]++);
      byte[] pixels = new byte[rows * columns * shape.pixels()];
      int[] seen = new int[all];
      int[] filled = new int[all];
      for (int i = 0; i < images.count(); i++) {
        int row = rowOf.applyAsInt(i);
        long shown = Math.min(columns, total[row]);
        if (seen[row]++ * shown % total[row] < shown && row < rows) {
          int place = row * columns + filled[row]++;
          images.images().copyTo(i, pixels, place * shape.pixels());
        }
      }
      ImageGrid grid = ImageGrid.of(shape, rows, columns).enlargedTo(LEAST_SIDE);
      (images.labelled() ? grid.withCaptions(names.subList(0, rows)) : grid)
          .write(Images.of(shape, pixels), sheet);
    }
  }

  /** {@code dataset dedupe}. */
  @Command(
      name = "dedupe",
      description = {
        "Finds pictures that are copies of others: equal, or shifted by a pixel, with noise, or packed as JPEG again.",
        "",
        "The first of each group stays; where copies are in several classes, the first of each class, and it is said."
            + " The set itself is never changed."
      },
      footerHeading = "%nExample:%n",
      footer =
          "  dataset dedupe notmnist/notMNIST_small.tar.gz --sheet copies.png --out notmnist-once")
  static final class Dedupe implements Runnable {
    @Spec private CommandSpec spec;

    @Parameters(
        paramLabel = "DIR",
        description = "A folder, archive, IDX or NumPy file, as for train --data.")
    private Path data;

    @Option(
        names = "--sheet",
        paramLabel = "FILE",
        description =
            "Draw up to 40 groups into this PNG, a row each: left what stays, right what goes; the least alike first.")
    private Path sheet;

    @Option(
        names = "--out",
        paramLabel = "PATH",
        description =
            "Write the set without the copies: of pictures the files as they are into this new folder, in their classes;"
                + " of an IDX file another one, with its labels, into it; of others a NumPy archive, .npz.")
    private Path out;

    @Option(
        names = "--json",
        paramLabel = "FILE",
        description = "Write the figures, and each group with its difference and names.")
    private Path json;

    @Override
    public void run() {
      if (sheet != null) {
        OptionRules.requireEnding("--sheet", sheet, ".png");
      }
      Outputs outputs = new Outputs(data, out).file("--sheet", sheet).file("--json", json);
      Duplicates found;
      try (ProgressDisplay progress = ProgressDisplay.onStderr()) {
        found = Duplicates.find(data, out, progress);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      PrintWriter lines = spec.commandLine().getOut();
      found.lines().forEach(lines::println);
      if (out != null) {
        new Outputs(data).write("--out", out, found::writeKept);
        lines.println(Text.format("written     %s", out));
      }
      outputs.writeJson(json, found.json());
      if (sheet != null) {
        outputs.write("--sheet", sheet, file -> drawSheet(found));
      }
    }

    private void drawSheet(Duplicates found) throws IOException {
      int groups = found.groups().size();
      int drawn = found.drawSheet(sheet);
      if (drawn < groups || drawn == 0) {
        String line =
            drawn == 0
                ? "there are no copies, so --sheet draws nothing"
                : Text.format("the sheet has the %d least alike of %,d groups", drawn, groups);
        spec.commandLine().getErr().println(line);
      }
    }
  }

  /** {@code dataset render}. */
  @Command(
      name = "render",
      description = {
        "Renders letters A to J from fonts, as a set of PNG folders like notMNIST's.",
        "",
        "Weight, slant, size, aspect and position vary with the seed. Fonts that lack a letter or cannot be read are"
            + " skipped and named."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  dataset render --fonts /usr/share/fonts --out letters --count 20000",
        "  dataset render --size 64 --colours --out letters-64"
      })
  static final class Render implements Runnable {
    @Spec private CommandSpec spec;

    @Option(
        names = "--fonts",
        paramLabel = "DIR",
        description =
            "A folder with .ttf, .otf or .ttc files. Default: the open fonts that come with dcgan4j.")
    private Path fonts;

    @Option(
        names = "--out",
        paramLabel = "DIR",
        required = true,
        description = "The folder to make. One that holds anything else is not touched.")
    private Path out;

    @Option(
        names = "--count",
        paramLabel = "N",
        defaultValue = "18000",
        description = "Letters in all. Default: ${DEFAULT-VALUE}.")
    private int count;

    @Option(
        names = "--size",
        paramLabel = "N",
        defaultValue = "28",
        description = "The side of a letter in pixels, 8 to 256. Default: ${DEFAULT-VALUE}.")
    private int size;

    @Option(
        names = "--colours",
        description =
            "Draw each letter in one colour on another, by chance but easily told apart. Default:"
                + " white on black.")
    private boolean colours;

    @Option(
        names = "--seed",
        paramLabel = "N",
        defaultValue = "1",
        description = "Seed of the variation. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public void run() {
      PrintWriter err = spec.commandLine().getErr();
      FontFaces faces = fonts == null ? FontFaces.bundled() : FontFaces.fromFolder(fonts);
      faces.badFiles().forEach(bad -> err.println(bad.skipped()));
      ImageShape shape = RenderedLetters.shape(size, colours);
      IntConsumer progress = Dcgan.renderProgress(count, err::println);
      RenderedLetters.render(faces, shape, count, seed, out, progress);
      String line = Text.format("%s: %d letters from %d faces", out, count, faces.size());
      spec.commandLine().getOut().println(line);
    }
  }
}
