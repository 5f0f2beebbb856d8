package dev.hector.command.grpc;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client's JSON object as it will be stored: in its order, whole numbers without a fraction. */
final class JsonObjects {

    private static final double EXACT = 1L << 53;

    private JsonObjects() {}

    static Map<String, Object> of(Struct struct) {
        var object = new LinkedHashMap<String, Object>();
        struct.getFieldsMap().forEach((name, value) -> put(object, name, value));
        return object;
    }

    @SuppressWarnings("NullAway") // JSON has null; the maps of the events allow it.
    private static void put(Map<String, Object> object, String name, Value value) {
        object.put(name, plain(value));
    }

    private static @Nullable Object plain(Value value) {
        return switch (value.getKindCase()) {
            case NULL_VALUE, KIND_NOT_SET -> null;
            case BOOL_VALUE -> value.getBoolValue();
            case STRING_VALUE -> value.getStringValue();
            case NUMBER_VALUE -> number(value.getNumberValue());
            case STRUCT_VALUE -> of(value.getStructValue());
            case LIST_VALUE -> list(value);
        };
    }

    private static Object list(Value value) {
        var items = new ArrayList<@Nullable Object>();
        value.getListValue().getValuesList().forEach(item -> items.add(plain(item)));
        return items;
    }

    private static Object number(double value) {
        return value == Math.rint(value) && Math.abs(value) <= EXACT ? (Object) (long) value : (Object) value;
    }
}
