/** The library's front door: train with {@link Dcgan}, draw with {@link Generator}. */
package org.dcgan4j.api;
