package org.dcgan4j.host;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the linker and JavaCPP look for the CUDA libraries on Linux.
 *
 * @param folders of libraries
 * @param loader of the classes, for libraries in jars
 */
record NativeLibraries(List<Path> folders, ClassLoader loader) {
  private static final List<String> SYSTEM =
      List.of(
          "/usr/local/cuda/lib64",
          "/usr/local/cuda-11/lib64",
          "/usr/local/cuda-11.8/lib64",
          "/usr/local/cuda-11.6/lib64",
          "/usr/local/cuda-11.2/lib64",
          "/usr/local/nvidia/lib64",
          "/usr/lib/x86_64-linux-gnu",
          "/usr/lib64",
          "/usr/lib/wsl/lib",
          "/usr/lib",
          "/lib");
  private static final String IN_JARS = "org/bytedeco/cuda/linux-x86_64/";

  NativeLibraries {
    folders = List.copyOf(folders);
  }

  static NativeLibraries ofThisProcess() {
    List<Path> folders = new ArrayList<>();
    Stream.of(System.getenv("LD_LIBRARY_PATH"), System.getProperty("java.library.path"))
        .filter(list -> list != null)
        .flatMap(list -> Stream.of(list.split(File.pathSeparator)))
        .filter(name -> !name.isBlank())
        .forEach(name -> addTo(folders, name));
    SYSTEM.forEach(name -> addTo(folders, name));
    return new NativeLibraries(folders, NativeLibraries.class.getClassLoader());
  }

  private static void addTo(List<Path> folders, String name) {
    try {
      folders.add(Path.of(name));
    } catch (InvalidPathException e) {
      return; // no folder has such a name
    }
  }

  /** Whether a library of this file name lies in a folder or a jar. */
  boolean has(String name) {
    return folders.stream().anyMatch(folder -> Files.exists(folder.resolve(name)))
        || loader.getResource(IN_JARS + name) != null;
  }

  /** Those that are nowhere. */
  List<String> missing(List<String> names) {
    return names.stream().filter(name -> !has(name)).toList();
  }
}
