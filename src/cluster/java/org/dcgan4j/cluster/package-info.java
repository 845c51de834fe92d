/** Training, sampling and evaluating on Spark; compiled by the profile {@code spark} alone. */
package org.dcgan4j.cluster;
