package org.dcgan4j.image;

/** What a chart shows at one step. */
interface ChartPoint {
  /** The step it stands at. */
  long step();
}
