/**
 * The files that other programs read: samples as NumPy archives, the trained generator in open
 * formats.
 */
package org.dcgan4j.export;
