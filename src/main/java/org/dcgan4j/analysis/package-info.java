/** What is done with trained networks besides drawing; knows networks, data and measures. */
package org.dcgan4j.analysis;
