package dev.hector.benchmarks;

import dev.hector.configuration.SessionStoreConfig.Driver;
import picocli.CommandLine.Option;

/** Which database. */
final class StoreOption {

    private enum Product {
        POSTGRES(Driver.POSTGRES),
        SQLITE(Driver.SQLITE);

        private final Driver driver;

        Product(Driver driver) {
            this.driver = driver;
        }
    }

    @Option(
            names = "--store",
            description = "The database: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).",
            defaultValue = "postgres")
    private Product product = Product.POSTGRES;

    Store start() {
        return Store.start(product.driver);
    }
}
