/**
 * What this machine has for ND4J's CUDA build, asked before anything native is loaded: GPU, driver,
 * runtime libraries.
 */
package org.dcgan4j.host;
