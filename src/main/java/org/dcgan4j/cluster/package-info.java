/**
 * Training, sampling and evaluating on Apache Spark. What sees Spark lies in {@code src/cluster},
 * compiled by the profile {@code spark} alone; here is what a worker does. Enters {@code config},
 * {@code data}, {@code model}, {@code training}, {@code metrics}, {@code run}, {@code job} and
 * {@code commandline}.
 */
package org.dcgan4j.cluster;
