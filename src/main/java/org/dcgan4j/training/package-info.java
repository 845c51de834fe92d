/**
 * The adversarial loop: one training step, its losses and statistics, and the listeners around it.
 * Enters {@code config}, {@code data} and {@code model}; never pictures, measures, checkpoints or
 * reports, which attach as listeners.
 */
package org.dcgan4j.training;
