package org.dcgan4j.bench;

import java.util.Locale;

/** A report for the eye. */
public final class BenchTable {
  private static final double MEBI = 1 << 20;

  private BenchTable() {}

  /** Several lines, each with its line feed. */
  public static String text(BenchReport report) {
    BenchReport.Training training = report.training();
    BenchReport.Sampling sampling = report.sampling();
    StringBuilder text = new StringBuilder();
    line(text, "%s, batch %d, %d threads", report.preset(), report.batch(), report.threads());
    line(text, "");
    line(
        text,
        "%-10s %9s   %8s %8s %8s %8s %8s",
        "",
        "images/s",
        "min",
        "25%",
        "median",
        "75%",
        "max");
    timing(text, "training", training.imagesPerSecond(), training.spreadMillis(), "ms a step");
    timing(text, "sampling", sampling.imagesPerSecond(), sampling.spreadMillis(), "ms a batch");
    line(text, "%-20s   %s", "SGEMM", cells(report.sgemmGflops(), "GFLOP/s"));
    line(text, "");
    line(
        text,
        "share of SGEMM   %.3f: %,.1f MFLOP an image in the median step",
        training.sgemmShare(),
        training.flopPerImage() * 1e-6);
    line(text, "sampling         %.2f times as fast as stock layers", sampling.timesStock());
    line(text, "peak resident    %s", mebibytes(report.peakResidentBytes()));
    line(text, "page faults      %s", faults(training));
    return text.toString();
  }

  private static void timing(
      StringBuilder text, String name, double imagesPerSecond, Spread millis, String unit) {
    line(text, "%-10s %9.1f   %s", name, imagesPerSecond, cells(millis, unit));
  }

  private static String cells(Spread spread, String unit) {
    return String.format(
        Locale.ROOT,
        "%8.1f %8.1f %8.1f %8.1f %8.1f %s",
        spread.min(),
        spread.lowerQuartile(),
        spread.median(),
        spread.upperQuartile(),
        spread.max(),
        unit);
  }

  private static String mebibytes(Long bytes) {
    return bytes == null ? "not known here" : String.format(Locale.ROOT, "%.0f MiB", bytes / MEBI);
  }

  private static String faults(BenchReport.Training training) {
    return training.pageFaults() == null
        ? "not known here"
        : String.format(Locale.ROOT, "%,d in %d steps", training.pageFaults(), training.steps());
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
