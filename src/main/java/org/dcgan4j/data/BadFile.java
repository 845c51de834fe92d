package org.dcgan4j.data;

/**
 * A file of a data set that could not be read and was skipped.
 *
 * @param name the file's path inside the data set, for example {@code A/x.png}
 * @param reason why, in a few words for the user
 */
public record BadFile(String name, String reason) {}
