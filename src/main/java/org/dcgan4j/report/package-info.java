/**
 * A run as one web page, {@code report.html}: made from what the run folder holds, at any time, and
 * needing nothing else to be looked at. Everything from outside goes into it as JSON and is shown
 * as text.
 */
package org.dcgan4j.report;
