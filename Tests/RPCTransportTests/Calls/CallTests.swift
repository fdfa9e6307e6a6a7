import GRPCCore
import GRPCProtobuf
import LocalRPC
import MqueueContract
import RPCTransport
import SwiftProtobuf
import Testing
import TravelContract

@Suite("A call to another process", .timeLimit(.minutes(10)))
struct CallTests {
    private func withEcho(_ body: @Sendable (RPCChannel) async throws -> Void) async throws {
        try await withServer([EchoService()]) { server in
            try await withChannel(to: server.endpoint) { try await body($0) }
        }
    }

    @Test("carries the message and the metadata there and back")
    func metadata() async throws {
        try await withEcho { channel in
            let client = Pb_travel.RemoteClient(channel)
            let (title, first, last) = try await client.homestayDetail(
                .with { $0.id = 7 }, metadata: ["X-Text": "hello"]
            ) { response in
                (
                    try response.message.homestay.title, Array(response.metadata[stringValues: "x-first"]),
                    Array(response.trailingMetadata[stringValues: "x-last"])
                )
            }
            #expect(title == "hello")
            #expect(first == ["hello"])
            #expect(last == ["pb.travel/homestayDetail"])
        }
    }

    @Test("may be of any size up to 4 MiB", arguments: [0, 1001, 16_384, 70_000, 4_194_000] as [Int64])
    func sizes(_ size: Int64) async throws {
        try await withEcho { channel in
            for _ in 1...(size < 100_000 ? 3 : 1) {
                let title = try await channel.echo(size).title
                #expect(title.utf8.count == (size > 1000 ? Int(size) : 0))
            }
        }
    }

    @Test("whose answer is longer fails, and others on its connection do not")
    func tooLongAnswer() async throws {
        try await withEcho { channel in
            async let other = channel.echo(1 << 20)
            let error = await rpcError { _ = try await channel.echo(5 << 20) }
            #expect(error?.code == .resourceExhausted)
            let (title, next) = (try await other.title, try await channel.echo(3))
            #expect(title.utf8.count == 1 << 20)
            #expect(next.id == 3)
        }
    }

    @Test("whose request is longer fails, and others on its connection do not")
    func tooLongRequest() async throws {
        try await withServer([QueueService()]) { server in
            try await withChannel(to: server.endpoint) { channel in
                let error = await rpcError { try await channel.publish(String(repeating: "x", count: 5 << 20)) }
                #expect(error?.code == .resourceExhausted)
                try await channel.publish()
            }
        }
    }

    @Test(
        "fails with the status, the message and the details that the service gives",
        arguments: ["no such homestay", "没有这个民宿", "100 % gone\nfor good", ""])
    func failure(_ message: String) async throws {
        try await withServer([
            QueueService { request, _ in
                throw RPCError(code: .notFound, message: request.orderSn, metadata: ["x-detail-bin": [0, 1, 255]])
            }
        ]) { server in
            try await withChannel(to: server.endpoint) { channel in
                let error = await rpcError { try await channel.publish(message) }
                #expect(error?.code == .notFound)
                #expect(error?.message == message)
                #expect(error.map { Array($0.metadata[binaryValues: "x-detail-bin"]) } == [[0, 1, 255]])
            }
        }
    }

    @Test("to a method that is not served fails as unimplemented")
    func unimplemented() async throws {
        try await withEcho { channel in
            let error = await rpcError { try await channel.publish() }
            #expect(error?.code == .unimplemented)
        }
    }

    /// A deserializer for which no message is right, as it is for a server of another contract.
    private struct Unreadable: MessageDeserializer {
        func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) throws -> String {
            throw RPCError(code: .invalidArgument, message: "not a message")
        }
    }

    @Test("whose answer cannot be read fails, and not for a fault of the caller's")
    func unreadable() async throws {
        try await withEcho { channel in
            let error = await rpcError {
                _ = try await channel.call(
                    ClientRequest(message: Pb_HomestayDetailReq()), Pb_travel.Method.homestayDetail.descriptor,
                    serializer: ProtobufSerializer<Pb_HomestayDetailReq>(), deserializer: Unreadable(),
                    options: .defaults
                ) { try $0.message }
            }
            #expect(error?.code == .internalError)
        }
    }

    @Test("is one of many at a time, each with its own answer")
    func concurrent() async throws {
        try await withEcho { channel in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...32 {
                    group.addTask {
                        for round in 1...10 {
                            let text = "\(number)-\(round)"
                            let title = try await channel.echo(Int64(number), text).title
                            #expect(title == text)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("that is cancelled ends at once, and so does the work on it")
    func cancelled() async throws {
        let (started, ended) = (Signal(), Signal())
        let service = QueueService { _, _ in
            started.fire()
            try? await Task.sleep(for: .seconds(60))
            if Task.isCancelled { ended.fire() }
        }
        try await withServer([service]) { server in
            try await withChannel(to: server.endpoint, { $0.timeout = .seconds(60) }) { channel in
                let call = Task { try await channel.publish() }
                await started.wait()
                call.cancel()
                await #expect(throws: CancellationError.self) { try await call.value }
                await ended.wait()
            }
        }
    }

    @Test("of a task that was cancelled before is not made")
    func cancelledBefore() async throws {
        try await withEcho { channel in
            _ = try await channel.echo()
            let call = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await channel.echo()
            }
            await #expect(throws: CancellationError.self) { _ = try await call.value }
        }
    }
}
