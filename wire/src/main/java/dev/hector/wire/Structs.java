package dev.hector.wire;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON objects as {@link Struct} on the wire, and as maps or text in Java. The wire's numbers are 64-bit floats; whole ones
 * up to 2^53 are exact and come back without a fraction.
 */
public final class Structs {

    private static final double LARGEST_EXACT = 0x1p53;

    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Structs() {}

    /** The object as JSON, its names sorted. */
    public static String json(Struct struct) {
        return CANONICAL.writeValueAsString(map(struct));
    }

    /** The object as a map, in its order. */
    public static Map<String, @Nullable Object> map(Struct struct) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        struct.getFieldsMap().forEach((name, value) -> map.put(name, object(value)));
        return map;
    }

    private static @Nullable Object object(Value value) {
        return switch (value.getKindCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> value.getBoolValue();
            case NUMBER_VALUE -> number(value.getNumberValue());
            case STRUCT_VALUE -> map(value.getStructValue());
            case LIST_VALUE -> list(value.getListValue());
            case NULL_VALUE, KIND_NOT_SET -> null;
        };
    }

    private static Object number(double number) {
        var whole = number == Math.rint(number) && Math.abs(number) <= LARGEST_EXACT;
        return whole ? (Object) (long) number : (Object) number;
    }

    private static List<@Nullable Object> list(ListValue list) {
        var items = new ArrayList<@Nullable Object>();
        list.getValuesList().forEach(value -> items.add(object(value)));
        return items;
    }

    /**
     * An object as a JSON parser gives it.
     *
     * @param name what the object is called, where it must be refused
     * @throws InexactNumberException when the wire cannot carry a number of it
     */
    public static Struct exact(String name, Map<?, ?> map) {
        return struct(name, map, Structs::exact);
    }

    /** A stored object, each number as near as the wire can carry it. */
    public static Struct nearest(Map<?, ?> map) {
        return struct("", map, Structs::nearest);
    }

    /** A stored JSON object, each number as near as the wire can carry it. */
    public static Struct nearest(String json) {
        return nearest(CANONICAL.readValue(json, Map.class));
    }

    private interface Numbers {

        double on(String path, Number number);
    }

    private static Struct struct(String path, Map<?, ?> map, Numbers numbers) {
        var struct = Struct.newBuilder();
        map.forEach((name, value) -> struct.putFields(String.valueOf(name), value(path + "." + name, value, numbers)));
        return struct.build();
    }

    private static Value value(String path, @Nullable Object object, Numbers numbers) {
        var value = Value.newBuilder();
        switch (object) {
            case null -> value.setNullValue(NullValue.NULL_VALUE);
            case String text -> value.setStringValue(text);
            case Boolean bool -> value.setBoolValue(bool);
            case Number number -> value.setNumberValue(numbers.on(path, number));
            case Map<?, ?> map -> value.setStructValue(struct(path, map, numbers));
            case List<?> list -> value.setListValue(listValue(path, list, numbers));
            default -> throw new IllegalArgumentException("Not JSON: " + object.getClass());
        }
        return value.build();
    }

    private static ListValue listValue(String path, List<?> list, Numbers numbers) {
        var values = ListValue.newBuilder();
        list.forEach(item -> values.addValues(value(path, item, numbers)));
        return values.build();
    }

    private static double nearest(String path, Number number) {
        return number.doubleValue();
    }

    private static double exact(String path, Number number) {
        var asFloat = number.doubleValue();
        if (!Double.isFinite(asFloat) || BigDecimal.valueOf(asFloat).compareTo(decimal(number)) != 0) {
            throw new InexactNumberException(path);
        }
        return asFloat;
    }

    private static BigDecimal decimal(Number number) {
        return switch (number) {
            case BigDecimal decimal -> decimal;
            case BigInteger integer -> new BigDecimal(integer);
            case Double floating -> BigDecimal.valueOf(floating);
            case Float floating -> new BigDecimal(floating.toString());
            default -> BigDecimal.valueOf(number.longValue());
        };
    }
}
