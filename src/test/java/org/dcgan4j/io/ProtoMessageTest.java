package org.dcgan4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.nd4j.shade.protobuf.CodedOutputStream;

/** Google's library is the oracle. */
class ProtoMessageTest {
  @Test
  void fields_shouldBeWhatGooglesLibraryWrites() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    ProtoMessage message = new ProtoMessage();
    for (long value : new long[] {0, 1, 127, 128, 300, 1L << 40, -1, Long.MIN_VALUE}) {
      out.writeInt64(1, value);
      message.whole(1, value);
    }
    out.writeFloat(20, -1.5f);
    out.writeDouble(2, Math.E);
    out.writeDouble(2, -0.0);
    out.writeString(3000, "größer 中");
    out.writeByteArray(4, new byte[200]);
    out.flush();
    message.single(20, -1.5f).real(2, Math.E, -0.0).text(3000, "größer 中").bytes(4, new byte[200]);

    assertThat(message.toBytes()).isEqualTo(bytes.toByteArray());
  }

  @Test
  void messageInAMessage_shouldBeCounted() {
    ProtoMessage inner = new ProtoMessage().whole(1, 150);
    assertThat(new ProtoMessage().message(3, inner).toBytes())
        .containsExactly(0x1a, 0x03, 0x08, 0x96, 0x01);
  }
}
