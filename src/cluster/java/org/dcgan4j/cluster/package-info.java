/**
 * Training, sampling and evaluating on Apache Spark; compiled by the profile {@code spark} alone.
 */
package org.dcgan4j.cluster;
