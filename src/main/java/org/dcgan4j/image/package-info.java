/** Grids, animations and charts; needs no display, and no fonts on the machine. */
package org.dcgan4j.image;
