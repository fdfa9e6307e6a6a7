import Clocks
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import PaymentProvider
import Synchronization
import Testing

@Suite("Paying in the sandbox")
struct SandboxPayTests {
    @Test("an address where no one listens is an error that says so")
    func unreachable() async throws {
        let error = await #expect(throws: PaymentProviderError.self) {
            try await sandbox(notifyURL: "http://127.0.0.1:1/notify", timeout: .milliseconds(100)).pay(
                paymentSn: "PMT1", amount: 1)
        }
        #expect(error?.code == .unavailable)
        #expect(error?.isRetryable == true)
    }

    @Test(
        "a notification that is not acknowledged has not paid",
        arguments: [(400, PaymentProviderError.Code.refused), (409, .refused), (500, .unavailable), (302, .refused)])
    func refused(status: Int, code: PaymentProviderError.Code) async throws {
        try await withReceiver(status: status, answer: #"{"return_code":"FAIL","return_msg":"wrong amount"}"#) {
            url, _ in
            let error = await #expect(throws: PaymentProviderError.self) {
                try await sandbox(notifyURL: url).pay(paymentSn: "PMT1", amount: 1)
            }
            #expect(error?.code == code)
            #expect(error?.message.hasSuffix("wrong amount") == true)
        }
    }

    @Test("an answer that is not ours is an error all the same", arguments: ["", "<html>", "[]", #"{"return_msg":7}"#])
    func strangeAnswer(answer: String) async throws {
        try await withReceiver(status: 404, answer: answer) { url, _ in
            let error = await #expect(throws: PaymentProviderError.self) {
                try await sandbox(notifyURL: url).pay(paymentSn: "PMT1", amount: 1)
            }
            #expect(error?.code == .refused)
        }
    }

    @Test("what is posted is a notification that the sandbox itself believes, and a replay is the same payment")
    func posted() async throws {
        try await withReceiver(status: 200, answer: "{}") { url, received in
            let sandbox = try sandbox(notifyURL: url)
            let first = try await sandbox.pay(paymentSn: "PMT1", amount: 12_800)
            let replay = try await sandbox.pay(paymentSn: "PMT1", amount: 12_800)
            let other = try await sandbox.pay(paymentSn: "PMT2", amount: 12_800)
            #expect(first == replay)
            #expect(first != other)

            let (headers, body) = try #require(received.withLock { $0.first })
            let notification = try await sandbox.notification(headers: headers, body: body)
            #expect(notification.paymentSn == "PMT1")
            #expect(notification.transactionID == first)
            #expect(notification.amount == 12_800)
            #expect(notification.isSuccess)
            #expect(notification.successTime == clock.now)
        }
    }

    @Test("a payment can be played to fail")
    func failing() async throws {
        try await withReceiver(status: 200, answer: "{}") { url, received in
            let sandbox = try sandbox(notifyURL: url)
            _ = try await sandbox.pay(paymentSn: "PMT1", amount: 1, tradeState: "PAYERROR")
            let (headers, body) = try #require(received.withLock { $0.first })
            let notification = try await sandbox.notification(headers: headers, body: body)
            #expect(notification.tradeState == "PAYERROR")
            #expect(notification.successTime == nil)
        }
    }
}

typealias Received = Mutex<[(headers: HTTPFields, body: [UInt8])]>

/// Runs a server that keeps what is posted to it and gives one answer to all.
func withReceiver(
    status: Int, answer: String, _ body: @Sendable (_ url: String, borrowing Received) async throws -> Void
)
    async throws
{
    let log = ReceiverLog()
    let router = Router()
    router.post("/notify") { request, _ in
        let body = try await request.body.collect(upTo: 1 << 16)
        log.received.withLock { $0.append((request.headers, Array(body.readableBytesView))) }
        return Response(
            status: .init(code: status), body: ResponseBody(byteBuffer: ByteBuffer(string: answer)))
    }
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    var logger = Logger(label: "receiver")
    logger.logLevel = .critical
    let application = Application(
        router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
        onServerRunning: { channel in port.yield(channel.localAddress?.port ?? 0) }, logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            defer { port.finish() }
            try await application.run()
        }
        for await port in ports {
            try await body("http://127.0.0.1:\(port)/notify", log.received)
            break
        }
        group.cancelAll()
    }
}

private final class ReceiverLog: Sendable {
    let received = Received([])
}
