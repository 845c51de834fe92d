/** Files: written aside and renamed, their digests, and what went wrong with them in words. */
package org.dcgan4j.io;
