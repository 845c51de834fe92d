package org.dcgan4j.config;

import org.dcgan4j.binding.Check;
import org.dcgan4j.binding.Range;

/**
 * The normal distributions to learn: {@code mu + sigma z} on the line, and {@code (z1, z2) A + b}
 * in the plane, with z of N(0, 1).
 *
 * @param points drawn once, of which the batches are made; 0 draws each batch anew
 * @param seed of the points that are drawn once
 * @param sorted whether a batch on the line is in ascending order
 * @param mu the mean on the line
 * @param sigma the standard deviation on the line
 * @param a11 of the matrix A, first row, first column
 * @param a12 of the matrix A, first row, second column
 * @param a21 of the matrix A, second row, first column
 * @param a22 of the matrix A, second row, second column
 * @param b1 the mean's first coordinate in the plane
 * @param b2 the mean's second coordinate in the plane
 */
public record GaussianConfig(
    @Range(from = 0, to = 10_000_000) int points,
    long seed,
    boolean sorted,
    @Range(from = -1000, to = 1000) double mu,
    @Range(from = 0, to = 1000, fromIncluded = false) double sigma,
    @Range(from = -1000, to = 1000) double a11,
    @Range(from = -1000, to = 1000) double a12,
    @Range(from = -1000, to = 1000) double a21,
    @Range(from = -1000, to = 1000) double a22,
    @Range(from = -1000, to = 1000) double b1,
    @Range(from = -1000, to = 1000) double b2) {
  public GaussianConfig {
    Check.components(
        GaussianConfig.class, points, seed, sorted, mu, sigma, a11, a12, a21, a22, b1, b2);
  }
}
