/// The connection to the server is gone, and with it the transaction, unless its commit was under way.
struct ConnectionLost: Error {
    let message: String
}
