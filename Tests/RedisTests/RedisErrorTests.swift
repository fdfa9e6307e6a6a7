import Redis
import Testing

@Suite("Errors")
struct RedisErrorTests {
    @Test(
        "a server's error is told by its first word, also out of a script of an old server",
        arguments: [
            ("WRONGTYPE Operation against a key", "WRONGTYPE"), ("NOAUTH", "NOAUTH"), ("", ""), (" x", ""),
            ("READONLY You can't write against a read only replica. script: 5f, on @user_script:1.", "READONLY"),
            (
                "ERR Error running script (call to f_5f): @user_script:1: @user_script: 1: -READONLY You can't write.",
                "READONLY"
            ),
            ("ERR Error running script (call to f_5f): @user_script:1: bad argument", "ERR"),
        ])
    func prefixes(message: String, prefix: String) {
        #expect(RedisServerError(message: message).prefix == prefix)
    }

    @Test("what passes is retryable, what is wrong is not")
    func retryable() {
        for prefix in ["READONLY", "LOADING", "MASTERDOWN", "TRYAGAIN", "CLUSTERDOWN", "OOM", "BUSY", "NOREPLICAS"] {
            #expect(RedisError(.serverError(prefix), "").isRetryable, "\(prefix)")
        }
        for code: RedisError.Code in [.connectionFailed, .connectionClosed, .timedOut, .tooManyPending] {
            #expect(RedisError(code, "").isRetryable, "\(code)")
        }
        for code: RedisError.Code in [
            .serverError("ERR"), .serverError("WRONGTYPE"), .authenticationFailed, .protocolViolation, .cancelled,
            .shutDown, .crossSlot, .commandTooLarge, .invalidURL, .invalidConfiguration,
        ] {
            #expect(!RedisError(code, "").isRetryable, "\(code)")
        }
    }

    @Test("an error says its code, what happened and the cause, the server's words once")
    func descriptions() {
        struct Cause: Error, CustomStringConvertible { let description = "errno 111" }
        let failed = RedisError(.connectionFailed, "cannot connect to h:1", cause: Cause())
        #expect("\(failed)" == "connectionFailed: cannot connect to h:1 (errno 111)")
        #expect(failed.serverError == nil)
        let server = RedisServerError(message: "OOM full")
        let refused = RedisError(.serverError("OOM"), server.message, cause: server)
        #expect("\(refused)" == "serverError(OOM): OOM full")
        #expect(refused.serverError == server)
    }
}
