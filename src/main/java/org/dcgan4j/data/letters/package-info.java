/** The letters that are always there: a set like notMNIST, A to J, drawn from open fonts. */
package org.dcgan4j.data.letters;
