/**
 * Pictures of a training: grids of images, the animation of a run, the chart of its losses. Takes
 * plain bytes and numbers, so it enters {@code config} only. Needs no display, and no fonts on the
 * machine.
 */
package org.dcgan4j.image;
