/** Checkpoints: the complete state of a training, written atomically and checked when read. */
package org.dcgan4j.checkpoint;
