import EventLog
import MqueueContract
import QueueContract
import ServiceKit

/// Publishes many payments' statuses, those of one order in their order.
struct PaymentStatusBatch: Sendable {
    let events: any EventProducer

    private struct Item {
        let index: Int
        let event: Event
    }

    /// - Returns: a result for each of the statuses, in their order.
    /// - Throws: `unavailable` where the log cannot be written, and so on. Some of them may have been published then.
    func publish(_ statuses: [Pb_PaymentStatus]) async throws -> [Pb_BatchItemResult] {
        var results = Array(repeating: Pb_BatchItemResult(), count: statuses.count)
        var failed: Set<String> = []
        var items: [Item] = []
        for (index, status) in statuses.enumerated() {
            do {
                guard !failed.contains(status.orderSn) else { throw Self.afterFailure }
                var event = try Event.status(status.payStatus, ofOrder: status.orderSn)
                event.headers = status.trace.map { EventHeader($0.key, $0.value) }
                items.append(Item(index: index, event: event))
            } catch {
                failed.insert(status.orderSn)
                results[index] = Pb_BatchItemResult(ServiceError(error))
            }
        }
        do {
            if !items.isEmpty { _ = try await events.send(items.map(\.event)) }
        } catch  where error.isAboutOneEvent {
            for (index, failure) in try await publishEach(items) { results[index] = Pb_BatchItemResult(failure) }
        } catch {
            throw ServiceError(events: error)
        }
        return results
    }

    /// One of the events is none that the log takes, and so it took none.
    private func publishEach(_ items: [Item]) async throws -> [(Int, ServiceError)] {
        var failures: [(Int, ServiceError)] = []
        var failed: Set<String> = []
        for item in items {
            let key = item.event.key ?? ""
            guard !failed.contains(key) else {
                failures.append((item.index, Self.afterFailure))
                continue
            }
            do {
                try await events.send(item.event)
            } catch  where error.isAboutOneEvent {
                failed.insert(key)
                failures.append((item.index, ServiceError(events: error)))
            } catch {
                throw ServiceError(events: error)
            }
        }
        return failures
    }

    private static let afterFailure = ServiceError(.conflict, "an earlier status of this order was not published")
}

extension EventLogError {
    fileprivate var isAboutOneEvent: Bool { code == .invalidArgument || code == .eventTooLarge }
}

extension Event {
    /// The event that a payment changed its status, once it is known to be one.
    /// - Throws: `parameter`, which names the field.
    static func status(_ payStatus: Int64, ofOrder orderSn: String) throws -> Event {
        guard !orderSn.isEmpty else { throw ServiceError(.parameter, "orderSn is missing") }
        guard (-1...2).contains(payStatus) else {
            throw ServiceError(.parameter, "payStatus must be from -1 to 2")
        }
        let change = PaymentStatusChanged(payStatus: payStatus, orderSn: orderSn)
        return Event(topic: PaymentStatusChanged.topic, key: change.orderSn, value: try change.json())
    }
}
