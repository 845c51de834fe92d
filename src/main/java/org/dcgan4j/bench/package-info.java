/**
 * How fast training and sampling are, against the rate at which this machine multiplies matrices.
 */
package org.dcgan4j.bench;
