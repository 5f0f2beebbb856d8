import java.net.HttpURLConnection;
import java.net.URI;

/** Ends with 0 when the address answers 200, for health checks of images that have no curl. */
void main(String[] arguments) throws Exception {
    var connection = (HttpURLConnection) URI.create(arguments[0]).toURL().openConnection();
    connection.setConnectTimeout(2_000);
    connection.setReadTimeout(4_000);
    System.exit(connection.getResponseCode() == 200 ? 0 : 1);
}
