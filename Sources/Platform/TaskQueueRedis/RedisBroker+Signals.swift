public import TaskQueue

extension RedisBroker {
    public func signals(_ kind: BrokerSignal, in queues: [String]) -> AsyncStream<Void> {
        let stream = signalHub.subscribe(to: kind, in: queues) { [watcher] in watcher.stopIfUnused() }
        watcher.start(queues)
        return stream
    }

    /// Signals a change that this process has made.
    func announceChange(_ kind: BrokerSignal, in queue: String) {
        signalHub.signal(kind, in: queue)
    }
}
