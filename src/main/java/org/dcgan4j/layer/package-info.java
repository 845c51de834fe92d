/** The layers of networks: each knows its text, its shapes, its cost and its nodes. */
package org.dcgan4j.layer;
