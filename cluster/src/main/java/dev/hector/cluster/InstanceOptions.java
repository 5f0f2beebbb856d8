package dev.hector.cluster;

import dev.hector.gateway.server.ListenOptions;

/**
 * Where an instance listens. Port 0 takes any free one.
 *
 * @param internalPort gRPC for the other services
 * @param advertised the host by which other instances reach this one
 * @param edge a gateway's REST and gRPC; of any other service only the HTTP port is used, for health and metrics
 */
public record InstanceOptions(int internalPort, String advertised, ListenOptions edge) {}
