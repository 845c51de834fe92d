package org.dcgan4j.bench;

import java.util.ArrayList;
import java.util.List;
import org.dcgan4j.compute.Blas;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The rate at which the backend multiplies matrices of 1024x1024 floats with all its threads: what
 * a training step could reach at best. It is measured a few products at a time, between the steps,
 * so that both see the same machine.
 */
final class SgemmRate {
  private static final int SIZE = 1024;
  private static final double GIGAFLOP = 2e-9 * SIZE * SIZE * SIZE;
  private static final int UNTIMED = 2;
  private static final int TIMED = 6;

  private final INDArray a = Nd4j.rand(DataType.FLOAT, SIZE, SIZE).dup('f');
  private final INDArray b = Nd4j.rand(DataType.FLOAT, SIZE, SIZE).dup('f');
  private final INDArray product =
      Nd4j.createUninitialized(DataType.FLOAT, new long[] {SIZE, SIZE}, 'f');
  private final List<Double> rates = new ArrayList<>();

  /** Measures some more products. */
  void measure() {
    Blas.useThreads(Nd4j.getEnvironment().maxThreads());
    for (int i = 0; i < UNTIMED; i++) {
      multiply();
    }
    for (int i = 0; i < TIMED; i++) {
      rates.add(GIGAFLOP / multiply());
    }
    Blas.useThreads(1);
  }

  /** In seconds. */
  private double multiply() {
    long start = System.nanoTime();
    Nd4j.gemm(a, b, product, false, false, 1, 0);
    Nd4j.getExecutioner().commit();
    return (System.nanoTime() - start) / 1e9;
  }

  /** All rates so far, in GFLOP/s. */
  Spread gigaflops() {
    return Spread.of(rates.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
