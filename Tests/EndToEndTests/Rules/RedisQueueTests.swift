import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("The queue on Redis")
    struct RedisQueueTests {
        @Test("an unpaid order closes, a paid one does not, and no file is made for the queue")
        func closes() async throws {
            try await QueuePlace.redis.with { settings in
                let settings = settings.merging(["ORDER_CLOSE_AFTER": "2s"]) { $1 }
                try await Installation.with(settings) { installation in
                    let guest = try await installation.guest()
                    let server = try await installation.serve()
                    let api = try server.api
                    let paid = try await api.place(Wish(), as: guest)
                    let unpaid = try await api.place(Wish(arrival: 8), as: guest)
                    #expect(try await api.pay(paid, as: guest).status == 200)
                    try await eventually("the other order closes") { try await api.state(unpaid, as: guest) == -1 }
                    #expect(try await api.state(paid, as: guest) == 1)
                    // It was the task that closed it, not the sweep.
                    let actors = try await installation.withDatabase("orders") { database in
                        try await database.texts(
                            "SELECT actor FROM homestay_order_history WHERE to_state = -1 ORDER BY id")
                    }
                    #expect(actors == ["order-mq"])
                    #expect(try await api.get("/health/ready").status == 200)
                    try await server.stop()
                    let queueFile = "\(installation.dataDirectory)/queue.sqlite"
                    #expect(!FileManager.default.fileExists(atPath: queueFile))
                    #expect(!server.process.errors.contains("pass word"), "a password is not logged")
                }
            }
        }

        @Test("orders are taken while Redis is away, and close when it is back")
        func away() async throws {
            try await withRedis(.init(appendOnly: true)) { redis in
                let settings = QueuePlace.settings(for: redis).merging(["ORDER_CLOSE_AFTER": "3s"]) { $1 }
                try await Installation.with(settings) { installation in
                    let guest = try await installation.guest()
                    let api = try await installation.serve().api
                    try await redis.kill()
                    let sn = try await api.place(Wish(), as: guest)
                    try await eventually("readiness tells") {
                        let reply = try await api.get("/health/ready")
                        return reply.status == 503 && reply.text.contains("queue")
                    }
                    #expect(try await api.get("/health/live").status == 200)
                    try await redis.start()
                    try await eventually("the order closes") {
                        try await api.state(sn, as: guest) == -1
                    }
                    try await eventually("the process is ready again") {
                        try await api.get("/health/ready").status == 200
                    }
                }
            }
        }

        @Test("a server that cannot be used is named, with its setting and the reason")
        func unusable() async throws {
            try await Installation.with(seeded: false) { installation in
                let settings = [
                    "QUEUE_BACKEND": "redis", "QUEUE_REDIS_URL": "redis://me:hunter2@127.0.0.1:1",
                ]
                let startedAt = ContinuousClock.now
                let (exit, _, errors) = try await installation.run(["serve"], settings: settings)
                #expect(exit == .status(1))
                #expect(errors.contains("queue.redis.url") && errors.contains("127.0.0.1:1"), "\(errors)")
                #expect(!errors.contains("hunter2"))
                #expect(ContinuousClock.now - startedAt < .seconds(20))
            }
        }

        @Test("a wrong password and a server that evicts tasks are refused at once")
        func refused() async throws {
            try await withRedis(.init(password: "right")) { redis in
                try await Installation.with(seeded: false) { installation in
                    let url = "redis://:wrong@127.0.0.1:\(redis.port)"
                    for arguments in [["serve"], ["queue", "ls"]] {
                        let (exit, _, errors) = try await installation.run(
                            arguments, settings: ["QUEUE_BACKEND": "redis", "QUEUE_REDIS_URL": url])
                        #expect(exit == .status(1))
                        #expect(errors.contains("queue.redis.url") && errors.contains("\(redis.port)"), "\(errors)")
                        #expect(!errors.contains("wrong@"))
                    }
                }
            }
            let evicting = ["--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru"]
            try await withRedis(.init(arguments: evicting)) { redis in
                try await Installation.with(QueuePlace.settings(for: redis), seeded: false) { installation in
                    let (exit, _, errors) = try await installation.run(["serve"])
                    #expect(exit == .status(1))
                    #expect(errors.contains("allkeys-lru") && errors.contains("noeviction"), "\(errors)")
                }
            }
        }

        @Test("migrating and seeding ask no server")
        func migrate() async throws {
            let settings = [
                "QUEUE_BACKEND": "redis", "QUEUE_REDIS_URL": "redis://127.0.0.1:1",
            ]
            try await Installation.with(settings, seeded: false) { installation in
                try await installation.succeed("migrate")
                try await installation.succeed("seed")
            }
        }
    }
}
