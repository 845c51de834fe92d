package org.dcgan4j.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongPredicate;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.image.PictureException;
import org.dcgan4j.image.PictureFile;
import org.dcgan4j.image.StepChart;
import org.dcgan4j.io.RunFiles;
import org.dcgan4j.metrics.TickMeasures;

/**
 * What a training measured, one line of JSON each in {@code measures.jsonl}, and its chart, {@code
 * measures.png}.
 */
public final class MeasureFiles {
  private final JsonLines<TickMeasures> lines;
  private final Path chart;

  public MeasureFiles(RunFolder run) {
    Path file = run.path().resolve(RunFiles.MEASURES);
    this.lines = new JsonLines<>(file, TickMeasures.class, "the measures of a tick");
    this.chart = run.path().resolve(RunFiles.MEASURES_CHART);
  }

  /** Adds the last of all measures so far, and draws them. */
  public void add(List<TickMeasures> all) {
    lines.append(all.get(all.size() - 1));
    try {
      PictureFile.write(
          StepChart.ofMeasures(all.stream().map(MeasureFiles::point).toList()), chart);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + chart, e);
    } catch (PictureException e) {
      // A chart is not worth a training; its figures are in measures.jsonl.
      return;
    }
  }

  /**
   * The measures so far, oldest first.
   *
   * @throws InvalidInputException if a line is none
   */
  public List<TickMeasures> measures() {
    return lines.read();
  }

  /** Drops those at other steps: a resumed training makes them again. */
  public void keep(LongPredicate steps) {
    lines.keep(measures -> steps.test(measures.step()));
  }

  private static StepChart.Measures point(TickMeasures m) {
    return new StepChart.Measures(
        m.step(),
        m.frechet(),
        m.frechetFloor(),
        m.precision(),
        m.recall(),
        m.coverage(),
        m.coverageFloor());
  }
}
