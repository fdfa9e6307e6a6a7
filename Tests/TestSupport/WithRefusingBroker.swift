import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// Runs `body` with a Kafka broker on a loopback port that lets nobody in: each password is wrong.
public func withRefusingBroker<Value>(_ body: (_ port: Int) async throws -> Value) async throws -> Value {
    guard let listener = LoopbackPort.listen(on: 0) else { throw NeverHappened(description: "no port to listen on") }
    Thread.detachNewThread {
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { return }
            Thread.detachNewThread { RefusingBroker(connection: connection).serve() }
        }
    }
    // Closing alone does not wake the thread that waits for connections.
    defer {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }
    return try await body(LoopbackPort.port(of: listener))
}

/// As much of Kafka's protocol as it takes to refuse a password.
private struct RefusingBroker {
    let connection: Int32

    func serve() {
        defer { close(connection) }
        while let request = nextRequest() {
            // API, version and correlation number; what follows is not looked at.
            let (api, version) = (int16(request, at: 0), int16(request, at: 2))
            guard let answer = answer(api: api, version: version) else { return }
            reply(Array(request[4..<8]) + answer)
        }
    }

    private func answer(api: Int, version: Int) -> [UInt8]? {
        switch api {
        case 18 where version > 0:
            // ApiVersions, which is to be asked for in the oldest form: unsupported version.
            return int16(35) + int32(0)
        case 18:
            let apis = [(3, 0, 1), (17, 0, 1), (18, 0, 0), (36, 0, 0)]
            return int16(0) + int32(apis.count) + apis.flatMap { int16($0.0) + int16($0.1) + int16($0.2) }
        case 17:
            let mechanisms = ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"]
            return int16(0) + int32(mechanisms.count) + mechanisms.flatMap { int16($0.utf8.count) + Array($0.utf8) }
        case 36:
            let text = "Authentication failed: Invalid username or password"
            return int16(58) + int16(text.utf8.count) + Array(text.utf8) + int32(-1)
        default: return nil
        }
    }

    private func nextRequest() -> [UInt8]? {
        guard let size = read(4) else { return nil }
        let count = size.reduce(0) { $0 << 8 | Int($1) }
        guard (8...100_000).contains(count) else { return nil }
        return read(count)
    }

    private func read(_ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return recv(connection, &bytes, count, Int32(MSG_WAITALL)) == count ? bytes : nil
    }

    private func reply(_ bytes: [UInt8]) {
        let frame = int32(bytes.count) + bytes
        _ = send(connection, frame, frame.count, Int32(MSG_NOSIGNAL))
    }

    private func int16(_ bytes: [UInt8], at index: Int) -> Int { Int(bytes[index]) << 8 | Int(bytes[index + 1]) }
    private func int16(_ number: Int) -> [UInt8] { [8, 0].map { UInt8(truncatingIfNeeded: number >> $0) } }
    private func int32(_ number: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) } }
}
