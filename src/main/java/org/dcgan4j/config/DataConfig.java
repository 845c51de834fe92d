package org.dcgan4j.config;

import java.util.Collections;
import org.dcgan4j.binding.Check;
import org.dcgan4j.binding.Nullable;
import org.dcgan4j.binding.Range;
import org.dcgan4j.binding.Records;

/**
 * The real examples.
 *
 * @param set what is looked for or drawn when {@code dir} is not given
 * @param dir a folder or file with the data set; nothing when none was named
 * @param onlyClass the one class of a labelled set that is learned; nothing for all
 * @param pixelRange what the networks see for a pixel
 * @param stratified whether every batch has the classes in about their shares of the whole, where
 *     there are labels
 * @param rendered how many letters are rendered when notMNIST is not there
 * @param renderedSeed the seed of their variation
 * @param gaussian what is drawn for the Gaussian sets
 */
public record DataConfig(
    DataSet set,
    @Nullable String dir,
    @Nullable String onlyClass,
    PixelRange pixelRange,
    boolean stratified,
    @Range(from = 1, to = 1_000_000) int rendered,
    long renderedSeed,
    GaussianConfig gaussian) {
  public DataConfig {
    Check.components(
        DataConfig.class,
        set,
        dir,
        onlyClass,
        pixelRange,
        stratified,
        rendered,
        renderedSeed,
        gaussian);
    Check.that(
        !set.isDrawn() || dir == null && onlyClass == null,
        set.word() + " is drawn, and not read: legal are no data.dir and no data.onlyClass");
  }

  /** The same data without a choice of one class. */
  public DataConfig ofAllClasses() {
    return Records.with(this, Collections.singletonMap("onlyClass", null));
  }
}
