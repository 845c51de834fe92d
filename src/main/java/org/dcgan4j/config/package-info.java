/**
 * The configuration: its records, the presets, and the reader that merges preset, file and flags.
 */
package org.dcgan4j.config;
