import Foundation
import JSON
import Synchronization
import TestSupport
import Testing

#if os(Linux)
    extension EndToEnd {
        @Suite("Where a process of the system fails", .timeLimit(.minutes(10)))
        struct RPCFailureTests {
            @Test("orders are shown without travel-rpc; placing one says 503 at once, and works when it comes")
            func withoutTravel() async throws {
                // The secret of the data directory, which all share.
                try await Installation.with(Network().settings(["JWT_SECRET": ""])) { installation in
                    let guest = try await installation.guest()
                    // In this order, so that each calls services that are not there yet.
                    let server = try await installation.serve(["order-api"])
                    let api = try server.api
                    _ = try await installation.serve(["order-rpc"])
                    _ = try await installation.serve(["payment-rpc", "mqueue-rpc"])
                    try await placingFails(api, guest)
                    var travel = try await installation.serve(["travel-rpc"])
                    var sn = ""
                    try await eventually("an order is placed") {
                        let reply = try await api.post(Path.create, Wish().json, as: guest)
                        if reply.status == 200 { sn = try reply.data.require("orderSn") }
                        return reply.status == 200
                    }
                    try await travel.kill()
                    try await placingFails(api, guest)
                    let state = try await api.state(sn, as: guest)
                    #expect(state == 0)
                    let list = try await api.post(Path.list, #"{"lastId":0,"pageSize":10,"tradeState":-99}"#, as: guest)
                    #expect(list.status == 200 && list.text.contains(sn), "\(list)")
                    travel = try await installation.serve(["travel-rpc"])
                    try await eventually("orders are placed again") {
                        try await api.post(Path.create, Wish(arrival: 9).json, as: guest).status == 200
                    }
                }
            }

            private func placingFails(_ api: API, _ guest: Guest) async throws {
                for day in 20...22 {
                    let start = ContinuousClock.now
                    let reply = try await api.post(Path.create, Wish(arrival: Int64(day)).json, as: guest)
                    #expect(reply.status == 503 && reply.code == 100_009, "\(reply)")
                    // After some of them the endpoint's breaker spares travel-rpc the question.
                    let messages = [
                        "a service is not available, try again", "this endpoint fails at the moment, try again later",
                    ]
                    #expect(messages.contains(reply.message ?? ""), "\(reply)")
                    // Nobody waits until a call takes too long.
                    #expect(start.duration(to: .now) < .seconds(3))
                }
            }

            @Test("a service that hangs is waited for as long as calls may take, which is 504")
            func hangs() async throws {
                try await Installation.with(Network().settings(["RPC_TIMEOUT": "1s"])) { installation in
                    let travel = try await installation.serve(["travel-rpc"])
                    let api = try await installation.serve(["travel-api"]).api
                    try await eventually("homestays are shown") {
                        try await api.post(Path.homestay, #"{"id":1}"#).status == 200
                    }
                    travel.process.send(SIGSTOP)
                    let reply = try await api.post(Path.homestay, #"{"id":1}"#)
                    #expect(reply.status == 504 && reply.code == 100_010, "\(reply)")
                    travel.process.send(SIGCONT)
                    try await eventually("homestays are shown again") {
                        try await api.post(Path.homestay, #"{"id":1}"#).status == 200
                    }
                }
            }

            private final class Progress: Sendable {
                let requests = Atomic(0)
                let isOver = Atomic(false)
            }

            @Test("one of two that stops costs no request")
            func oneOfTwo() async throws {
                let network = Network()
                let endpoints = "\(network.host):9003,\(network.host):9013"
                try await Installation.with(network.settings(["RPC_TRAVEL_ENDPOINT": endpoints])) { installation in
                    let first = try await installation.serve(["travel-rpc"])
                    _ = try await installation.serve(["travel-rpc"], settings: ["RPC_PORT": "9013"])
                    let api = try await installation.serve(["travel-api"]).api
                    let progress = Progress()
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for _ in 1...8 {
                            group.addTask {
                                while !progress.isOver.load(ordering: .relaxed) {
                                    let reply = try await api.post(Path.homestay, #"{"id":1}"#)
                                    #expect(reply.status == 200, "\(reply)")
                                    progress.requests.add(1, ordering: .relaxed)
                                }
                            }
                        }
                        try await eventually("requests are answered") {
                            progress.requests.load(ordering: .relaxed) > 50
                        }
                        try await first.stop()
                        let before = progress.requests.load(ordering: .relaxed)
                        try await eventually("requests go on") {
                            progress.requests.load(ordering: .relaxed) > before + 50
                        }
                        progress.isOver.store(true, ordering: .relaxed)
                        try await group.waitForAll()
                    }
                }
            }
        }
    }
#endif
