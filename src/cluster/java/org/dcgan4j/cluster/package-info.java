/**
 * The trainer and sampling on Apache Spark; the only room that sees it, compiled by the profile
 * {@code spark} alone. Enters {@code config}, {@code data}, {@code model}, {@code training}, {@code
 * run} and {@code job}.
 */
package org.dcgan4j.cluster;
