import GRPCCore
import NIOCore
import NIOHPACK
import Testing

@testable import RPCTransport

@Suite("A response that is not as it should be", .timeLimit(.minutes(10)))
struct ResponseReaderTests {
    private let start: HPACKHeaders = [":status": "200", "content-type": "application/grpc"]

    private func code(_ outcome: ResponseReader.Outcome?) -> RPCError.Code? {
        guard case .failure(let failure)? = outcome else { return nil }
        return failure.error.code
    }

    @Test(
        "by its HTTP status has the status that gRPC gives it",
        arguments: [
            ("400", .internalError), ("401", .unauthenticated), ("403", .permissionDenied), ("404", .unimplemented),
            ("429", .unavailable), ("502", .unavailable), ("503", .unavailable), ("504", .unavailable),
            ("500", .unknown), ("abc", .unknown),
        ] as [(String, RPCError.Code)])
    func httpStatus(_ status: String, _ expected: RPCError.Code) {
        for isEnd in [true, false] {
            var reader = ResponseReader()
            #expect(code(reader.read([":status": status], isEnd: isEnd)) == expected)
        }
    }

    @Test("fails the call, whatever is wrong with it")
    func broken() {
        let message = MessageBytes([1]).framed()
        var noStatus = ResponseReader()
        #expect(code(noStatus.read(start, isEnd: true)) == .internalError)
        var dataFirst = ResponseReader()
        #expect(code(dataFirst.read(message, isEnd: false)) == .internalError)
        var endsInData = ResponseReader()
        #expect(endsInData.read(start, isEnd: false) == nil)
        #expect(code(endsInData.read(message, isEnd: true)) == .internalError)
        var twoMessages = ResponseReader()
        _ = twoMessages.read(start, isEnd: false)
        #expect(twoMessages.read(message, isEnd: false) == nil)
        #expect(code(twoMessages.read(message, isEnd: false)) == .internalError)
        var noMessage = ResponseReader()
        _ = noMessage.read(start, isEnd: false)
        #expect(code(noMessage.read(["grpc-status": "0"], isEnd: true)) == .internalError)
        var halfMessage = ResponseReader()
        _ = halfMessage.read(start, isEnd: false)
        _ = halfMessage.read(ByteBuffer(bytes: [0, 0, 0, 0, 9, 1]), isEnd: false)
        #expect(code(halfMessage.read(["grpc-status": "0"], isEnd: true)) == .internalError)
        var headersTwice = ResponseReader()
        _ = headersTwice.read(start, isEnd: false)
        #expect(code(headersTwice.read(start, isEnd: false)) == .internalError)
        var compressed = ResponseReader()
        _ = compressed.read(start, isEnd: false)
        #expect(code(compressed.read(ByteBuffer(bytes: [1, 0, 0, 0, 1, 9]), isEnd: false)) == .internalError)
        var unknownStatus = ResponseReader()
        #expect(code(unknownStatus.read([":status": "200", "grpc-status": "77"], isEnd: true)) == .unknown)
    }

    @Test("is read after what comes before it")
    func informational() {
        var reader = ResponseReader()
        #expect(reader.read([":status": "103"], isEnd: false) == nil)
        #expect(reader.read(start, isEnd: false) == nil)
        #expect(reader.read(MessageBytes([1]).framed(), isEnd: false) == nil)
        guard case .success? = reader.read(["grpc-status": "0"], isEnd: true) else {
            Issue.record("not an answer")
            return
        }
    }
}
