/**
 * Files: written aside and renamed, their digests, and what went wrong with them in words. Knows
 * nobody; everybody may enter.
 */
package org.dcgan4j.io;
