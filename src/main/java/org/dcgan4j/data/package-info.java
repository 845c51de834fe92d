/** Real examples, decoded once, mapped from a cache and handed out as scaled batches. */
package org.dcgan4j.data;
