/**
 * What the command lines of the program and of its trainer on Spark share: the options of a
 * training, the words for what goes wrong, and the exit status.
 */
package org.dcgan4j.commandline;
