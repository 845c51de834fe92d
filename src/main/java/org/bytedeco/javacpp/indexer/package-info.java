/** One class of JavaCPP, in the place of its own: how it reaches native memory on newer Java. */
package org.bytedeco.javacpp.indexer;
