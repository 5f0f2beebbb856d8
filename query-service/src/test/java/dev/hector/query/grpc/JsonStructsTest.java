package dev.hector.query.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonStructsTest {

    @Test
    void everyKindOfValueSurvives() {
        var struct = JsonStructs.of("""
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
}
