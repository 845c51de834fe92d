package org.dcgan4j.image;

/**
 * One point of the chart of measures; what is not finite is drawn as a gap.
 *
 * @param step the step it stands at
 * @param frechet Fréchet distance of the samples, 0 or more
 * @param frechetFloor that of real images
 * @param precision in [0, 1]
 * @param recall in [0, 1]
 * @param coverage in [0, 1]
 * @param coverageFloor that of real images
 */
public record MeasurePoint(
    long step,
    double frechet,
    double frechetFloor,
    double precision,
    double recall,
    double coverage,
    double coverageFloor)
    implements ChartPanel.Point {}
