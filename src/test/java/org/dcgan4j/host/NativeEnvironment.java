package org.dcgan4j.host;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives the tests' process the environment that the program gives itself, before any test loads a
 * native library: else its matrix products may take other kernels than a process that a test
 * starts, and give other bits.
 */
public final class NativeEnvironment implements BeforeAllCallback {
  private static final int THREADS =
      Integer.getInteger(NativeStart.THREADS, Runtime.getRuntime().availableProcessors());

  @Override
  public void beforeAll(ExtensionContext context) {
    NativeStart.setEnvironment(THREADS);
  }
}
