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
        TensorProto.newBuilder()
            .setName(array.name())
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .setRawData(ByteString.copyFrom(array.littleEndian()));
    Arrays.stream(array.shape()).forEach(tensor::addDims);
    return tensor.build();
  }

  static TensorProto of(String name, long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64_VALUE)
            .addDims(values.length);
    Arrays.stream(values).forEach(tensor::addInt64Data);
    return tensor.build();
  }
}
