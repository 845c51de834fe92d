/** Readies a machine for the native libraries, or says why it cannot be. */
package org.dcgan4j.host;
