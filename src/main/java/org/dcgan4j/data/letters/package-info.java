/**
 * The letters that are always there: a set like notMNIST, A to J, drawn from open fonts. FontBox
 * reads the outlines, Java2D fills them, and nothing asks the machine for a font.
 */
package org.dcgan4j.data.letters;
