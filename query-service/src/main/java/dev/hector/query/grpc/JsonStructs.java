package dev.hector.query.grpc;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON objects as protobuf's {@code Struct}, whose numbers are doubles: whole numbers are exact up to 2^53. */
final class JsonStructs {

    private JsonStructs() {}

    static Struct of(String json) {
        return struct(JsonMapper.shared().readTree(json));
    }

    static Struct of(Map<String, Object> object) {
        return struct(JsonMapper.shared().valueToTree(object));
    }

    private static Struct struct(JsonNode object) {
        var struct = Struct.newBuilder();
        object.propertyStream().forEach(field -> struct.putFields(field.getKey(), value(field.getValue())));
        return struct.build();
    }

    private static Value value(JsonNode node) {
        var value = Value.newBuilder();
        return switch (node.getNodeType()) {
            case OBJECT -> value.setStructValue(struct(node)).build();
            case ARRAY -> value.setListValue(list(node)).build();
            case NUMBER -> value.setNumberValue(node.asDouble()).build();
            case BOOLEAN -> value.setBoolValue(node.booleanValue()).build();
            case STRING -> value.setStringValue(node.stringValue()).build();
            case NULL, MISSING, BINARY, POJO ->
                value.setNullValue(NullValue.NULL_VALUE).build();
        };
    }

    private static ListValue list(JsonNode array) {
        var list = ListValue.newBuilder();
        array.valueStream().forEach(element -> list.addValues(value(element)));
        return list.build();
    }
}
