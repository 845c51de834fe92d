package org.dcgan4j.cluster;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dcgan4j.config.Config;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Generator;
import org.dcgan4j.model.Latents;

/**
 * Draws blocks of images with one trained GAN.
 *
 * @param config as JSON
 * @param count images in all; the last block may be shorter
 */
record Artist(String config, GanState state, long seed, int count) implements Serializable {
  static final int BLOCK = 1000;
  private static final Map<String, Gan> OF_THIS_PROCESS = new ConcurrentHashMap<>();

  /** The pixels of a block, one byte each. */
  byte[] draw(int block) {
    Gan gan =
        OF_THIS_PROCESS.computeIfAbsent(
            config, text -> Gan.create(parsed(), Gan.shapeOf(parsed())));
    int n = Math.min(BLOCK, count - block * BLOCK);
    synchronized (gan) {
      state.into(gan);
      Generator generator = gan.sampler();
      return generator.generatePixels(
          new Latents(parsed().generator(), seed + 31L * block).next(n), n);
    }
  }

  private Config parsed() {
    return Configs.parse(config, Map.of());
  }
}
