/**
 * The configuration: records that check their own ranges, the presets, and the strict reader that
 * merges preset, file and flags. This room knows nobody else in the house; everybody may enter.
 */
package org.dcgan4j.config;
