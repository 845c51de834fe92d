package org.dcgan4j.cluster;

import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.data.Images;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.GanState;
import org.dcgan4j.model.Generator;
import org.dcgan4j.model.Latents;

/**
 * Draws blocks of images with one trained GAN.
 *
 * @param config as JSON
 * @param count images in all; the last block may be shorter
 */
record SampleBlockTask(String config, GanState state, long seed, int count)
    implements Serializable {
  static final int BLOCK = 1000;
  private static final Map<String, Gan> OF_THIS_PROCESS = new ConcurrentHashMap<>();

  /** The numbers of all blocks. */
  List<Integer> blocks() {
    return IntStream.rangeClosed(0, (count - 1) / BLOCK).boxed().toList();
  }

  /** The images of a block. */
  Images draw(int block) {
    OF_THIS_PROCESS.keySet().removeIf(other -> !other.equals(config));
    Gan gan =
        OF_THIS_PROCESS.computeIfAbsent(
            config, text -> Gan.create(parsed(), Gan.shapeOf(parsed())));
    int n = size(block);
    synchronized (gan) {
      state.into(gan);
      Generator generator = gan.sampler();
      return generator.generateImages(latents(block).next(n), n);
    }
  }

  /**
   * The class that each image of a block is drawn to be of; empty where it is drawn to be of none.
   */
  int[] told(int block) {
    Latents latents = latents(block);
    int n = latents.classes() == 0 ? 0 : size(block);
    return IntStream.range(0, n).map(latents::classOf).toArray();
  }

  /** The same of all images, one byte each. */
  byte[] told() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    blocks().forEach(block -> Arrays.stream(told(block)).forEach(all::write));
    return all.toByteArray();
  }

  private int size(int block) {
    return Math.min(BLOCK, count - block * BLOCK);
  }

  private Latents latents(int block) {
    return new Latents(parsed().generator(), seed + 31L * block);
  }

  private Config parsed() {
    return ConfigReader.parse(config, Map.of());
  }
}
