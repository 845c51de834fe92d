package org.dcgan4j.model;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The memory of one pass after the other: what layers make while it is open is gone when it closes,
 * and the next pass uses the same memory again, so that a steady step allocates nothing.
 */
public final class StepWorkspace {
  private static final WorkspaceConfiguration CONFIGURATION =
      WorkspaceConfiguration.builder()
          .initialSize(0)
          .overallocationLimit(0.02)
          .policyAllocation(AllocationPolicy.OVERALLOCATE)
          .policyLearning(LearningPolicy.FIRST_LOOP)
          .policyReset(ResetPolicy.BLOCK_LEFT)
          // A later pass may be larger than the first: the discriminator's alone, for example.
          .policySpill(SpillPolicy.REALLOCATE)
          .build();

  private final String name;
  private final LayerWorkspaceMgr manager;

  /**
   * @param name unlike that of any other memory of this thread
   */
  public StepWorkspace(String name) {
    this.name = name;
    this.manager = LayerWorkspaceMgr.builder().defaultWorkspace(name, CONFIGURATION).build();
  }

  /** Begins a pass; closing it ends the pass and all arrays that were made in it. */
  public MemoryWorkspace open() {
    return Nd4j.getWorkspaceManager().getAndActivateWorkspace(CONFIGURATION, name);
  }

  LayerWorkspaceMgr manager() {
    return manager;
  }
}
