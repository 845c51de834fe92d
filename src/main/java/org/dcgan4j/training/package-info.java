/**
 * The adversarial loop: one training step, its losses and statistics, and the listeners around it.
 * Pictures, measures, checkpoints and reports attach as listeners.
 */
package org.dcgan4j.training;
