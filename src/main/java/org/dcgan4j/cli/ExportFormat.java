package org.dcgan4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.dcgan4j.config.GeneratorConfig;
import org.dcgan4j.export.Dl4jZip;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Generator;

/** The forms in which the trained generator is written. */
enum ExportFormat {
  /** DL4J's model file, of its own layers. */
  DL4J {
    @Override
    void write(Generator generator, GeneratorConfig config, Path out) throws IOException {
      Dl4jZip.write(Gan.stockGenerator(generator, config), out);
    }
  };

  /** Reads the command line's word. */
  static final class Converter extends WordConverter<ExportFormat> {
    Converter() {
      super(ExportFormat.class);
    }
  }

  abstract void write(Generator generator, GeneratorConfig config, Path out) throws IOException;

  /** As the command line has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
