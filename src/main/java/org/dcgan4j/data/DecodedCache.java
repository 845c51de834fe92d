package org.dcgan4j.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.io.OwnFiles;

/**
 * Decoded images in one file, so that the second start need not decode. The file lies beside the
 * data, or in the user's cache folder where that cannot be written.
 *
 * <p>A cache that is stale, damaged, or of another version or decoder is as good as none, and one
 * that cannot be written is done without: neither is ever an error. Where more files than not were
 * unreadable, nothing is kept: the fault may be the decoder's, and the next start tries again.
 */
final class DecodedCache {
  private final List<Path> candidates;
  private final CompletableFuture<List<CacheFile.Cached>> found;

  /**
   * Starts to read in the background, because listing the source takes as long.
   *
   * @param candidates where the cache file may be, best first
   */
  DecodedCache(List<Path> candidates, String origin) {
    this.candidates = List.copyOf(candidates);
    this.found = CompletableFuture.supplyAsync(() -> found(origin));
  }

  static DecodedCache of(Path data) {
    return new DecodedCache(CachePlaces.of(data, OwnFiles.CACHE), data.toString());
  }

  /** The set from the cache if that is good, else decoded and cached. */
  ImageSet read(Fingerprint fingerprint, Supplier<ImageSet> decoder) {
    byte[] state = fingerprint.value();
    for (CacheFile.Cached cached : found.join()) {
      if (Arrays.equals(cached.fingerprint(), state)) {
        return cached.images();
      }
    }
    fingerprint.settle();
    ImageSet decoded = decoder.get();
    return decoded.badFiles().size() <= decoded.count() ? saved(decoded, state) : decoded;
  }

  private List<CacheFile.Cached> found(String origin) {
    return candidates.stream().flatMap(c -> CacheFile.read(c, origin).stream()).toList();
  }

  private ImageSet saved(ImageSet images, byte[] fingerprint) {
    List<String> problems = new ArrayList<>();
    for (Path candidate : candidates) {
      try {
        return CacheFile.write(candidate, fingerprint, images);
      } catch (IOException e) {
        problems.add(IoProblem.of(e));
      }
    }
    List<String> notes = new ArrayList<>(images.notes());
    notes.add("no place for the decoded images: each start decodes them (" + problems.get(0) + ")");
    return images.withNotes(notes);
  }
}
