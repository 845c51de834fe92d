/** A run as one web page, which shows all that comes from outside as text. */
package org.dcgan4j.report;
