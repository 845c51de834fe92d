/** The commands. */
package org.dcgan4j.cli;
