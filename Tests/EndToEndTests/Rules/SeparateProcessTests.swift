import Foundation
import JSON
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Services in processes of their own")
    struct SeparateProcessTests {
        private static let apis = ["order-api", "payment-api", "travel-api", "usercenter-api"]
        private static let others = [
            "order-rpc", "order-mq", "payment-rpc", "travel-rpc", "usercenter-rpc", "mqueue-rpc", "scheduler",
        ]

        #if os(Linux)
            @Test("they serve a guest together, over TCP, and share no files")
            func together() async throws {
                try await Installation.with(Network().settings(["ORDER_CLOSE_AFTER": "2s"])) { installation in
                    let others = try installation.start(["serve"] + Self.others)
                    let server = try await installation.serve(
                        Self.apis, settings: ["DATA_DIRECTORY": "\(installation.folder)/apis"])
                    let api = try server.api
                    let guest = try await api.registered()
                    let (paid, unpaid) = (
                        try await api.place(Wish(), as: guest), try await api.place(Wish(arrival: 8), as: guest)
                    )
                    #expect(try await api.pay(paid, as: guest).status == 200)
                    try await eventually("the payment is applied") { try await api.state(paid, as: guest) == 1 }
                    try await eventually("the other order closes") { try await api.state(unpaid, as: guest) == -1 }
                    // Errors keep their codes on the way.
                    #expect(try await api.post(Path.create, Wish().json, as: guest).code == 400_002)
                    #expect(try await api.post(Path.detail, #"{"sn":"nobody"}"#, as: guest).code == 400_001)
                    try await server.stop()
                    others.send(SIGTERM)
                    #expect(try await others.waitForExit() == .status(0))
                }
            }

            @Test("where the others are gone, the API says so and comes back with them")
            func gone() async throws {
                try await Installation.with(Network().settings(["ORDER_CLOSE_AFTER": "2s"])) { installation in
                    var others = try installation.start(["serve"] + Self.others)
                    let api = try await installation.serve(
                        Self.apis, settings: ["DATA_DIRECTORY": "\(installation.folder)/apis"]
                    ).api
                    let guest = try await api.registered()
                    others.send(SIGKILL)
                    _ = try await others.waitForExit()
                    for _ in 1...3 {
                        let reply = try await api.post(Path.create, Wish().json, as: guest)
                        #expect(reply.status == 503 && reply.code == 100_009, "\(reply)")
                    }
                    #expect(try await api.get("/health/live").status == 200)
                    others = try installation.start(["serve"] + Self.others)
                    try await eventually("orders are placed again") {
                        try await api.post(Path.create, Wish().json, as: guest).status == 200
                    }
                }
            }
        #endif
    }
}
