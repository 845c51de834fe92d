# syntax=docker/dockerfile:1
# docker build -t dcgan4j .                                          for the CPU
# docker build -t dcgan4j:cuda --build-arg BACKEND=cuda --build-arg BUILD_IMAGE=ubuntu:22.04 \
#   --build-arg RUNTIME_IMAGE=nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04 .
# For Hopper and later GPUs (docs/gpu.md) ND4J's kernels are compiled here: --build-arg KERNELS=sm_90 (sm_100 and sm_120 are Blackwell) and
#   --build-arg BUILD_IMAGE=nvidia/cuda:13.0.2-devel-ubuntu22.04, which has the compiler.
# Both images must be of the same distribution: the Java runtime is made in the first and uses the second's libraries.
# docker run --rm -v dcgan4j-data:/data -v dcgan4j-runs:/runs dcgan4j train
ARG BUILD_IMAGE=debian:bookworm-slim
ARG RUNTIME_IMAGE=debian:bookworm-slim

FROM ${BUILD_IMAGE} AS build
ARG BACKEND=cpu
# The JDK's own modules, for jlink; its image ends in the runtime, and the JDK does not.
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends maven openjdk-17-jdk-headless
WORKDIR /build
COPY . .
RUN mvn -B -ntp -q -P"${BACKEND}" -DskipTests -Djacoco.skip package
ARG KERNELS=
RUN [ -z "${KERNELS}" ] \
 || { DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends python3 \
 && python3 scripts/compile-kernels.py target/lib/nd4j-cuda-*-linux-x86_64-cudnn.jar --arch "${KERNELS}"; }
RUN jlink --add-modules java.base,java.compiler,java.desktop,java.instrument,java.management,java.naming,java.net.http,java.prefs,java.rmi,java.scripting,java.security.jgss,java.sql,jdk.crypto.ec,jdk.httpserver,jdk.management,jdk.random,jdk.unsupported,jdk.zipfs \
      --strip-java-debug-attributes --no-man-pages --no-header-files --compress=2 --output /jre

FROM ${RUNTIME_IMAGE}
# What Java2D and ND4J link to; nothing that builds. The last one has another name on Ubuntu.
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      libgomp1 libstdc++6 libfontconfig1 libfreetype6 libharfbuzz0b liblcms2-2 zlib1g \
 && (apt-get install -y --no-install-recommends libjpeg62-turbo || apt-get install -y --no-install-recommends libjpeg-turbo8) \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* \
 && useradd --uid 1000 --create-home dcgan4j \
 && mkdir /data /runs /work && ln -s /data /work/notmnist && ln -s /data/mnist /work/mnist && ln -s /runs /work/runs \
 && chown dcgan4j /data /runs /work
COPY --from=build /jre /opt/jre
COPY --from=build /build/target/lib /opt/dcgan4j/lib
COPY --from=build /build/target/dcgan4j.jar /build/scripts/train-or-resume.sh /opt/dcgan4j/
# File names as they are written, whatever their letters.
ENV LANG=C.UTF-8
ENV DCGAN4J_JAR=/opt/dcgan4j/dcgan4j.jar
ENV PATH=/opt/jre/bin:$PATH
USER dcgan4j
WORKDIR /work
VOLUME /data /runs
HEALTHCHECK --interval=5m --timeout=60s CMD ["java", "-jar", "/opt/dcgan4j/dcgan4j.jar", "doctor"]
# A quarter of the container is heap (Java's default too); ND4J takes up to half of it beside that. Status 75 is worth another try.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=25", "-jar", "/opt/dcgan4j/dcgan4j.jar"]
CMD ["train"]
