/**
 * How good samples are: Fréchet distance, kernel distance, classifier score, precision, recall,
 * density, coverage, class shares and nearest training images, each beside what the same measure
 * says of real images.
 */
package org.dcgan4j.metrics;
