package org.dcgan4j.config;

import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.dcgan4j.binding.FieldType;
import org.dcgan4j.binding.FieldType.Default;
import org.dcgan4j.binding.FieldType.Kind;
import org.dcgan4j.binding.FieldType.Range;
import org.dcgan4j.binding.Records;

/** A number that changes with the images seen so far. A plain number is a constant. */
public sealed interface Schedule extends FieldType.Numbers {

  /** At so many images seen, of those of the whole run, which are infinite where not known. */
  double at(double images, double whole);

  /** The number at the start. */
  double from();

  /** The share of {@link #from} at the end. */
  default double end() {
    return 1;
  }

  /** So many images it takes, where it ends; 0 is those of the whole run. */
  default double over() {
    return Double.POSITIVE_INFINITY;
  }

  private static double progress(double images, double over, double whole) {
    return Math.min(1, images / (over > 0 ? over : whole));
  }

  /** Another one that takes its course over so many times the images, with values so many times. */
  default Schedule scaled(double values, double images) {
    Map<String, Object> changes = Records.written(this);
    changes.keySet().retainAll(Set.of("value", "from", "over", "every"));
    changes.replaceAll(
        (name, number) ->
            (double) number * (name.equals("over") || name.equals("every") ? images : values));
    return Records.with(this, changes);
  }

  /** The first number and the largest: a range holds for both. */
  @Override
  default DoubleStream numbers() {
    return DoubleStream.of(from(), from() * Math.max(1, end()));
  }

  static Schedule of(double value) {
    return new Constant(value);
  }

  /**
   * Whether it takes the whole run for its course, and so needs to know how many images that is.
   */
  default boolean overWholeRun() {
    return over() == 0;
  }

  /**
   * Always the same.
   *
   * @param value the number itself
   */
  @Kind(value = "constant", bare = true)
  record Constant(@Range(from = 0, to = 1e12) double value) implements Schedule {
    public Constant {
      Records.check(value);
    }

    @Override
    public double at(double images, double whole) {
      return value;
    }

    @Override
    public double from() {
      return value;
    }
  }

  /**
   * On a straight line; behind its end it stays there.
   *
   * @param from the number at the start
   * @param end the share of {@code from} at the end; above 1 it grows
   * @param over so many images; 0 is those of the whole run, so that a run that is resumed with
   *     another limit has another schedule
   */
  @Kind("linear")
  record Linear(
      @Range(from = 0, to = 1e12) double from,
      @Default("0") @Range(from = 0, to = 1e6) double end,
      @Default("0") @Range(from = 0, to = 1e15) double over)
      implements Schedule {
    public Linear {
      Records.check(from, end, over);
    }

    @Override
    public double at(double images, double whole) {
      return from * (end + (1 - end) * (1 - progress(images, over, whole)));
    }
  }

  /** On half a cosine, see {@link Linear}. */
  @Kind("cosine")
  record Cosine(
      @Range(from = 0, to = 1e12) double from,
      @Default("0") @Range(from = 0, to = 1e6) double end,
      @Default("0") @Range(from = 0, to = 1e15) double over)
      implements Schedule {
    public Cosine {
      Records.check(from, end, over);
    }

    @Override
    public double at(double images, double whole) {
      return from * (end + (1 - end) * (1 + Math.cos(Math.PI * progress(images, over, whole))) / 2);
    }
  }

  /**
   * {@code from / (1 + decay images / every)}.
   *
   * @param decay for each {@code every} images
   * @param every so many images
   */
  @Kind("inverse-time")
  record InverseTime(
      @Range(from = 0, to = 1e12) double from,
      @Range(from = 0, to = 1000) double decay,
      @Default("1") @Range(from = 1e-6, to = 1e12) double every)
      implements Schedule {
    public InverseTime {
      Records.check(from, decay, every);
    }

    @Override
    public double at(double images, double whole) {
      return from * (1 / (1 + decay * (images / every)));
    }
  }

  /**
   * {@code from factor ^ floor(images / every)}.
   *
   * @param factor of the number at each step
   */
  @Kind("steps")
  record Steps(
      @Range(from = 0, to = 1e12) double from,
      @Range(from = 0, to = 1, fromIncluded = false) double factor,
      @Range(from = 1e-6, to = 1e15) double every)
      implements Schedule {
    public Steps {
      Records.check(from, factor, every);
    }

    @Override
    public double at(double images, double whole) {
      return from * Math.pow(factor, Math.floor(images / every));
    }
  }
}
