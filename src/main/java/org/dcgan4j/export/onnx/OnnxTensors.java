package org.dcgan4j.export.onnx;

import java.util.Arrays;
import onnx.Onnx.TensorProto;
import org.dcgan4j.export.NamedArray;
import org.nd4j.shade.protobuf.ByteString;

/** Arrays that are part of an ONNX model. */
final class OnnxTensors {
  private OnnxTensors() {}

  static TensorProto of(NamedArray array) {
    TensorProto.Builder tensor =
        ElementTypes.set(TensorProto.newBuilder(), "data_type", TensorProto.DataType.FLOAT)
            .setName(array.name())
            .setRawData(ByteString.copyFrom(array.littleEndian()));
    Arrays.stream(array.shape()).forEach(tensor::addDims);
    return tensor.build();
  }

  static TensorProto of(String name, long... values) {
    TensorProto.Builder tensor =
        ElementTypes.set(TensorProto.newBuilder(), "data_type", TensorProto.DataType.INT64)
            .setName(name)
            .addDims(values.length);
    Arrays.stream(values).forEach(tensor::addInt64Data);
    return tensor.build();
  }
}
