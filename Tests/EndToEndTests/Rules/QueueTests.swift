import EventLog
import EventLogSQLite
import Foundation
import QueueContract
import TaskQueue
import TestSupport
import Testing

extension EndToEnd {
    @Suite("A queue that fails")
    struct QueueTests {
        @Test("where the queue was wiped, the sweep closes what it forgot")
        func wiped() async throws {
            try await Installation.with(["ORDER_CLOSE_AFTER": "3s", "SCHEDULER_SWEEP_EVERY": "1s"]) { installation in
                let guest = try await installation.guest()
                var server = try await installation.serve()
                let sn = try await server.api.place(Wish(), as: guest)
                try await eventually("the queue has taken the task") {
                    try await installation.withDatabase("orders") { try await $0.count("outbox") } == 0
                }
                try await server.stop()
                for file in try FileManager.default.contentsOfDirectory(atPath: installation.dataDirectory)
                where file.hasPrefix("queue.sqlite") {
                    try FileManager.default.removeItem(atPath: "\(installation.dataDirectory)/\(file)")
                }
                server = try await installation.serve()
                let api = try server.api
                try await eventually("the order closes") { try await api.state(sn, as: guest) == -1 }
                let actors = try await installation.withDatabase("orders") { database in
                    try await database.texts("SELECT actor FROM homestay_order_history ORDER BY id")
                }
                #expect(actors == ["guest:17", "order-rpc"])
            }
        }

        @Test("a task with a broken payload is kept for an operator at once, and the others go on")
        func brokenTask() async throws {
            try await Installation.with(["ORDER_CLOSE_AFTER": "100ms"]) { installation in
                let guest = try await installation.guest()
                let payloads = ["{", "[]", #"{"Sn":17}"#, #"{"Sn":""}"#, #"{"Sn":"HSO-nobody"}"#]
                try await installation.withBroker { broker in
                    let client = TaskQueueClient(broker: broker)
                    for (number, payload) in payloads.enumerated() {
                        try await client.enqueue(
                            type: CloseHomestayOrder.taskType, payload: Array(payload.utf8),
                            options: TaskOptions(taskID: "broken-\(number)"))
                    }
                }
                let api = try await installation.serve().api
                let sn = try await api.place(Wish(), as: guest)
                try await eventually("the order closes") { try await api.state(sn, as: guest) == -1 }
                try await eventually("the broken tasks are archived") {
                    try await installation.archivedTasks().count == payloads.count
                }
                for task in try await installation.archivedTasks() {
                    #expect(task.message.retryCount == 0, "\(task.id) was tried again")
                    #expect(task.message.lastError?.isEmpty == false, "\(task.id) does not say why")
                }
            }
        }

        @Test("an event that cannot be handled is set aside, and those after it are handled")
        func brokenEvent() async throws {
            try await Installation.with { installation in
                let guest = try await installation.guest()
                var server = try await installation.serve()
                let sn = try await server.api.place(Wish(), as: guest)
                try await server.stop()
                let values = [
                    "not JSON", "", #"{"payStatus":"1","orderSn":"x"}"#, #"{"payStatus":1,"orderSn":"nobody"}"#,
                ]
                try await installation.withEvents { events in
                    // Under the order's own key, so that they stand before its payment in the same partition.
                    for value in values {
                        try await events.producer.send(
                            Event(topic: PaymentStatusChanged.topic, key: sn, text: value))
                    }
                }
                server = try await installation.serve()
                let api = try server.api
                #expect(try await api.pay(sn, as: guest).status == 200)
                try await eventually("the payment is applied") {
                    try await api.state(sn, as: guest) == 1
                }
                let letters = try await installation.deadLetters(of: PaymentStatusChanged.topic)
                #expect(letters.map { String(decoding: $0.event.value, as: UTF8.self) } == values)
                #expect(letters.allSatisfy { $0.group == PaymentStatusChanged.group && !$0.error.isEmpty })
            }
        }

        @Test("an event that comes again changes nothing")
        func replayedEvent() async throws {
            try await Installation.with { installation in
                let guest = try await installation.guest()
                var server = try await installation.serve()
                let sn = try await server.api.place(Wish(), as: guest)
                #expect(try await server.api.pay(sn, as: guest).status == 200)
                let first = try server.api
                try await eventually("the payment is applied") { try await first.state(sn, as: guest) == 1 }
                try await server.stop()
                try await installation.withEvents { events in
                    for _ in 1...3 {
                        try await events.producer.send(
                            Event(
                                topic: PaymentStatusChanged.topic, key: sn,
                                value: try PaymentStatusChanged(payStatus: 1, orderSn: sn).json()))
                    }
                }
                server = try await installation.serve()
                try await eventually("the events are handled") {
                    try await installation.withEvents { events in
                        try await events.progress(of: PaymentStatusChanged.group).allSatisfy { $0.lag == 0 }
                    }
                }
                #expect(try await server.api.state(sn, as: guest) == 1)
                let history = try await installation.withDatabase("orders") { database in
                    try await database.count("homestay_order_history")
                }
                #expect(history == 2)
            }
        }
    }
}
