# syntax=docker/dockerfile:1
# One image a service, and one with everything: docker build --target command|query|projector|gateway|hector .
#
# The build needs the network for Maven Central; what runs holds a JRE and the application, no Maven and no secrets,
# and runs as a user without rights.

ARG JAVA=25

FROM maven:3-eclipse-temurin-${JAVA} AS build
WORKDIR /source
COPY . .
# The toolchain that the build asks for is the JDK that Maven runs on.
RUN --mount=type=cache,target=/artifacts \
    mvn -B -q -Dmaven.repo.local=/artifacts -DskipTests -Dhector.skip-test-compile -pl cli -am package \
    && java -Djarmode=tools -jar cli/target/cli-*-boot.jar extract --destination /app \
    && mv /app/cli-*-boot.jar /app/hector.jar

RUN javac -d /app/health deploy/Health.java
COPY <<'OPTIONS' /app/jvm.options
--enable-native-access=ALL-UNNAMED
--sun-misc-unsafe-memory-access=allow
-Djava.awt.headless=true
-XX:+UseSerialGC
-XX:MaxRAMPercentage=60
-XX:+ExitOnOutOfMemoryError
-Xlog:disable
OPTIONS

FROM eclipse-temurin:${JAVA}-jre AS runtime
ENV LC_ALL=C.UTF-8 HECTOR_LOG_FORMAT=json
RUN groupadd --system --gid 10001 hector \
    && useradd --system --uid 10001 --gid hector --home-dir /var/lib/hector --create-home hector \
    && mkdir /opt/hector && chown hector:hector /opt/hector
COPY --from=build /app /app
COPY --from=build /source/examples/cluster.yaml /etc/hector/hector.yaml
WORKDIR /var/lib/hector
USER hector
# What the JVM learns in a typical run, it need not work out again at every start. Nothing depends on it.
RUN printf '%s\n' 'session_stores: {db: {sql: {driver: sqlite, database: /tmp/warm-up.db}}}' \
        'agents: {assistant: {session_store: db}}' >/tmp/warm-up.yaml \
    && (java @/app/jvm.options -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining \
        -XX:AOTCacheOutput=/opt/hector/hector.aot -jar /app/hector.jar warm-up /tmp/warm-up.yaml \
        || rm -f /opt/hector/hector.aot) \
    && rm -f /tmp/warm-up*
EXPOSE 8080
STOPSIGNAL SIGTERM
# Java itself asks: the image has no curl.
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s --retries=4 \
    CMD ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx24m", "-cp", "/app/health", "Health", \
         "http://127.0.0.1:8080/health/ready"]

FROM runtime AS command
EXPOSE 9300
ENTRYPOINT ["java", "@/app/jvm.options", "-XX:AOTCache=/opt/hector/hector.aot", "-jar", "/app/hector.jar", "service", "command", "--config", "/etc/hector/hector.yaml", "--host", "0.0.0.0"]

FROM runtime AS query
EXPOSE 9300
ENTRYPOINT ["java", "@/app/jvm.options", "-XX:AOTCache=/opt/hector/hector.aot", "-jar", "/app/hector.jar", "service", "query", "--config", "/etc/hector/hector.yaml", "--host", "0.0.0.0"]

FROM runtime AS projector
EXPOSE 9300
ENTRYPOINT ["java", "@/app/jvm.options", "-XX:AOTCache=/opt/hector/hector.aot", "-jar", "/app/hector.jar", "service", "projector", "--config", "/etc/hector/hector.yaml", "--host", "0.0.0.0"]

# Other gateways reach this one by its address, as a name stands for all of them.
FROM runtime AS gateway
EXPOSE 9090 9300
ENTRYPOINT ["sh", "-c", "exec java @/app/jvm.options -XX:AOTCache=/opt/hector/hector.aot -jar /app/hector.jar service gateway --config /etc/hector/hector.yaml --host 0.0.0.0 --advertise \"$(hostname -i | cut -d' ' -f1)\" \"$@\"", "gateway"]

FROM runtime AS hector
COPY --from=build /source/examples/quickstart.yaml /etc/hector/hector.yaml
EXPOSE 9090
ENTRYPOINT ["java", "@/app/jvm.options", "-XX:AOTCache=/opt/hector/hector.aot", "-jar", "/app/hector.jar"]
CMD ["serve", "--config", "/etc/hector/hector.yaml", "--host", "0.0.0.0"]
