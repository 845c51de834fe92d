/**
 * The configuration: records that check their own ranges, the presets, and the strict reader that
 * merges preset, file and flags.
 */
package org.dcgan4j.config;
