/**
 * The layers that a network is made of, one file a kind: each knows its text, its shapes, its cost,
 * its DL4J layers and its ONNX nodes.
 */
package org.dcgan4j.layer;
