/** What the command lines of the program and of its trainer on Spark share. */
package org.dcgan4j.commandline;
