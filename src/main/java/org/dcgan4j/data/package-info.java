/**
 * Real examples: pictures in files, folders and archives, IDX, NumPy and CSV, and letters rendered
 * from open fonts, each decoded once, mapped from a cache and handed out as scaled batches.
 */
package org.dcgan4j.data;
