import GRPCCore
import NIOCore
import NIOHPACK
import Testing

@testable import RPCTransport

@Suite("The pieces of gRPC's protocol", .timeLimit(.minutes(10)))
struct WireTests {
    @Test(
        "a timeout is written and read",
        arguments: [
            (.milliseconds(1), "1000u"), (.seconds(3), "3000000u"), (.seconds(59), "59000000u"),
            (.seconds(3600), "3600000m"), (.seconds(200_000), "200000S"), (.zero, "0u"),
        ] as [(Duration, String)])
    func timeout(_ duration: Duration, _ text: String) {
        #expect(GRPCTimeout.text(of: duration) == text)
        #expect(GRPCTimeout.duration(text) == duration)
    }

    @Test("a timeout of each unit is read")
    func units() {
        #expect(GRPCTimeout.duration("2H") == .seconds(7200))
        #expect(GRPCTimeout.duration("2M") == .seconds(120))
        #expect(GRPCTimeout.duration("7n") == .nanoseconds(7))
        #expect(GRPCTimeout.text(of: .seconds(-1)) == "0m")
    }

    @Test(
        "what is no timeout is not read",
        arguments: ["", "S", "1", "1s", "123456789S", "-1S", "1.5S", "+1S", "1 S", "é"])
    func noTimeout(_ text: String) {
        #expect(GRPCTimeout.duration(text) == nil)
    }

    @Test(
        "a message of a status is written in ASCII and read again",
        arguments: ["", "plain", "100%", "a\nb", "没有", "%41"])
    func statusMessage(_ message: String) {
        let text = StatusMessage.encoded(message)
        #expect(text.utf8.allSatisfy { (0x20...0x7e).contains($0) })
        #expect(StatusMessage.decoded(text) == message)
    }

    @Test("a message of a status that is wrongly encoded stands as it is", arguments: ["%", "%4", "%zz", "50% off"])
    func wrongStatusMessage(_ text: String) {
        #expect(StatusMessage.decoded(text) == text)
    }

    @Test("a message is cut out of its bytes, however they come", arguments: [1, 2, 3, 7, 100])
    func reader(pieces length: Int) throws {
        var bytes = ByteBuffer()
        let messages = [[1, 2, 3], [], [UInt8](repeating: 7, count: 50)] as [[UInt8]]
        for message in messages { bytes.writeImmutableBuffer(MessageBytes(message).framed()) }
        var reader = MessageReader()
        var read: [[UInt8]] = []
        while let piece = bytes.readSlice(length: min(length, bytes.readableBytes)), piece.readableBytes > 0 {
            reader.append(piece)
            while let message = try reader.next() { read.append(Array(message.readableBytesView)) }
        }
        #expect(read == messages)
        #expect(reader.isAtEnd)
    }

    @Test("a message that is compressed or too long is refused")
    func refusedMessages() {
        for bytes in [[1, 0, 0, 0, 1, 9], [0, 0x7f, 0xff, 0xff, 0xff], [0, 0, 0x40, 0, 1]] as [[UInt8]] {
            var reader = MessageReader()
            reader.append(ByteBuffer(bytes: bytes))
            #expect(throws: MessageReader.Failure.self) { _ = try reader.next() }
        }
    }

    @Test("a message that was received can be sent on")
    func forwarded() {
        let received = MessageBytes(received: ByteBuffer(bytes: [5, 6]))
        #expect(Array(received.framed().readableBytesView) == [0, 0, 0, 0, 2, 5, 6])
    }

    @Test(
        "an endpoint is read",
        arguments: [
            ("order-rpc:9001", "order-rpc:9001"), ("127.0.0.1:1,127.0.0.1:2", "127.0.0.1:1,127.0.0.1:2"),
            ("[::1]:65535", "[::1]:65535"), ("dns:order-rpc.shop.svc:9001", "dns:order-rpc.shop.svc:9001"),
        ])
    func endpoint(_ text: String, _ expected: String) {
        #expect(RPCEndpoint(text)?.description == expected)
    }

    @Test(
        "what is no endpoint is not read",
        arguments: [
            "", ":", "9001", "host", "host:", ":9001", "host:0", "host:65536", "host:+1", "host:01", "host:9001,",
            ",host:9001", "a:1,a:1", "a:1 ,b:2", "http://host:9001", "::1:9001", "[host]:9001", "[]:1", "dns:",
            "dns:host",
            "dns:a:1,b:2", "dns:dns:a:1", "user@host:1", "a:1;b:2", "host:9001/x", "é:1",
        ])
    func noEndpoint(_ text: String) {
        #expect(RPCEndpoint(text) == nil)
    }
}
