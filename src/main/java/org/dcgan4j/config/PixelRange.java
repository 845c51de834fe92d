package org.dcgan4j.config;

import org.dcgan4j.binding.ConfigWord;

/** The numbers that the networks see for a pixel of 0 (black) to 255 (white). */
public enum PixelRange implements ConfigWord {
  /** -1 to 1, for a generator that ends in tanh. */
  SIGNED,

  /** 0 to 1, for a generator that ends in a sigmoid. */
  UNIT;

  /** The number for a pixel of 0 to 255. */
  public float scaled(int pixel) {
    return (float) (this == SIGNED ? pixel / 127.5 - 1 : pixel / 255.0);
  }

  /** The nearest pixel, 0 to 255, for a number. */
  public int pixel(float value) {
    float level = this == SIGNED ? (value + 1) * 127.5f : value * 255;
    return Math.max(0, Math.min(255, Math.round(level)));
  }
}
