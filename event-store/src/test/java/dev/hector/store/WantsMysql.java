package dev.hector.store;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Skips the class, before anything of it is set up, where neither Docker nor the binaries of MySQL 8 run. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
        value = "dev.hector.store.TestMysql#runsMysql",
        disabledReason = "wants MySQL 8: libaio1 and libnuma1 for its binaries, or Docker")
public @interface WantsMysql {}
