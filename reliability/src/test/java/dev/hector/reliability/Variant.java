package dev.hector.reliability;

import dev.hector.command.CommandStores;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.SessionStoreConfig;
import dev.hector.standalone.ServerOverStores;
import dev.hector.store.MutantStores;
import dev.hector.store.SessionStore;
import dev.hector.store.SessionStores;
import dev.hector.store.TestStores;
import java.util.function.Function;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** The server as it is, and variants that are known to be bad: each must be caught by the checker of what it breaks. */
enum Variant {
    AS_IT_IS(TestStores::open),
    /** P1: says that events are stored and stores them a moment later. */
    ANSWERS_BEFORE_THE_COMMIT(MutantStores::thatAnswerBeforeTheCommit),
    /** P2: repeats an append of which nothing was heard as if it were another one. */
    REPEATS_WITH_NEW_IDS(MutantStores::thatRepeatWithNewIds),
    /** P5: moves a projection's cursor in one transaction and its rows in the next. */
    MOVES_CURSORS_APART(MutantStores::thatMoveCursorsApart),
    /** P7: appends behind whatever the session has become meanwhile. */
    IGNORES_VERSIONS(MutantStores::thatIgnoreVersions),
    /** P8: nobody looks for turns whose owner is gone. */
    NEVER_SWEEPS(TestStores::open);

    private final Function<SessionStoreConfig, SessionStore> store;

    Variant(Function<SessionStoreConfig, SessionStore> store) {
        this.store = store;
    }

    ServerOverStores serve(HectorConfig config) {
        return ServerOverStores.serve(config, stores(config), this == NEVER_SWEEPS ? new Unswept() : unchanged());
    }

    SessionStores stores(HectorConfig config) {
        var only = config.sessionStores().values().iterator().next();
        return TestStores.forEveryAgent(store.apply(only));
    }

    private static BeanPostProcessor unchanged() {
        return new BeanPostProcessor() {};
    }

    /** What is no lifecycle is not started, and the sweeper starts with the commands. */
    private static final class Unswept implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof CommandStores commands ? (CommandStores) commands::forAgent : bean;
        }
    }
}
