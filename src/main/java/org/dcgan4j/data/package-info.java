/**
 * Real examples: IDX files, PNG folders and archives, and letters rendered from open fonts, each
 * decoded once into one array of bytes and handed out as scaled batches. Enters {@code config}
 * only.
 */
package org.dcgan4j.data;
