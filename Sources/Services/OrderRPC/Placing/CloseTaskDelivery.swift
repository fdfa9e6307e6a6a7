import Clocks
import GRPCCore
import MqueueContract
import Outbox
import ServiceKit
import SwiftProtobuf

/// Hands relayed close tasks to the queue. An order's number is its task's id there, so twice is as good as once.
struct CloseTaskDelivery: Sendable {
    let queue: any Pb_mqueue.ClientProtocol
    let batches: any Pb_mqueueBatch.ClientProtocol
    /// Another implementation of the contract takes one task at a time.
    private let batchMethod: OptionalMethod

    init(queue: any Pb_mqueue.ClientProtocol, batches: any Pb_mqueueBatch.ClientProtocol, clock: any WallClock) {
        self.queue = queue
        self.batches = batches
        batchMethod = OptionalMethod(clock: clock)
    }

    /// - Returns: those that the queue did not take, each with the reason.
    func deliver(_ messages: [OutboxMessage]) async throws -> [OutboxMessage.ID: any Error] {
        let answer = try await batchMethod.call {
            try await batches.enqueueOrderCloses(
                .with { request in
                    // However late the task is relayed, the order's time counts from when it was placed.
                    request.orders = messages.map { message in
                        .with {
                            $0.sn = message.key
                            $0.createTimeMillis = message.createdAt.milliseconds
                            $0.trace = message.trace
                        }
                    }
                }, options: .relaying)
        }
        if let answer { return try answer.results.failures(of: messages.map(\.id)) }
        return await messages.deliverEach { message in
            _ = try await queue.aqDeferHomestayOrderClose(.with { $0.sn = message.key }, options: .relaying)
        }
    }
}

extension CallOptions {
    /// A call that hangs gives up: what it was to deliver is delivered later.
    fileprivate static var relaying: CallOptions {
        var options = CallOptions.defaults
        options.timeout = .seconds(5)
        return options
    }
}
