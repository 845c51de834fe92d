/**
 * The library's front door: train with {@link org.dcgan4j.api.Dcgan}, draw with {@link
 * org.dcgan4j.api.Generator}. It trains by the same job as the command line, so a run folder of one
 * is a run folder of the other.
 */
package org.dcgan4j.api;
