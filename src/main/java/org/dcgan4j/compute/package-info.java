/**
 * What computes: a {@link org.dcgan4j.compute.Backend} does the arithmetic of layers and
 * optimisers, and {@link org.dcgan4j.compute.Dl4jLayers} are DL4J's layers on one.
 */
package org.dcgan4j.compute;
