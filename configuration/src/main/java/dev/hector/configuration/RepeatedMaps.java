package dev.hector.configuration;

import dev.hector.configuration.Shape.MapOf;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Joins {@code agents:} written twice at the top of a file, as one has after pasting two examples; the entries
 * together are what was meant. The same entry twice, or any other key twice, stays a mistake.
 */
final class RepeatedMaps {

    private static final Set<String> JOINED = ConfigFile.ROOT.keys().stream()
            .filter(key -> key.shape() instanceof MapOf)
            .map(Key::name)
            .collect(Collectors.toUnmodifiableSet());

    private RepeatedMaps() {}

    static Node join(Node file) {
        if (!(file instanceof MappingNode mapping)) {
            return file;
        }
        var joined = new ArrayList<NodeTuple>();
        mapping.getValue().forEach(tuple -> add(joined, tuple));
        return with(mapping, joined);
    }

    private static void add(List<NodeTuple> joined, NodeTuple tuple) {
        for (var index = 0; index < joined.size(); index++) {
            if (isSameMap(joined.get(index), tuple)) {
                joined.set(index, both(joined.get(index), tuple));
                return;
            }
        }
        joined.add(tuple);
    }

    private static boolean isSameMap(NodeTuple one, NodeTuple other) {
        return one.getKeyNode() instanceof ScalarNode first
                && other.getKeyNode() instanceof ScalarNode second
                && first.getValue().equals(second.getValue())
                && JOINED.contains(first.getValue())
                && one.getValueNode() instanceof MappingNode
                && other.getValueNode() instanceof MappingNode;
    }

    private static NodeTuple both(NodeTuple one, NodeTuple other) {
        var first = (MappingNode) one.getValueNode();
        var entries = new ArrayList<>(first.getValue());
        entries.addAll(((MappingNode) other.getValueNode()).getValue());
        return new NodeTuple(one.getKeyNode(), with(first, entries));
    }

    private static MappingNode with(MappingNode mapping, List<NodeTuple> tuples) {
        return new MappingNode(
                mapping.getTag(), true, tuples, mapping.getStartMark(), mapping.getEndMark(), mapping.getFlowStyle());
    }
}
