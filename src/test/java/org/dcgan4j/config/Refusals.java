package org.dcgan4j.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dcgan4j.binding.InvalidInputException;

/** Gets the message that a user sees. */
public final class Refusals {
  private Refusals() {}

  public static String messageOf(ThrowingCallable call) {
    InvalidInputException refusal = catchThrowableOfType(InvalidInputException.class, call);
    return refusal == null ? "accepted" : refusal.getMessage();
  }
}
