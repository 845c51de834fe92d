package org.dcgan4j.config;

import org.dcgan4j.binding.ConfigWord;

/** The numbers that the networks see for a pixel of 0 (black) to 255 (white). */
public enum PixelRange implements ConfigWord {
  /** -1 to 1, for a generator that ends in tanh. */
  SIGNED("signed") {
    @Override
    public float scaled(int pixel) {
      return (float) (pixel / 127.5 - 1);
    }

    @Override
    public int pixel(float value) {
      return clipped((value + 1) * 127.5f);
    }
  },

  /** 0 to 1, for a generator that ends in a sigmoid. */
  UNIT("unit") {
    @Override
    public float scaled(int pixel) {
      return (float) (pixel / 255.0);
    }

    @Override
    public int pixel(float value) {
      return clipped(value * 255);
    }
  };

  private final String word;

  PixelRange(String word) {
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }

  /** The number for a pixel of 0 to 255. */
  public abstract float scaled(int pixel);

  /** The nearest pixel, 0 to 255, for a number. */
  public abstract int pixel(float value);

  private static int clipped(float level) {
    return Math.max(0, Math.min(255, Math.round(level)));
  }
}
