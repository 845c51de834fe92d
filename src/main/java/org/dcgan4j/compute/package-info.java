/** What computes: the arithmetic of layers and optimisers, and DL4J's layers on it. */
package org.dcgan4j.compute;
