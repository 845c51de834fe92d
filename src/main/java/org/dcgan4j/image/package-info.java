/**
 * Pictures of a training: grids of images, the animation of a run, the chart of its losses. Takes
 * {@code data.Images} and numbers. Needs no display, and no fonts on the machine.
 */
package org.dcgan4j.image;
