/**
 * The run folder: its number, its configuration and manifest, and the listeners that leave pictures
 * and lines of figures in it.
 */
package org.dcgan4j.run;
