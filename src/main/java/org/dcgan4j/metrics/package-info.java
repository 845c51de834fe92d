/** How good samples are: measures, each beside what it says of real images. */
package org.dcgan4j.metrics;
