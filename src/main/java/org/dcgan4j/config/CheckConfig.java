package org.dcgan4j.config;

import org.dcgan4j.binding.Check;
import org.dcgan4j.binding.Range;

/**
 * What a finished run has to reach; {@code evaluate} says whether it does. 0 asks for nothing.
 *
 * @param meanError how far each mean of points may be from the true one
 * @param sdError how far the standard deviation of numbers may be from the true one
 * @param covarianceError how far each entry of the covariance of points may be from the true one,
 *     as a share of that
 * @param classShare the share of the samples that the classifier reads as the one class that was
 *     learned, at least
 * @param confidence the classifier's mean confidence in its readings of the samples, at least
 * @param lossError how far both losses of the last tick may be from ln 2
 */
public record CheckConfig(
    @Range(from = 0, to = 1000) double meanError,
    @Range(from = 0, to = 1000) double sdError,
    @Range(from = 0, to = 1000) double covarianceError,
    @Range(from = 0, to = 1) double classShare,
    @Range(from = 0, to = 1) double confidence,
    @Range(from = 0, to = 1000) double lossError) {
  public CheckConfig {
    Check.components(
        CheckConfig.class, meanError, sdError, covarianceError, classShare, confidence, lossError);
  }
}
