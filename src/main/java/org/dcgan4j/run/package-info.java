/** The run folder, and the listeners that leave pictures and lines of figures in it. */
package org.dcgan4j.run;
