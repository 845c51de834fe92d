/**
 * Checkpoints: the complete state of a training, written atomically and checked when read. Enters
 * {@code config}, {@code model} and the listener interface of {@code training}.
 */
package org.dcgan4j.checkpoint;
