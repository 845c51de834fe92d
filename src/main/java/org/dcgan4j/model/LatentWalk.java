package org.dcgan4j.model;

import java.util.Arrays;

/**
 * A closed walk through latents: from each to the next and from the last back to the first.
 *
 * <p>Latents of a normal distribution lie near a sphere, and a straight line would cut through its
 * inside, where training never was: between them the walk is spherical (K. Shoemake, Animating
 * rotation with quaternion curves, SIGGRAPH 1985), with the length going evenly from one to the
 * other. Of other distributions the line is straight, and so it is for what an input has behind its
 * latent, the one-hot class: it goes from class to class.
 *
 * @param points {@code [P, size]}, one after the other; kept, not copied
 * @param size numbers in one input
 * @param latentSize how many of them, from the first, are the latent
 */
public record LatentWalk(float[] points, int size, int latentSize, boolean spherical) {
  // Nearer than this to parallel, the sine that is divided by is no number to trust.
  private static final double PARALLEL = 1e-6;

  public LatentWalk {
    if (latentSize < 1 || latentSize > size || points.length < size || points.length % size != 0) {
      throw new IllegalArgumentException(points.length + " numbers are no latents of " + size);
    }
  }

  /**
   * The latents of the whole walk; after the last comes the first again.
   *
   * @param steps from one point to the next
   * @return {@code [P * steps, size]}, one after the other
   */
  public float[] frames(int steps) {
    int count = points.length / size;
    float[] frames = new float[Math.multiplyExact(Math.multiplyExact(count, steps), size)];
    for (int i = 0; i < count * steps; i++) {
      float[] from = point(i / steps);
      float[] to = point((i / steps + 1) % count);
      float[] at = between(from, to, (double) (i % steps) / steps);
      System.arraycopy(at, 0, frames, i * size, size);
    }
    return frames;
  }

  private float[] point(int index) {
    return Arrays.copyOfRange(points, index * size, (index + 1) * size);
  }

  private float[] between(float[] from, float[] to, double t) {
    double fromLength = length(from);
    double toLength = length(to);
    double cosine = dot(from, to) / (fromLength * toLength);
    double angle = Math.acos(Math.max(-1, Math.min(1, cosine)));
    double fromShare = 1 - t;
    double toShare = t;
    if (spherical && Math.sin(angle) > PARALLEL) {
      double length = fromLength + t * (toLength - fromLength);
      fromShare = Math.sin((1 - t) * angle) / Math.sin(angle) * length / fromLength;
      toShare = Math.sin(t * angle) / Math.sin(angle) * length / toLength;
    }
    float[] at = new float[size];
    for (int i = 0; i < size; i++) {
      boolean latent = i < latentSize;
      double share = latent ? fromShare : 1 - t;
      at[i] = (float) (share * from[i] + (latent ? toShare : t) * to[i]);
    }
    return at;
  }

  private double length(float[] latent) {
    return Math.sqrt(dot(latent, latent));
  }

  private double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < latentSize; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
