package org.dcgan4j.api;

import java.util.Locale;

/** The forms in which the trained generator is written. */
public enum ExportFormat {
  /** For ONNX Runtime and everything else that reads ONNX, with a page that runs it. */
  ONNX,

  /** Its parameters, for PyTorch and others. */
  SAFETENSORS,

  /** Its parameters, for NumPy. */
  NPZ,

  /** DL4J's model file, of its own layers. */
  DL4J,

  /** A folder for a model hub: safetensors, ONNX, configuration, a card and a script. */
  HUB;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
