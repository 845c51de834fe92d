package org.dcgan4j.export.onnx;

import onnx.Onnx.TensorProto;
import org.nd4j.shade.protobuf.Descriptors.FieldDescriptor;
import org.nd4j.shade.protobuf.Message;

/**
 * Element types of tensors. DL4J's release for CUDA declares their fields as enums and the one for
 * the CPU as numbers, which is the same in the file and another method in Java.
 */
final class ElementTypes {
  private ElementTypes() {}

  /**
   * Sets it.
   *
   * @param field {@code data_type} or {@code elem_type}
   */
  static <B extends Message.Builder> B set(B builder, String field, TensorProto.DataType type) {
    FieldDescriptor descriptor = builder.getDescriptorForType().findFieldByName(field);
    boolean named = descriptor.getJavaType() == FieldDescriptor.JavaType.ENUM;
    builder.setField(descriptor, named ? type.getValueDescriptor() : type.getNumber());
    return builder;
  }
}
