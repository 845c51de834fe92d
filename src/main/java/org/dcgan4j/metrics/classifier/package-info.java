/** A small classifier, trained once for each data set, whose features samples are measured in. */
package org.dcgan4j.metrics.classifier;
