/**
 * The options of the command line that the program and its trainer on Spark share. Enters {@code
 * config} alone.
 */
package org.dcgan4j.options;
