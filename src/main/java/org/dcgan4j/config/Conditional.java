package org.dcgan4j.config;

import org.dcgan4j.binding.ConfigWord;

/** Whether both networks are told the class of each image. */
public enum Conditional implements ConfigWord {
  TRUE,
  FALSE,

  /** Where the data have labels that say something: those of two to 256 classes. */
  AUTO;

  /** As many classes as networks may be told. */
  public static final int MOST_CLASSES = 256;

  /** TRUE or FALSE for data of so many classes, 0 where there are no labels. */
  public Conditional on(int classes) {
    if (this != AUTO) {
      return this;
    }
    return classes >= 2 && classes <= MOST_CLASSES ? TRUE : FALSE;
  }
}
