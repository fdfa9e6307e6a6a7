import Clocks
import Database
import DatabaseSQLite
import Foundation
import GRPCCore
import GRPCInProcessTransport
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import PaymentAPI
import PaymentContract
import PaymentProvider
import PaymentRPC
import ServiceKit
import SwiftProtobuf

/// payment-api and payment-rpc over an SQLite file, with orders that are made up. Notifications go over real HTTP.
struct PaymentSystem: Sendable {
    static let prepare = "/payment/v1/thirdPayment/thirdPaymentWxPay"
    static let callback = "/payment/v1/thirdPayment/thirdPaymentWxPayCallback"
    static let sandboxPay = "/payment/v1/sandbox/pay"

    let client: any TestClientProtocol
    let tokens: AccessTokens
    let sandbox: SandboxProvider
    let payments: Pb_payment.Client<InProcessTransport.Client>
    let database: any Database
    let orders: MadeUpOrders
    let clock: ManualWallClock

    struct Answer: Sendable {
        let status: Int
        let body: String
    }

    /// Posts a JSON document, as `user` where one is given.
    func post(_ path: String, _ body: String, as user: UserID? = nil) async throws -> Answer {
        var headers = HTTPFields()
        if let user { headers[.authorization] = try await tokens.issue(for: user).token }
        return try await post(path, Array(body.utf8), headers)
    }

    func post(_ path: String, _ body: [UInt8], _ headers: HTTPFields) async throws -> Answer {
        try await client.execute(uri: path, method: .post, headers: headers, body: ByteBuffer(bytes: body)) {
            Answer(status: $0.status.code, body: String(buffer: $0.body))
        }
    }

    /// Posts a notification, as the provider does.
    func notify(_ notification: PaymentNotification) async throws -> Answer {
        let (headers, body) = sandbox.signed(notification)
        return try await post(Self.callback, body, headers)
    }

    /// A payment of guest 7 that awaits them.
    func create(order: String = "HSO1", total: Int64 = 12_800, payModel: String = "SANDBOX") async throws -> String {
        try await payments.createPayment(
            .with {
                $0.userID = 7
                $0.payModel = payModel
                $0.payTotal = total
                $0.orderSn = order
                $0.serviceType = "homestayOrder"
            }
        ).sn
    }

    func payment(_ sn: String) async throws -> Pb_PaymentDetail {
        try await payments.getPaymentBySn(.with { $0.sn = sn }).paymentDetail
    }

    func countOutbox() async throws -> Int {
        try await database.read { try $0.firstRow("SELECT COUNT(*) FROM outbox") { row in try row.next() } } ?? 0
    }
}

/// Runs `body` on a system of its own.
/// - Parameters:
///   - isLive: whether the provider is said to take real money.
///   - isReachable: whether notifications get through.
func withPaymentSystem(
    isLive: Bool = false, isReachable: Bool = true, _ body: @Sendable (PaymentSystem) async throws -> Void
) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "payment-api-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let database = try await SQLiteDatabase(path: folder.appending(path: "payment.db").path, logger: logger)
    let clock = ManualWallClock()
    let orders = MadeUpOrders()
    let tokens = await AccessTokens(secret: "a secret of the tests, of 32 bytes and more", expiresAfter: .seconds(60))

    func sandbox(port: Int) throws -> SandboxProvider {
        try SandboxProvider(
            secret: "a secret of the tests", notifyURL: "http://127.0.0.1:\(port)\(PaymentSystem.callback)",
            clock: clock, timeout: isReachable ? .seconds(5) : .milliseconds(100))
    }
    let rpc = try await PaymentRPCServer(
        database: database, provider: sandbox(port: 1), queue: SilentQueue(), queueBatches: SilentQueue(),
        timeZone: TimeZone(identifier: "Asia/Shanghai")!, clock: clock, logger: logger)
    let transport = InProcessTransport()
    try await withGRPCServer(
        transport: transport.server, services: [rpc.payment], interceptors: [RPCErrors(logger: logger)]
    ) { _ in
        try await withGRPCClient(transport: transport.client) { client in
            let payments = Pb_payment.Client(wrapping: client)
            // The port is known once a server has it, so that one takes the notifications of the other.
            let receiver = ServiceRoutes(tokens: tokens)
            try PaymentAPIRoutes(orders: orders, payments: payments, channel: .sandbox(try sandbox(port: 1)))
                .add(to: receiver)
            try await withServer(receiver, logger: logger) { port in
                let sandbox = try sandbox(port: isReachable ? port : 1)
                let routes = ServiceRoutes(tokens: tokens)
                try PaymentAPIRoutes(
                    orders: orders, payments: payments, channel: isLive ? .live(sandbox) : .sandbox(sandbox)
                ).add(to: routes)
                try await Application(router: routes.router, logger: logger).test(.router) { client in
                    try await body(
                        PaymentSystem(
                            client: client, tokens: tokens, sandbox: sandbox, payments: payments, database: database,
                            orders: orders, clock: clock))
                }
            }
        }
    }
    await database.close()
}

private func withServer(
    _ routes: ServiceRoutes, logger: Logger, _ body: (_ port: Int) async throws -> Void
) async throws {
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let application = Application(
        router: routes.router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
        onServerRunning: { channel in port.yield(channel.localAddress?.port ?? 0) }, logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            defer { port.finish() }
            try await application.run()
        }
        for await port in ports {
            try await body(port)
            break
        }
        group.cancelAll()
    }
}
