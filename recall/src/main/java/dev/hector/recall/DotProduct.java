package dev.hector.recall;

/**
 * Multiplies rows of bytes with one row, exactly: every implementation gives the same numbers, so that a ranking does
 * not depend on the processor.
 */
interface DotProduct {

    /** The sum of products of {@code query} and the equally long part of {@code rows} from {@code offset}. */
    int of(byte[] query, byte[] rows, int offset);

    /** By vector instructions where the JVM runs with {@code --add-modules jdk.incubator.vector}. */
    static DotProduct fastest() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? new SimdDotProduct()
                : new PlainDotProduct();
    }
}
