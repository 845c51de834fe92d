/**
 * How fast training and sampling are, against the rate at which this machine multiplies matrices.
 * Enters {@code config}, {@code data}, {@code model} and {@code training}; entered by {@code cli}
 * only.
 */
package org.dcgan4j.bench;
