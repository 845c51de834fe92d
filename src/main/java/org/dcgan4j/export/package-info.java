/** The trained generator in the formats that other programs read. */
package org.dcgan4j.export;
