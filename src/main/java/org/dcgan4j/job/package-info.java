/**
 * A whole training, with everything that watches it, and a trained run opened again: what the
 * commands and the library share.
 */
package org.dcgan4j.job;
