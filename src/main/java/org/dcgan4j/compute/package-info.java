/**
 * Layers that do what DL4J's do, faster: each is a configuration that extends the stock one and
 * makes another layer of it, with the same parameters in the same order. Where the fast way is not
 * to be had (another backend, another data type) each does what the stock layer does. Enters
 * nobody.
 */
package org.dcgan4j.compute;
