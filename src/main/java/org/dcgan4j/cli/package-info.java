/** The commands. Sees every other room and is seen by none. */
package org.dcgan4j.cli;
