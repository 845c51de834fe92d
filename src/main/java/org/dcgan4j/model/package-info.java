/**
 * The networks: a stack of layers as a DL4J {@code ComputationGraph}, the generator, the
 * discriminator, and the adversarial graph that stacks them over shared parameters.
 */
package org.dcgan4j.model;
