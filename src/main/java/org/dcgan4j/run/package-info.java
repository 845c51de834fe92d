/**
 * The run folder: its number, its configuration and manifest, and the listeners that leave pictures
 * and lines of figures in it. Enters {@code config}, {@code data}, {@code model}, {@code image} and
 * the listener interface of {@code training}.
 */
package org.dcgan4j.run;
