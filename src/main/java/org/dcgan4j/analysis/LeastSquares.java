package org.dcgan4j.analysis;

import java.util.Arrays;
import org.dcgan4j.analysis.Projector.Bounds;
import org.dcgan4j.analysis.Projector.Found;
import org.dcgan4j.config.GeneratorConfig;
import org.dcgan4j.model.Generator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Levenberg's and Marquardt's method on one latent (D. Marquardt, "An algorithm for least-squares
 * estimation of nonlinear parameters", 1963): a latent has a hundred numbers or so, and pictures
 * that are a little off in each of them, made in one batch, say how all pixels follow it. Where a
 * picture can be had exactly, a few such steps come as near as hundreds by the gradient.
 */
final class LeastSquares {
  /** How far numbers are moved to see what follows, in standard deviations. */
  private static final float APART = 0.02f;

  /** What the damping becomes is the best of these times what it was, all tried in one batch. */
  private static final double[] FACTORS = {0.01, 0.1, 1, 10, 100, 1000};

  private static final double LEAST_DAMPING = 1e-4;
  private static final double MOST_DAMPING = 1e7;

  /** A step that takes less than this share of the error away is the last. */
  private static final double LITTLE = 0.01;

  private final Generator generator;
  private final Bounds bounds;
  private final int size;
  private final int numbers;
  private final int length;
  private final float[] target;

  private float[] input;
  private float[] picture;
  private double ridge;
  private double damping = 1;
  private boolean goesOn = true;

  /**
   * @param target {@code [C * H * W]}, as the generator makes pictures
   * @param start the generator's input, the class behind the latent
   */
  LeastSquares(
      Generator generator, GeneratorConfig config, Bounds bounds, float[] target, float[] start) {
    this.generator = generator;
    this.bounds = bounds;
    this.size = config.inputSize();
    this.numbers = config.latentSize();
    this.length = target.length;
    this.target = target;
    this.input = start;
    this.picture = generator.generate(start, 1);
  }

  /**
   * At most so many steps, as long as they help.
   *
   * @param ridge what is added to the squares of the differences for those of the latent's numbers
   */
  void steps(int most, double ridge) {
    goesOn |= ridge != this.ridge;
    this.ridge = ridge;
    for (int i = 0; i < most && goesOn; i++) {
      goesOn = step();
    }
  }

  /**
   * One step.
   *
   * @return whether another is worth while
   */
  private boolean step() {
    DMatrixRMaj slopes = slopes(); // [numbers, length]
    DMatrixRMaj gradient = new DMatrixRMaj(numbers, 1);
    DMatrixRMaj errors = new DMatrixRMaj(length, 1);
    for (int k = 0; k < length; k++) {
      errors.data[k] = picture[k] - target[k];
    }
    CommonOps_DDRM.mult(slopes, errors, gradient);
    DMatrixRMaj curvature = new DMatrixRMaj(numbers, numbers);
    CommonOps_DDRM.multTransB(slopes, slopes, curvature);
    for (int i = 0; i < numbers; i++) {
      gradient.data[i] += ridge * input[i];
      curvature.add(i, i, ridge);
    }
    float[] trials = new float[FACTORS.length * size];
    for (int t = 0; t < FACTORS.length; t++) {
      System.arraycopy(moved(curvature, gradient, damping * FACTORS[t]), 0, trials, t * size, size);
    }
    return take(trials, generator.generate(trials, FACTORS.length));
  }

  /** Goes to the best of some places, if one is better than this. */
  private boolean take(float[] trials, float[] pictures) {
    double here = error();
    double least = here;
    int best = -1;
    for (int t = 0; t < FACTORS.length; t++) {
      float[] trial = Arrays.copyOfRange(trials, t * size, (t + 1) * size);
      double error = error(trial, Arrays.copyOfRange(pictures, t * length, (t + 1) * length));
      if (error < least) {
        least = error;
        best = t;
      }
    }
    if (best >= 0) {
      input = Arrays.copyOfRange(trials, best * size, (best + 1) * size);
      picture = Arrays.copyOfRange(pictures, best * length, (best + 1) * length);
    }
    double factor = best < 0 ? FACTORS[FACTORS.length - 1] : FACTORS[best];
    damping = Math.max(LEAST_DAMPING, damping * factor);
    return least < (1 - LITTLE) * here || best < 0 && damping < MOST_DAMPING;
  }

  /** How the picture changes with each number of the latent. */
  private DMatrixRMaj slopes() {
    float[] around = new float[numbers * size];
    for (int i = 0; i < numbers; i++) {
      System.arraycopy(input, 0, around, i * size, size);
      around[i * size + i] += APART;
    }
    float[] pictures = generator.generate(around, numbers);
    DMatrixRMaj slopes = new DMatrixRMaj(numbers, length);
    for (int i = 0; i < pictures.length; i++) {
      slopes.data[i] = (pictures[i] - picture[i % length]) / APART;
    }
    return slopes;
  }

  private float[] moved(DMatrixRMaj curvature, DMatrixRMaj gradient, double damping) {
    DMatrixRMaj damped = curvature.copy();
    for (int i = 0; i < numbers; i++) {
      damped.add(i, i, damping);
    }
    DMatrixRMaj step = new DMatrixRMaj(numbers, 1);
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(numbers);
    float[] moved = input.clone();
    if (solver.setA(damped)) {
      solver.solve(gradient, step);
      for (int i = 0; i < numbers; i++) {
        moved[i] = bounds.within(input[i] - step.data[i]);
      }
    }
    return moved;
  }

  /** The sum of squares that is made small. */
  double error() {
    return error(input, picture);
  }

  private double error(float[] at, float[] made) {
    double sum = 0;
    for (int k = 0; k < length; k++) {
      double apart = made[k] - target[k];
      sum += apart * apart;
    }
    for (int i = 0; i < numbers; i++) {
      sum += ridge * at[i] * at[i];
    }
    return sum;
  }

  /**
   * Where it is.
   *
   * @param pixelScale what makes differences of pixels those of 0 to 1
   */
  Found found(double pixelScale) {
    double sum = 0;
    for (int k = 0; k < length; k++) {
      double apart = pixelScale * (picture[k] - target[k]);
      sum += apart * apart;
    }
    int told = -1;
    for (int c = 0; c < size - numbers; c++) {
      told = input[numbers + c] == 1 ? c : told;
    }
    return new Found(input, told, Math.sqrt(sum / length));
  }
}
