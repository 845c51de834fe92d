/**
 * The generator as an ONNX model, in the classes of the format that ND4J ships; and the web page
 * that runs it.
 */
package org.dcgan4j.export.onnx;
