import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// A server of HTTP/1.1 that answers each request as a test wants it to, nonsense included.
public final class HTTPStandIn: Sendable {
    public struct Request: Sendable {
        public let method: String
        public let path: String
        /// By their names in lower case.
        public let headers: [String: String]
        public let body: [UInt8]
    }

    public enum Answer: Sendable {
        case status(Int, headers: [String: String] = [:], body: [UInt8] = [])
        /// These bytes, whatever they mean, and the end of the connection.
        case raw(String)
        /// The end of the connection.
        case close
        /// These bytes, and then nothing until the client goes.
        case silence(after: String)
    }

    public typealias Answerer = @Sendable (Request) -> Answer

    public let port: Int
    /// What was asked, in the order in which it came.
    public let requests = Collector<Request>()
    private let listener: Int32
    private let answer: Answerer
    private let connections = Mutex<Set<Int32>?>([])

    /// Runs `body` with a server, which is gone after it.
    /// - Parameter answer: called on a thread of the connection's own, which it may hold.
    public static func with<Value>(
        port: Int = 0, answering answer: @escaping Answerer = { _ in .status(200) },
        _ body: (HTTPStandIn) async throws -> Value
    ) async throws -> Value {
        let server = try HTTPStandIn(port: port, answer)
        defer { server.stop() }
        return try await body(server)
    }

    private init(port: Int, _ answer: @escaping Answerer) throws {
        guard let listener = LoopbackPort.listen(on: port) else {
            throw NeverHappened(description: "no port to listen on")
        }
        self.listener = listener
        self.port = LoopbackPort.port(of: listener)
        self.answer = answer
        Thread.detachNewThread { self.accept() }
    }

    public var url: String { "http://127.0.0.1:\(port)" }

    private func stop() {
        // What waits in `accept` and `recv` returns.
        shutdown(listener, Int32(SHUT_RDWR))
        let open = connections.withLock { connections in
            defer { connections = nil }
            return connections ?? []
        }
        for connection in open { shutdown(connection, Int32(SHUT_RDWR)) }
    }

    private func accept() {
        defer { close(listener) }
        while true {
            let connection = Glibc.accept(listener, nil, nil)
            guard connection >= 0 else { return }
            let isOpen = connections.withLock { connections in
                connections?.insert(connection)
                return connections != nil
            }
            guard isOpen else {
                close(connection)
                return
            }
            Thread.detachNewThread { self.serve(connection) }
        }
    }

    private func serve(_ connection: Int32) {
        defer {
            connections.withLock { _ = $0?.remove(connection) }
            close(connection)
        }
        var received: [UInt8] = []
        while let request = Self.read(from: connection, &received) {
            requests.append(request)
            switch answer(request) {
            case .status(let code, let headers, let body):
                var head = "HTTP/1.1 \(code) x\r\ncontent-length: \(body.count)\r\n"
                for (name, value) in headers { head += "\(name): \(value)\r\n" }
                guard Self.write(Array("\(head)\r\n".utf8) + body, to: connection) else { return }
            case .raw(let text):
                _ = Self.write(Array(text.utf8), to: connection)
                return
            case .close: return
            case .silence(let text):
                _ = Self.write(Array(text.utf8), to: connection)
                while Self.receive(from: connection, &received) {}
                return
            }
        }
    }

    /// Reads a request whose body has a length; `nil` at the connection's end.
    private static func read(from connection: Int32, _ received: inout [UInt8]) -> Request? {
        let blank = Array("\r\n\r\n".utf8)
        var head: Range<Int>?
        while head == nil {
            head = received.firstRange(of: blank)
            guard head != nil || receive(from: connection, &received) else { return nil }
        }
        guard let head else { return nil }
        let lines = String(decoding: received[..<head.lowerBound], as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count == 3 else { return nil }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...]
                .trimmingCharacters(in: .whitespaces)
        }
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        while received.count < head.upperBound + length {
            guard receive(from: connection, &received) else { return nil }
        }
        let body = Array(received[head.upperBound..<head.upperBound + length])
        received.removeFirst(head.upperBound + length)
        return Request(method: String(words[0]), path: String(words[1]), headers: headers, body: body)
    }

    private static func receive(from connection: Int32, _ received: inout [UInt8]) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(connection, &buffer, buffer.count, 0)
        if count > 0 { received += buffer[..<count] }
        return count > 0
    }

    private static func write(_ bytes: [UInt8], to connection: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
