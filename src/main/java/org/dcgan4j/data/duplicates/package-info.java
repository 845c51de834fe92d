/** Pictures of a set that are copies of others, exact or nearly. */
package org.dcgan4j.data.duplicates;
