/**
 * A small LeNet-like classifier that is trained once for each data set; its penultimate layer makes
 * the features that samples are measured in.
 */
package org.dcgan4j.metrics.classifier;
