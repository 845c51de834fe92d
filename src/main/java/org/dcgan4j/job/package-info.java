/** A whole training, and a trained run opened again: for the commands and the library. */
package org.dcgan4j.job;
