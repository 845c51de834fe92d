/** How fast training and sampling are, against this machine's rate of matrix products. */
package org.dcgan4j.bench;
