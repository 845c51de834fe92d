package org.dcgan4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dcgan4j.api.Dcgan;
import org.dcgan4j.commandline.ErrorMessages.ExitStatus;
import org.dcgan4j.data.letters.FontFaces;
import org.dcgan4j.data.letters.LetterRenderer;
import org.dcgan4j.data.letters.RenderedLetters;

/**
 * A hundred letters and networks of a few numbers, in a folder of a test. Its schedules do not
 * depend on the length of a run, so that one which is lengthened is the longer one.
 */
public record SmallRun(Path letters, Path config) {
  private static final String CONFIG =
      """
      generator:
        latentSize: 8
        layers: [dense 98, batch-norm, leaky-relu 0.2, reshape 2x7x7,
          deconv 2 k4 s2 p1, batch-norm, leaky-relu 0.2, deconv 1 k4 s2 p1, tanh]
        initStd: 0.5
        optimizer: {learningRate: {from: 0.01, over: 2000}, runImages: 0}
        average: {halfLife: 20000}
      discriminator:
        layers: [conv 4 k4 s2 p1, leaky-relu 0.2, dropout 0.3, conv 4 k4 s2 p1, leaky-relu 0.2, dense 1]
        initStd: 0.2
        optimizer: {learningRate: {from: 0.01, over: 2000}, runImages: 0}
        penalty: {r1: 0}
      training: {batchSize: 10, epochs: 0, steps: 6, conditional: false}
      tick: {every: 2}
      checkpoint: {every: 3}
      """;

  public static SmallRun in(Path folder) throws IOException {
    Path letters = folder.resolve("letters");
    RenderedLetters.render(FontFaces.bundled(), LetterRenderer.USUAL, 100, 1, letters, done -> {});
    return new SmallRun(letters, Files.writeString(folder.resolve("small.yaml"), CONFIG));
  }

  /** The same training for whoever calls the library. */
  public Dcgan dcgan() {
    return Dcgan.preset(null).config(config).data(letters);
  }

  List<Object> trainArguments(Object... more) {
    List<Object> args = new ArrayList<>(List.of("train", "--data", letters, "--config", config));
    args.addAll(List.of(more));
    return args;
  }

  Outcome train(Object... more) {
    return Outcome.of(trainArguments(more).toArray());
  }

  /** Trains six steps under {@code runs}; the run folder. */
  Path trained(Path runs) {
    Outcome outcome = train("--out", runs);
    if (outcome.status() != ExitStatus.DONE) {
      throw new AssertionError(outcome.err());
    }
    return Path.of(outcome.out().strip());
  }
}
