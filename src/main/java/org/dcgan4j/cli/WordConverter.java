package org.dcgan4j.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a word of the command line, in any case, as the constant whose text it is. */
abstract class WordConverter<E extends Enum<E>> implements ITypeConverter<E> {
  private final E[] constants;

  WordConverter(Class<E> type) {
    this.constants = type.getEnumConstants();
  }

  @Override
  public E convert(String word) {
    for (E constant : constants) {
      if (constant.toString().equalsIgnoreCase(word)) {
        return constant;
      }
    }
    String legal = Arrays.stream(constants).map(E::toString).collect(Collectors.joining(", "));
    throw new TypeConversionException("given \"" + word + "\", legal are " + legal);
  }
}
