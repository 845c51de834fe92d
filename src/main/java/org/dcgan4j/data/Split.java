package org.dcgan4j.data;

/** Which part of a data set is meant. Only IDX folders with MNIST's file names have both. */
public enum Split {
  TRAIN,
  TEST
}
