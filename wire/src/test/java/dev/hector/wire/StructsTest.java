package dev.hector.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class StructsTest {

    @Test
    void everyKindOfValueSurvives() {
        var struct = Structs.nearest("""
            {"text":"a","whole":7,"large":9007199254740992,"part":0.5,"yes":true,"none":null,"list":[1,"b",{"c":2}]}
            """);

        assertThat(struct.getFieldsOrThrow("text").getStringValue()).isEqualTo("a");
        assertThat(struct.getFieldsOrThrow("whole").getNumberValue()).isEqualTo(7.0);
        assertThat(struct.getFieldsOrThrow("large").getNumberValue()).isEqualTo(9007199254740992.0);
        assertThat(struct.getFieldsOrThrow("part").getNumberValue()).isEqualTo(0.5);
        assertThat(struct.getFieldsOrThrow("yes").getBoolValue()).isTrue();
        assertThat(struct.getFieldsOrThrow("none").hasNullValue()).isTrue();
        var list = struct.getFieldsOrThrow("list").getListValue();
        assertThat(list.getValues(0).getNumberValue()).isEqualTo(1.0);
        assertThat(list.getValues(2).getStructValue().getFieldsOrThrow("c").getNumberValue())
                .isEqualTo(2.0);
    }

    @Test
    void wholeNumbersStayWhole() {
        var json = "{\"list\":[1,\"b\",{\"c\":-2}],\"part\":0.5,\"whole\":9007199254740992}";

        assertThat(Structs.json(Structs.nearest(json))).isEqualTo(json);
        assertThat(Structs.map(Structs.nearest(json))).containsEntry("whole", 9007199254740992L);
    }

    @Test
    void namesKeepTheirOrderInJavaAndAreSortedAsText() {
        var struct = Structs.nearest("{\"b\":1,\"a\":2}");

        assertThat(Structs.map(struct).keySet()).containsExactly("b", "a");
        assertThat(Structs.json(struct)).isEqualTo("{\"a\":2,\"b\":1}");
    }

    @Test
    void aNumberThatTheWireCannotCarryIsRefusedOrRounded() {
        var large = new BigInteger("9007199254740993");
        var nested = Map.of("a", List.of(Map.of("b", large)));

        assertThatThrownBy(() -> Structs.exact("metadata", nested))
                .isInstanceOfSatisfying(
                        InexactNumberException.class,
                        inexact -> assertThat(inexact.path()).isEqualTo("metadata.a.b"))
                .hasMessage("metadata.a.b is a number that a 64-bit float cannot hold exactly: send it as text.");
        assertThat(Structs.json(Structs.nearest(nested))).isEqualTo("{\"a\":[{\"b\":9007199254740992}]}");
    }

    @Property
    void everyWholeNumberUpTo2To53ComesBack(@ForAll @LongRange(min = -(1L << 53), max = 1L << 53) long number) {
        assertThat(Structs.map(Structs.exact("", Map.of("n", number)))).isEqualTo(Map.of("n", number));
    }

    @Property
    void everyFiniteFractionComesBack(@ForAll double number) {
        var back = Structs.map(Structs.exact("", Map.of("n", number))).get("n");

        assertThat(((Number) Objects.requireNonNull(back)).doubleValue()).isEqualTo(number);
    }
}
