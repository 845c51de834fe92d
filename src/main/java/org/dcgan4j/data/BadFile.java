package org.dcgan4j.data;

/** A file of a data set, as {@code A/x.png}, that could not be read, and why in a few words. */
public record BadFile(String name, String reason) {}
