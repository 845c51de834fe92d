package org.dcgan4j.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Damages whole files: the same seed and number give the same input. */
final class Mutator {
  private static final int MOST_CHANGES = 6;
  private static final int LONGEST = 1 << 20;
  private static final int[] NUMBERS = {
    0,
    1,
    -1,
    2,
    7,
    8,
    255,
    256,
    4096,
    60_000,
    65_535,
    65_536,
    1 << 30,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE
  };

  private final List<byte[]> corpus;
  private final List<String> words;

  /**
   * @param words that mean something in the format
   */
  Mutator(List<byte[]> corpus, List<String> words) {
    this.corpus = List.copyOf(corpus);
    this.words = List.copyOf(words);
  }

  byte[] input(long seed, long number) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
    byte[] input = any(random).clone();
    int changes = 1 + random.nextInt(MOST_CHANGES);
    for (int i = 0; i < changes && input.length > 0; i++) {
      input = change(input, random);
    }
    return input.length > LONGEST ? Arrays.copyOf(input, LONGEST) : input;
  }

  private byte[] any(SplittableRandom random) {
    return corpus.get(random.nextInt(corpus.size()));
  }

  private byte[] change(byte[] input, SplittableRandom random) {
    int at = place(input, random);
    int length = 1 + random.nextInt(1 << random.nextInt(1, 9));
    return switch (random.nextInt(9)) {
      case 0 -> put(input, at, (byte) (input[at] ^ 1 << random.nextInt(8)));
      case 1 -> put(input, at, (byte) random.nextInt(256));
      case 2 -> number(input, at, random, 4);
      case 3 -> number(input, at, random, 2);
      case 4 -> join(input, at, new byte[0], Math.min(input.length, at + length));
      case 5 -> join(input, at, part(input, at, length), at);
      case 6 -> join(input, at, part(any(random), at, length), at);
      case 7 -> words.isEmpty() ? Arrays.copyOf(input, at) : word(input, at, random);
      default -> random.nextInt(8) == 0 ? Arrays.copyOf(input, at) : repeated(input, at, length);
    };
  }

  /** The first bytes of most formats decide about the rest. */
  private static int place(byte[] input, SplittableRandom random) {
    int end = random.nextBoolean() ? Math.min(input.length, 128) : input.length;
    return random.nextInt(end);
  }

  private static byte[] put(byte[] input, int at, byte value) {
    input[at] = value;
    return input;
  }

  private static byte[] number(byte[] input, int at, SplittableRandom random, int bytes) {
    int number = NUMBERS[random.nextInt(NUMBERS.length)];
    boolean bigEndian = random.nextBoolean();
    for (int i = 0; i < bytes && at + i < input.length; i++) {
      int shift = 8 * (bigEndian ? bytes - 1 - i : i);
      input[at + i] = (byte) (number >> shift);
    }
    return input;
  }

  private byte[] word(byte[] input, int at, SplittableRandom random) {
    String word = words.get(random.nextInt(words.size()));
    return join(input, at, word.getBytes(StandardCharsets.UTF_8), at);
  }

  private static byte[] repeated(byte[] input, int at, int times) {
    byte[] run = new byte[times];
    Arrays.fill(run, input[at]);
    return join(input, at, run, at);
  }

  private static byte[] part(byte[] of, int at, int length) {
    int from = Math.min(at, of.length);
    return Arrays.copyOfRange(of, from, Math.min(of.length, from + length));
  }

  private static byte[] join(byte[] input, int end, byte[] middle, int goOn) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(input.length + middle.length);
    out.write(input, 0, end);
    out.writeBytes(middle);
    out.write(input, goOn, input.length - goOn);
    return out.toByteArray();
  }
}
