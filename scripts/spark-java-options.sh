# What Spark 3.5 needs of Java 17, where its own launch scripts are not used. To be sourced: sets spark_java_options.
# A JVM whose heap is too small ends, where Spark's scheduler alone would, and the driver wait for ever.
spark_java_options=(-XX:+IgnoreUnrecognizedVMOptions -XX:+ExitOnOutOfMemoryError)
for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent \
  java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar; do
  spark_java_options+=("--add-opens=java.base/$package=ALL-UNNAMED")
done
spark_java_options+=(-Djdk.reflect.useDirectMethodHandle=false)
