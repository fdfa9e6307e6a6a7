import GRPCCore
import NIOCore
import NIOHPACK
import Testing

@testable import RPCTransport

@Suite("A request that is not as it should be", .timeLimit(.minutes(10)))
struct RequestReaderTests {
    private static let path = "/pb.order/createHomestayOrder"
    private static let methods = [
        path: MethodDescriptor(fullyQualifiedService: "pb.order", method: "createHomestayOrder")
    ]
    private static let headers: HPACKHeaders = [
        ":method": "POST", ":path": path, "content-type": "application/grpc+proto", "x-user-id": "17",
    ]

    @Test("is read where it is")
    func good() throws {
        var request = try RequestReader(Self.headers, methods: Self.methods)
        #expect(request.head.method.method == "createHomestayOrder")
        #expect(request.head.timeout == nil)
        #expect(Array(request.head.metadata[stringValues: "x-user-id"]) == ["17"])
        #expect(request.head.metadata.count == 1)
        try request.read(MessageBytes([1, 2]).framed())
        try request.end()
        #expect(request.messages.map { Array($0.readableBytesView) } == [[1, 2]])
    }

    @Test(
        "is refused for its headers",
        arguments: [
            (":method", "GET", ":status", "405"), ("content-type", "application/json", ":status", "415"),
            (":path", "/pb.order/none", "grpc-status", "12"), (":path", "", "grpc-status", "12"),
            ("grpc-encoding", "gzip", "grpc-status", "12"), ("grpc-timeout", "soon", "grpc-status", "3"),
        ])
    func headers(_ name: String, _ value: String, _ answer: String, _ expected: String) {
        var headers = Self.headers
        headers.replaceOrAdd(name: name, value: value)
        let refusal = #expect(throws: RequestReader.Refusal.self) {
            _ = try RequestReader(headers, methods: Self.methods)
        }
        #expect(refusal?.headers.first(name: answer) == expected)
    }

    @Test("is refused for its message")
    func messages() throws {
        for (bytes, status) in [([1, 0, 0, 0, 1, 9], "12"), ([0, 0x10, 0, 0, 0], "8")] as [([UInt8], String)] {
            var request = try RequestReader(Self.headers, methods: Self.methods)
            let refusal = #expect(throws: RequestReader.Refusal.self) {
                try request.read(ByteBuffer(bytes: bytes))
            }
            #expect(refusal?.headers.first(name: "grpc-status") == status)
        }
        var broken = try RequestReader(Self.headers, methods: Self.methods)
        try broken.read(ByteBuffer(bytes: [0, 0, 0, 0, 9, 1]))
        let refusal = #expect(throws: RequestReader.Refusal.self) { try broken.end() }
        #expect(refusal?.headers.first(name: "grpc-status") == "3")
    }
}
