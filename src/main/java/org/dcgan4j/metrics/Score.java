package org.dcgan4j.metrics;

/**
 * One measure of samples with what it says of real images.
 *
 * @param name stable, for JSON
 * @param label for people
 * @param value of the samples
 * @param spread its standard deviation, or NaN where there is none
 * @param floor the same measure of real images that were not compared with
 * @param floorSpread the floor's standard deviation, or NaN where there is none
 */
public record Score(
    String name, String label, double value, double spread, double floor, double floorSpread) {

  static Score of(String name, String label, double value, double floor) {
    return new Score(name, label, value, Double.NaN, floor, Double.NaN);
  }

  static Score of(String name, String label, KernelDistance value, KernelDistance floor) {
    return new Score(name, label, value.mean(), value.spread(), floor.mean(), floor.spread());
  }

  static Score of(String name, String label, ClassifierScore value, ClassifierScore floor) {
    return new Score(name, label, value.mean(), value.spread(), floor.mean(), floor.spread());
  }

  public boolean hasSpread() {
    return !Double.isNaN(spread);
  }
}
