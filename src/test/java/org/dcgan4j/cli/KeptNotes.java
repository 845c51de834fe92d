package org.dcgan4j.cli;

import java.util.ArrayList;
import java.util.List;
import org.dcgan4j.training.TrainingListener;

/** Keeps what a training notes. */
final class KeptNotes implements TrainingListener {
  final List<String> lines = new ArrayList<>();

  @Override
  public void onNote(String line) {
    lines.add(line);
  }
}
