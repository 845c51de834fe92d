package org.dcgan4j.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.dcgan4j.analysis.LatentExpression;
import org.dcgan4j.analysis.LatentExpression.Item;
import org.dcgan4j.analysis.Projector.Options;
import org.dcgan4j.api.Generator;
import org.dcgan4j.api.LatentArithmetic;
import org.dcgan4j.api.LatentArithmetic.Drawing;
import org.dcgan4j.api.Projections;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.commandline.Outputs;
import org.dcgan4j.io.RunFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands that look for latents, and calculate with them. */
final class LatentCommands {
  private LatentCommands() {}

  /** {@code project}. */
  @Command(
      name = "project",
      // With RUN behind it, --image would take it for a picture.
      customSynopsis = "dcgan4j project RUN --image=PATH... [OPTIONS]",
      description = {
        "Finds the latents, and the classes, whose pictures are nearest to given ones.",
        "",
        "The generator is frozen; what moves are latents, from several starts of each class. A line for each picture says"
            + " the class whose pictures come nearest, and the distance: the root of the mean square of the pixels'"
            + " differences, of 0 black to 1 white. The PNG has rows of the picture, what was found, and the difference."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  project runs/00000-notmnist-dcgan --image a.png --out a-found.png",
        "  project runs/00000-notmnist-dcgan --image letters/ --image more.png --latents letters.npz --json found.json"
      })
  static final class Project implements Runnable {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "A run folder.")
    private Path run;

    @Option(
        names = "--image",
        paramLabel = "PATH",
        required = true,
        arity = "1..*",
        description =
            "Pictures: files, folders, or anything that train --data reads; fitted like the run's data.")
    private List<Path> images;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description =
            "The strip to write, its name ends in .png. Default: projected.png in the run's folder.")
    private Path out;

    @Option(
        names = "--latents",
        paramLabel = "FILE",
        description =
            "Also write the latents as a NumPy archive: latents [N, size], distances [N], pictures.")
    private Path latents;

    @Option(
        names = "--json",
        paramLabel = "FILE",
        description = "Also write what was found as one flat JSON object.")
    private Path json;

    @Option(
        names = "--starts",
        paramLabel = "N",
        description =
            "Starts of each class, 1 to 100: more find more, and take longer. Default: 2.")
    private Integer starts;

    @Option(
        names = "--prior",
        paramLabel = "W",
        description =
            "Keep latents likely: what is added to the mean square of the differences for the mean square of the latent's"
                + " numbers, 0 to 1; 0 is the nearest picture whatever its latent. Default: 0.0003.")
    private Double prior;

    @Option(
        names = "--seed",
        paramLabel = "N",
        description = "Seed of the starts. Default: always the same one.")
    private Long seed;

    @Mixin private GeneratorCommands.CheckpointOption checkpoint;

    @Mixin private Main.HostGuard.ThreadsOption threads;

    @Override
    public void run() {
      Options usual = Options.DEFAULT;
      Options options =
          new Options(
              Objects.requireNonNullElse(starts, usual.starts()),
              usual.steps(),
              usual.refinements(),
              usual.features(),
              Objects.requireNonNullElse(prior, usual.prior()),
              Objects.requireNonNullElse(seed, usual.seed()));
      Path strip = out == null ? run.resolve(RunFiles.PROJECTED) : out;
      OptionRules.requireEnding("--out", strip, ".png");
      if (latents != null) {
        OptionRules.requireEnding("--latents", latents, ".npz");
      }
      Outputs outputs =
          Outputs.ofRun(run, images.toArray(Path[]::new))
              .file("--out", strip)
              .file("--latents", latents)
              .file("--json", json);
      PrintWriter err = spec.commandLine().getErr();
      Generator generator = checkpoint.open(run);
      double weight = generator.prior(options);
      if (prior != null && prior != weight) {
        throw InvalidInputException.of(
            "--prior: given %s, legal is 0 for %s, whose latents are not drawn from a normal"
                + " distribution",
            prior, run);
      }
      Projections found = generator.project(images, options, err::println);
      PrintWriter lines = spec.commandLine().getOut();
      found.all().forEach(one -> lines.println(one.text()));
      lines.flush();
      outputs.write("--out", strip, found::writeStrip);
      if (latents != null) {
        outputs.write("--latents", latents, found::writeLatents);
      }
      ObjectNode described = described(run, generator);
      described.put("prior", weight).put("starts", options.starts());
      described.put("seed", options.seed());
      described.setAll(found.json());
      outputs.writeJson(json, described);
    }
  }

  /** {@code arithmetic}. */
  @Command(
      name = "arithmetic",
      description = {
        "Sums latents and classes, and draws the terms and the sum in the middle of small variations.",
        "",
        "A term is a class by its name, seed:N (the first latent of a seed, without a class), a file or folder of pictures"
            + " (what project finds for them; of several their mean), or mean(…, …, …) of these. + and - stand between"
            + " spaces; names with spaces are in quotes; ./B is the file B where there is a class B.",
        "",
        "Latents and classes are summed each by themselves: a class has no latent, a seed has no class, a picture has both. A"
            + " summed latent that is longer than its terms and than usual is shortened to that."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  arithmetic runs/00000-notmnist-dcgan \"a.png - A + B\"",
        "  arithmetic runs/00000-notmnist-dcgan \"B + seed:5 - seed:9\" --out b.png",
        "  arithmetic runs/00000-dcgan-64 \"mean(seed:1, seed:2, seed:3) - mean(seed:4, seed:5, seed:6) + seed:7\""
      })
  static final class Arithmetic implements Runnable {
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN", description = "A run folder.")
    private Path run;

    @Parameters(index = "1", paramLabel = "EXPRESSION", description = "The sum, in quotes.")
    private String expression;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description =
            "The picture to write, its name ends in .png. Default: arithmetic.png in the run's folder.")
    private Path out;

    @Option(
        names = "--json",
        paramLabel = "FILE",
        description = "Also write what each term was, and the sum, as one flat JSON object.")
    private Path json;

    @Option(
        names = "--noise",
        paramLabel = "V",
        defaultValue = "0.25",
        description =
            "The variations add up to this to each number of the latent, 0 to 10. Default: ${DEFAULT-VALUE}.")
    private double noise;

    @Option(
        names = "--seed",
        paramLabel = "N",
        defaultValue = "1",
        description =
            "Seed of the variations, and of the latent where no term has one. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin private GeneratorCommands.CheckpointOption checkpoint;

    @Mixin private Main.HostGuard.ThreadsOption threads;

    @Override
    public void run() {
      LatentExpression parsed = LatentExpression.parse(expression); // before the checkpoint is read
      Drawing drawing = new Drawing(noise, seed);
      Path picture = out == null ? run.resolve(RunFiles.ARITHMETIC) : out;
      OptionRules.requireEnding("--out", picture, ".png");
      Outputs outputs =
          Outputs.ofRun(run, named(parsed)).file("--out", picture).file("--json", json);
      Generator generator = checkpoint.open(run);
      PrintWriter err = spec.commandLine().getErr();
      LatentArithmetic sum = generator.arithmetic(parsed, drawing, err::println);
      PrintWriter lines = spec.commandLine().getOut();
      sum.terms().forEach(term -> lines.println(Text.escaped(term.text() + ": " + term.what())));
      if (!sum.describe().isEmpty()) {
        lines.println("= " + Text.escaped(sum.describe()));
      }
      if (sum.shortened() < 1) {
        err.println(Text.format("the summed latent is shortened to %.2f of it", sum.shortened()));
      }
      lines.flush();
      outputs.write("--out", picture, sum::write);
      ObjectNode described = described(run, generator);
      described.put("seed", seed).put("noise", noise).setAll(sum.json());
      outputs.writeJson(json, described);
    }
  }

  /** The files that an expression names, if they are any. */
  private static Path[] named(LatentExpression expression) {
    return expression.terms().stream()
        .flatMap(term -> term.items().stream())
        .flatMap(item -> item instanceof Item.Named named ? Stream.of(named.name()) : Stream.of())
        .map(File::new)
        .filter(File::exists)
        .map(File::toPath)
        .toArray(Path[]::new);
  }

  private static ObjectNode described(Path run, Generator generator) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("run", run.toString());
    return json.put("step", generator.step());
  }
}
